// SPDX-License-Identifier: MulanPSL-2.0
// The whole program is killed under load, again and again: what it acknowledged is there, once, and whole, and the
// numbers of papers run without gaps.
// KILLS: how often (5); BUCHUCUN_TEST_PG: on PostgreSQL too.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Program, pause, postgresLine } from '../browser/program.mjs';
import { Book, check, checkNumbers, gather, work } from './load.mjs';

const KILLS = Number(process.env.KILLS ?? 5);

/** A slow machine is given time: each round waits for a case that was acknowledged, then for any moment. */
async function underLoad(book) {
  const before = book.cases.length;
  for (let tries = 0; tries < 600 && book.cases.length === before; tries++) await pause(100);
  await pause(Math.random() * 1500);
}

async function killAgainAndAgain(config) {
  const program = await Program.start({ config });
  const book = new Book();
  const crew = await gather(program, book);
  for (let round = 0; round < KILLS; round++) {
    const working = work(program, crew);
    await underLoad(book);
    program.child.kill('SIGKILL');
    await program.ended;
    const bad = await working;
    assert.equal(bad, undefined, `before the kill: ${bad?.stack}`);
    await program.serve();
    await check(crew);
  }
  const there = await check(crew, true);
  const papers = await checkNumbers(crew);
  assert.ok(papers >= there + book.accepted.length, `${papers} numbered papers for ${there} cases`);
  assert.equal((await program.halt()).code, 0, program.said.slice(-4000));
  program.run('rebuild', '--check', '--config', program.configFile);
  await program.serve();
  await program.stop();
  console.log(`# ${KILLS} kills: ${book.drafts.size} begun, ${book.cases.length} acknowledged, ${book.accepted.length} accepted, ${there} there, ${papers} numbered papers`);
  assert.ok(book.cases.length >= KILLS, `only ${book.cases.length} were acknowledged: no load`);
}

describe('kill -9 under load', () => {
  after(() => Program.killAll());
  it('loses, doubles and halves nothing on SQLite', () => killAgainAndAgain([]));

  const skip = !process.env.BUCHUCUN_TEST_PG;
  it('loses, doubles and halves nothing on PostgreSQL', { skip }, () => killAgainAndAgain([postgresLine()]));
});
