// SPDX-License-Identifier: MulanPSL-2.0
// After all others: every template that is a page was opened by some test, every operation asked for.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from './program.mjs';
import { all } from './seen.mjs';

const templates = join(root, 'src/web/templates');

/** Answered to programs only, which ask for JSON: how far a paper in pieces has come. */
const FOR_PROGRAMS = ['phone_part'];

/** A template is a page when it ends one: pieces do not. */
const pages = () => readdirSync(templates).filter((name) => readFileSync(join(templates, name), 'utf8').includes('{{>foot}}')).map((name) => name.replace('.html', ''));

const operations = () => [...readFileSync(join(root, 'src/web/routes.c'), 'utf8').matchAll(/\bpage_\w+, "(\w+)", "/g)].map(([, name]) => name);

/** Asked for by a test only where the machine is slow enough to be stopped half-way. */
const OPEN = ['import_cancel'];

describe('the tests before this one', () => {
  it('asked for every operation but those known as open, and were answered', () => {
    const seen = all();
    assert.ok(operations().length > 100);
    assert.deepEqual(operations().filter((name) => !OPEN.includes(name) && !seen.has(`operation ${name}`)), []);
    assert.deepEqual(OPEN.filter((name) => !operations().includes(name)), [], 'no such operation');
  });

  it('opened every page there is', () => {
    const seen = all();
    assert.deepEqual(pages().filter((name) => !FOR_PROGRAMS.includes(name) && !seen.has(name)), []);
  });
});
