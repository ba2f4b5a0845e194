// SPDX-License-Identifier: MulanPSL-2.0
// After all others: every template that is a page was opened by some test, and every address that answers with one.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from './program.mjs';
import { all } from './seen.mjs';

const templates = join(root, 'src/web/templates');
const binary = process.env.BUCHUCUN_PROGRAM ?? join(root, 'build-test/src/app/buchucun');

/** A template is a page when it ends one: pieces do not. */
const pages = () => readdirSync(templates).filter((name) => readFileSync(join(templates, name), 'utf8').includes('{{>foot}}')).map((name) => name.replace('.html', ''));

const routes = () => spawnSync(binary, ['routes'], { encoding: 'utf8' }).stdout.split('\n').map((line) => /^(\w+)\s+(\S+)/.exec(line)).filter(Boolean)
  .map(([, method, path]) => ({ method, path, fits: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`) }));

describe('the tests before this one', () => {
  it('opened every page there is', () => {
    const seen = all();
    assert.deepEqual(pages().filter((name) => !seen.has(`page ${name}`)), []);
  });

  it('asked at every address', () => {
    const seen = [...all()].map((line) => line.split(' ')).filter(([method]) => method !== 'page');
    assert.deepEqual(routes().filter(({ method, fits }) => !seen.some(([m, path]) => m === method && fits.test(path))).map(({ method, path }) => `${method} ${path}`), []);
  });
});
