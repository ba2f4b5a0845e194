// SPDX-License-Identifier: MulanPSL-2.0
// load - several people at work through HTTP, a book of what they were told, and a check that all of it is so.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Client, fillIn, signIn } from '../browser/client.mjs';
import { pause } from '../browser/program.mjs';
import * as scans from '../browser/scans.mjs';
import { residentId } from '../stories/script.mjs';

const VILLAGE = '422823107271';
const ITEM = 'S-MZ-05';
const digestOf = (bytes) => createHash('sha256').update(bytes).digest('hex');
const must = (answer, what) => {
  if (answer.status !== 200) throw Object.assign(new Error(`${what}: ${answer.status} ${answer.text.slice(0, 600)}`), { status: answer.status });
  return answer.model;
};

/** What was begun, and what was acknowledged of it: draft -> { papers: [{ slot, digest }], case, code, accepted }. */
export class Book {
  constructor() { Object.assign(this, { drafts: new Map(), next: 1, refused: new Map(), ended: false }); }

  page(draft) {
    if (!this.drafts.has(draft)) this.drafts.set(draft, { papers: [], case: null, code: '', accepted: false });
    return this.drafts.get(draft);
  }

  get cases() { return [...this.drafts.values()].filter((page) => page.case); }
  get accepted() { return this.cases.filter((page) => page.accepted); }

  refuse(status) { this.refused.set(status, (this.refused.get(status) ?? 0) + 1); }
}

/** A clerk whose acknowledged papers are written into the book. */
async function clerkOf(program, book) {
  const client = await signIn(program.staffUrl, program.accounts['village-clerk']);
  const { upload } = client;
  client.upload = async (path, fields, files) => {
    const answer = await upload.call(client, path, fields, files);
    const [, draft, slot] = /^(\/drafts\/\d+)\/scans\?slot=(.*)$/.exec(path);
    if (answer.status === 200) book.page(draft).papers.push({ slot, digest: digestOf(files.file.buffer) });
    return answer;
  };
  return client;
}

/** One application from the first page to its number; throws where it is refused. */
export async function file(client, book) {
  const order = book.next++;
  const scan = (name) => scans.file(name, scans.jpeg(`${name} ${order} ${Math.random()}`));
  const id = residentId('422823', '1961-02-03', 'male', String(order % 400));
  const draft = await fillIn(client, { item: ITEM, place: VILLAGE, scan, name: `户${order}`, id });
  const page = book.page(draft);
  const told = must(await client.post(`${draft}/submit`), 'submit');
  Object.assign(page, { case: told.case, code: told.code });
  return page;
}

/** An officer accepts what waits; 409: a colleague was first. */
export async function accept(officer, book) {
  const { lines } = must(await officer.get('/inbox'), 'inbox');
  for (const line of lines.filter(({ kind }) => kind === 'accept').slice(0, 3)) {
    const { status, text } = await officer.post(`/tasks/${line.id}/accepted`, { note: '材料齐全', point: '*' });
    const page = [...book.drafts.values()].find((one) => one.case?.url === line.url);
    if (status === 200 && page) page.accepted = true;
    if (status !== 200 && status !== 409) throw Object.assign(new Error(`accept: ${status} ${text.slice(0, 600)}`), { status });
  }
  return lines.length;
}

/** Again and again until the line breaks or the book is ended; refusals the load may meet are counted. */
async function keepOn(book, allowed, act) {
  while (!book.ended) {
    try { await act(); } catch (error) {
      if (error.status === undefined) {
        if (error.name === 'AssertionError') throw error;
        return;
      }
      if (!allowed.includes(error.status)) throw error;
      book.refuse(error.status);
      await pause(20);
    }
  }
}

async function listen(program) {
  const answer = await fetch(`${program.screenUrl}/wall/${VILLAGE}/events`, { headers: { accept: 'text/event-stream' } }).catch(() => null);
  const reader = answer?.body?.getReader();
  for (let piece = {}; reader && !piece.done;) piece = await reader.read().catch(() => ({ done: true }));
}

/** Those who work: signed in once, because their sessions outlive the program too. */
export async function gather(program, book, { clerks = 3, officers = 2 } = {}) {
  const roles = Array.from({ length: officers }, (_, n) => (n % 2 ? 'township-handler-2' : 'township-handler'));
  const crew = { book, clerks: [], officers: [], public_: new Client(program.publicUrl) };
  for (let n = 0; n < clerks; n++) crew.clerks.push(await clerkOf(program, book));
  for (const role of roles) crew.officers.push(await signIn(program.staffUrl, program.accounts[role]));
  await crew.public_.get('/track');
  return crew;
}

