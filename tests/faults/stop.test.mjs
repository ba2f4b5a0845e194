// SPDX-License-Identifier: MulanPSL-2.0
// SIGTERM under load: running requests are finished, the program ends well and soon, and what was told is there.
// STOPS: how often (4).
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Program, pause } from '../browser/program.mjs';
import { Book, check, gather, work } from './load.mjs';

const STOPS = Number(process.env.STOPS ?? 4);
const STOPPING = 503;       // to a request that comes after the last that is waited for
const SECONDS_MAX = 10;

it('the program stops cleanly under load, again and again', async () => {
  const program = await Program.start();
  const book = new Book();
  const crew = await gather(program, book);
  for (let round = 0; round < STOPS; round++) {
    const working = work(program, crew, { allowed: [STOPPING] });
    await pause(500 + Math.random() * 1000);
    const begun = performance.now();
    program.child.kill('SIGTERM');
    assert.deepEqual(await program.ended, { code: 0, signal: null }, program.said.slice(-6000));
    assert.ok(performance.now() - begun < SECONDS_MAX * 1000, 'it took too long');
    const bad = await working;
    assert.equal(bad, undefined, `while stopping: ${bad?.stack}`);
    assert.doesNotMatch(program.said, /Sanitizer/);
    await program.serve();
    await check(crew);
  }
  assert.ok(book.cases.length > STOPS, 'no load');
  await program.stop();
});
