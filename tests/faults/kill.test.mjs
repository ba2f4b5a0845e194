// SPDX-License-Identifier: MulanPSL-2.0
// The whole program is killed under load, again and again: what it acknowledged is there, once, and whole.
// KILLS: how often (6); BUCHUCUN_TEST_PG: on PostgreSQL too.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { fillIn, handIn, signIn } from '../browser/client.mjs';
import { Program, pause } from '../browser/program.mjs';
import * as scans from '../browser/scans.mjs';
import { residentId } from '../stories/script.mjs';

const KILLS = Number(process.env.KILLS ?? 6);
const CLIENTS = 4;
const VILLAGE = '422823107271';
const scan = (name) => scans.file(name, scans.jpeg(name + Math.random()));

/** Files until the line breaks; what was begun and what was acknowledged is written down. */
async function work(program, book, client) {
  for (;;) {
    const order = book.next++;
    const person = { name: `户${order}`, id: residentId('422823', '1961-02-03', 'male', String(order % 400)) };
    const draft = await fillIn(client, { item: 'S-MZ-05', place: VILLAGE, scan, ...person });
    book.begun.add(draft);
    book.done.set(draft, (await handIn(client, draft)).number);
  }
}

async function checkAll(program, book) {
  const client = await signIn(program.staffUrl, program.accounts['village-clerk']);
  const numbers = new Set();
  for (const draft of book.begun) {
    const { status, model } = await client.get(`${draft}/done`);
    const kept = book.done.get(draft);
    assert.ok(status === 200 || (status === 404 && !kept), `${draft} was acknowledged as ${kept}, now ${status}`);
    if (status !== 200) continue;
    if (kept) assert.equal(model.case.number, kept);
    assert.ok(!numbers.has(model.case.number), `${model.case.number} twice`);
    numbers.add(model.case.number);
  }
  return numbers.size;
}

async function killAgainAndAgain(config) {
  const program = await Program.start({ config });
  const book = { next: 1, begun: new Set(), done: new Map() };
  for (let round = 0; round < KILLS; round++) {
    const clients = await Promise.all(Array.from({ length: CLIENTS }, () => signIn(program.staffUrl, program.accounts['village-clerk'])));
    const working = Promise.allSettled(clients.map((client) => work(program, book, client)));
    await pause(400 + Math.random() * 1500);
    program.child.kill('SIGKILL');
    await program.ended;
    for (const { reason } of await working) assert.equal(reason.status, undefined, `an answer before the kill: ${reason.message}`);
    await program.serve();
    await checkAll(program, book);
  }
  const there = await checkAll(program, book);
  await program.halt();
  program.run('rebuild', '--check', '--config', program.configFile);
  await program.serve();
  await program.stop();
  console.log(`# ${KILLS} kills: ${book.begun.size} begun, ${book.done.size} acknowledged, ${there} there`);
  assert.ok(book.done.size > KILLS, `only ${book.done.size} were acknowledged: no load`);
}

describe('kill -9 under load', () => {
  it('loses, doubles and halves nothing on SQLite', () => killAgainAndAgain([]));

  const address = process.env.BUCHUCUN_TEST_PG;
  it('loses, doubles and halves nothing on PostgreSQL', { skip: !address }, async () => {
    const name = `kill_${process.pid}`;
    const made = spawnSync('psql', [address, '-qc', `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`]);
    assert.equal(made.status, 0, String(made.stderr));
    await killAgainAndAgain([`database: ${address.replace('/postgres?', `/${name}?`)}`]);
  });
});