async function look({ book, public_, officers: [officer] }) {
  must(await officer.get('/changes?since=0'), 'changes');
  for (const page of book.cases.slice(-3)) must(await public_.post('/track', { number: page.case.number, code: page.code }), 'track');
  for (const path of ['/metrics', '/healthz']) await officer.get(path);
  await pause(10);
}

/** All work until the line breaks or the book is ended; allowed: refusals that may come. Returns what else was answered. */
export async function work(program, crew, { allowed = [], walls = 2 } = {}) {
  const { book } = crew;
  const acts = [() => look(crew), ...crew.clerks.map((clerk) => () => file(clerk, book)),
    ...crew.officers.map((officer) => async () => { if (await accept(officer, book) === 0) await pause(20); })];
  const listening = Array.from({ length: walls }, () => listen(program));
  const told = await Promise.allSettled(acts.map((act) => keepOn(book, allowed, act)));
  await Promise.all(book.ended ? [] : listening);
  return told.find(({ status }) => status === 'rejected')?.reason;
}

/* ---- is it so? ---- */

/** Every paper of the slots can be read; returns "slot digest" of each. */
async function papersOf(client, slots) {
  const found = [];
  for (const slot of slots)
    for (const { url } of slot.scans) {
      const answer = await fetch(client.base + url, { headers: { cookie: [...client.cookies].map(([k, v]) => `${k}=${v}`).join('; ') } });
      assert.equal(answer.status, 200, `${url} cannot be read`);
      found.push(`${slot.id} ${digestOf(Buffer.from(await answer.arrayBuffer()))}`);
    }
  return found;
}

function checkPapers(where, page, found) {
  for (const { slot, digest } of page.papers)
    assert.equal(found.filter((one) => one === `${slot} ${digest}`).length, 1, `${where}: an acknowledged paper of ${slot} is there once`);
  assert.equal(new Set(found).size, found.length, `${where}: no paper twice`);
}

async function checkCase(people, draft, page, done) {
  if (page.case) assert.deepEqual([done.case.number, done.case.id], [page.case.number, page.case.id], `${draft} has the case it was told`);
  const again = must(await people.clerk.post(`${draft}/submit`), `${draft}: handed in again`);
  assert.deepEqual([again.case.number, again.case.id], [done.case.number, done.case.id], `${draft}: the repeat is the same case`);
  const seen = must(await people.officer.get(done.case.url), done.case.url);
  const found = await papersOf(people.officer, seen.slots);
  checkPapers(done.case.url, page, found);
  assert.equal(found.length, 5, `${done.case.url} has its four papers and the signed form`);
  const { timeline } = must(await people.public_.post('/track', { number: done.case.number, code: again.code }), `track ${done.case.number}`);
  const outcomes = timeline.filter(({ outcome }) => outcome === 'accepted').length;
  assert.ok(page.accepted ? outcomes === 1 : outcomes <= 1, `${done.case.number}: accepted ${outcomes} times, told ${page.accepted}`);
}

/** Looks after every draft of the book that was not looked after before (all: every one). Returns how many cases there are. */
export async function check({ book, public_, clerks: [clerk], officers: [officer] }, all = false) {
  const people = { clerk, officer, public_ };
  const numbers = new Set();
  for (const [draft, page] of book.drafts) {
    if (page.checked && !all) continue;
    const { status, model } = await people.clerk.get(`${draft}/done`);
    assert.ok(status === 200 || (status === 404 && !page.case), `${draft} was acknowledged as ${page.case?.number}, now ${status}`);
    if (status === 200) {
      await checkCase(people, draft, page, model);
      assert.ok(!numbers.has(model.case.number), `${model.case.number} twice`);
      numbers.add(model.case.number);
    } else {
      const { slots } = must(await people.clerk.get(`${draft}/materials`), `${draft}/materials`);
      const { consent } = must(await people.clerk.get(`${draft}/check`), `${draft}/check`);
      checkPapers(draft, page, await papersOf(people.clerk, [...slots, consent.slot]));
    }
    page.checked = true;
  }
  return numbers.size;
}

/** Every numbered paper of every case in sight: each organ, kind and year counts 1 to n, none missing, none twice. Returns how many there are. */
export async function checkNumbers({ officers: [officer] }) {
  const series = new Map();
  for (let path = '/cases'; path;) {
    const { cases, next_url: next } = must(await officer.get(path), path);
    for (const { url } of cases)
      for (const { number } of must(await officer.get(url), url).papers) {
        const [, name, serial] = /^(.*〔\d{4}〕)(\d+)号$/.exec(number) ?? assert.fail(`${url}: ${number} is no number of a paper`);
        series.set(name, [...(series.get(name) ?? []), Number(serial)]);
      }
    path = next;
  }
  for (const [name, serials] of series)
    assert.deepEqual(serials.sort((a, b) => a - b), serials.map((_, n) => n + 1), `${name}: the numbers run from 1 without a gap`);
  return [...series.values()].flat().length;
}
