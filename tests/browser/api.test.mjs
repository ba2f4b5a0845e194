// SPDX-License-Identifier: MulanPSL-2.0
// What machines read: the description of the API, the health and the figures.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Program } from './program.mjs';

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*\})? (-?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\+?Inf)|NaN)( -?\d+)?$/;
const TYPE = /^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)$/;

/** Reads the Prometheus text format strictly; returns the samples by name. */
function readMetrics(text) {
  const types = new Map();
  const samples = new Map();
  assert.ok(text.endsWith('\n'), 'the last line ends');
  for (const line of text.slice(0, -1).split('\n')) {
    const type = TYPE.exec(line);
    const sample = SAMPLE.exec(line);
    if (type) {
      assert.ok(!types.has(type[1]), `one TYPE for ${type[1]}`);
      types.set(type[1], type[2]);
    } else if (sample) {
      const key = sample[1] + (sample[2] ?? '');
      assert.ok(!samples.has(key), `one value for ${key}`);
      samples.set(key, Number(sample[3].replace('Inf', 'Infinity')));
      const family = sample[1].replace(/_(?:bucket|sum|count)$/, '');
      assert.ok(types.has(sample[1]) || types.has(family), `${sample[1]} has a TYPE before it`);
    } else {
      assert.match(line, /^# HELP [a-zA-Z_:][a-zA-Z0-9_:]* .+$/, 'a comment is a HELP');
    }
  }
  return samples;
}

describe('what machines read', () => {
  let program;
  before(async () => { program = await Program.start(); });
  after(async () => { await program?.stop(); });
  const get = (path, headers = {}, base = program.publicUrl) => fetch(base + path, { headers, redirect: 'manual' });

  it('says it is well', async () => {
    const answer = await get('/healthz');
    assert.equal(answer.status, 200);
  });

  it('describes its API so that Redocly finds no error', async () => {
    const answer = await get('/api/openapi.json');
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^application\/json/);
    const problems = await lintFromString({ source: await answer.text(), config: await createConfig({ extends: ['recommended'] }) });
    const errors = problems.filter((p) => p.severity === 'error' && !p.ignored);
    assert.deepEqual(errors.map((p) => `${p.ruleId} ${p.location[0]?.pointer ?? ''}: ${p.message}`), []);
  });

  it('describes every address only once and names who may', async () => {
    const { paths } = await (await get('/api/openapi.json')).json();
    const operations = Object.values(paths).flatMap((path) => Object.values(path).filter((o) => o?.operationId));
    assert.ok(operations.length > 10, `${operations.length} operations`);
    assert.equal(new Set(operations.map((o) => o.operationId)).size, operations.length);
  });

  it('gives its figures in the Prometheus format', async () => {
    await get('/');
    const answer = await get('/metrics', {}, program.staffUrl);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^text\/plain/);
    const samples = readMetrics(await answer.text());
    assert.ok(samples.size > 0);
    for (const [key, value] of samples) assert.ok(!Number.isNaN(value), key);
    assert.ok(samples.get('buchucun_answers_total{operation="home",class="2xx"}') >= 1, 'the front door was asked for');
  });

  it('answers the same address to a browser and to a machine', async () => {
    const page = await get('/', { accept: 'text/html' });
    const data = await get('/', { accept: 'application/json' });
    assert.match(page.headers.get('content-type'), /^text\/html/);
    assert.match(data.headers.get('content-type'), /^application\/json/);
    assert.match(page.headers.get('vary') ?? '', /accept/i);
    JSON.parse(await data.text());
  });
});

describe('the reader of figures', () => {
  it('refuses what Prometheus would refuse', () => {
    for (const bad of ['a 1', '# TYPE a counter\na 1', 'a 1\n', '# TYPE a counter\na{b=c} 1\n', '# TYPE a counter\na one\n',
      '# TYPE a counter\na 1\na 1\n', '# TYPE a much\na 1\n']) {
      assert.throws(() => readMetrics(bad), undefined, bad);
    }
    assert.equal(readMetrics('# HELP a b\n# TYPE a counter\na{c="d"} 1\n').get('a{c="d"}'), 1);
  });
});
