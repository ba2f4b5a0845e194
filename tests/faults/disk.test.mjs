// SPDX-License-Identifier: MulanPSL-2.0
// The disk fails under the whole program: no false answer, no crash, and it goes on by itself when the disk does.
// BUCHUCUN_TEST_LONG=1: at every write of a reference run; else at a few. Skipped where strace or mount is not allowed.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Program, pause } from '../browser/program.mjs';
import { Book, accept, check, file, gather } from './load.mjs';

const LONG = process.env.BUCHUCUN_TEST_LONG === '1';
const POINTS_MAX = LONG ? 1000 : 2;
const FAILED = [500, 503, 507];
const HEALS_MS = 15_000;

/** Runs an act; returns the status it was refused with, or 200. Anything but an allowed refusal is thrown. */
const told = async (allowed, act) => {
  try { await act(); } catch (error) {
    if (!allowed.includes(error.status)) throw error;
    return error.status;
  }
  return 200;
};

const twoPeople = (program, book) => gather(program, book, { clerks: 1, officers: 1 });

/** Lists and tracking; a look into a case is written down first, and refused where that cannot be. */
async function reads({ officers: [officer], public_, book }) {
  for (const path of ['/inbox', '/cases', '/healthz']) {
    const { status } = await officer.get(path);
    assert.ok(status === 200 || (path === '/healthz' && status === 503), `${path}: ${status}`);
  }
  const [page] = book.cases;
  if (page) assert.equal((await public_.post('/track', { number: page.case.number, code: page.code })).status, 200);
}

/** By itself, without a restart. */
async function heals({ clerks: [clerk], book }, where) {
  const until = Date.now() + HEALS_MS;
  for (;;) {
    const status = await told(FAILED, () => file(clerk, book));
    if (status === 200) return;
    assert.ok(Date.now() < until, `${where}: still ${status} long after the fault is gone`);
    await pause(100);
  }
}

async function ends(program, crew) {
  program.child.kill('SIGKILL');
  await program.ended;
  await program.serve();
  await check(crew, true);
  assert.equal((await program.halt()).code, 0, program.said.slice(-4000));
  assert.doesNotMatch(program.said, /Sanitizer/);
  program.run('rebuild', '--check', '--config', program.configFile);
  await program.serve();
  await program.stop();
}

/* ---- a full disk ---- */

const smallDisk = () => {
  const folder = mkdtempSync(join(tmpdir(), 'buchucun-disk-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48m,mode=0700', 'tmpfs', folder]).status === 0) return folder;
  rmSync(folder, { recursive: true });
  return null;
};

const freeDisk = (folder) => {
  spawnSync('umount', ['-l', folder]);
  rmSync(folder, { recursive: true, force: true });
};

const fill = (path) => {
  const fd = openSync(path, 'w');
  for (let size = 1 << 20; size >= 1; size >>= 1)
    try { for (;;) writeSync(fd, Buffer.alloc(size)); } catch (error) { assert.equal(error.code, 'ENOSPC'); }
  closeSync(fd);
};

async function fullDisk(disk) {
  const program = await Program.start({ config: [`database: ${disk}/buchucun.db`, `files: ${disk}/files`] });
  const book = new Book();
  const crew = await twoPeople(program, book);
  const { clerks: [clerk], officers: [officer] } = crew;
  await file(clerk, book);
  const before = (await officer.get('/cases')).model.cases.length;
  fill(join(disk, 'filler'));
  let status = 200;
  for (let tries = 0; status === 200 && tries < 300; tries++) status = await told([507], () => file(clerk, book));
  assert.equal(status, 507);
  for (let tries = 0; tries < 3; tries++) assert.equal(await told([507], () => file(clerk, book)), 507);
  assert.equal((await officer.get('/cases')).model.cases.length, before + book.cases.length - 1, 'no case that was not told');
  await reads(crew);
  unlinkSync(join(disk, 'filler'));
  await heals(crew, 'a full disk');
  await accept(officer, book);
  await check(crew, true);
  await ends(program, crew);
}

/* ---- calls that fail ---- */

/** strace on a running program; ends with detach(), which tells how often the fault struck. */
async function attach(program, call, fault, paths) {
  const log = join(program.folder, 'strace.log');
  const only = paths.flatMap((path) => ['-P', path]);
  const words = ['-f', '-o', log, '-e', `trace=${call}`, '-e', `inject=${call}:${fault}`, ...only, '-p', String(program.child.pid)];
  const tracer = spawn('strace', words, { stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = new Promise((resolve) => { tracer.on('exit', resolve); });
  await new Promise((resolve) => { tracer.stderr.on('data', (text) => { if (/attached/.test(text)) resolve(); }); gone.then(resolve); });
  return async () => {
    tracer.kill('SIGINT');
    await gone;
    const struck = readFileSync(log, 'utf8').split('(INJECTED)').length - 1;
    rmSync(log);
    return struck;
  };
}

const unfinished = (program) => Array.from({ length: 200 }, (_, n) => join(program.folder, 'files', 'new', `${program.child.pid}-${n}`));

/** The reference run: an application with its papers, and its acceptance. */
async function refer(crew) {
  await told(FAILED, () => file(crew.clerks[0], crew.book));
  await told(FAILED, () => accept(crew.officers[0], crew.book));
}

async function failAt(program, crew, call, fault) {
  const paths = call === 'write' ? unfinished(program) : [];
  const detach = await attach(program, call, fault, paths);
  await refer(crew);
  await reads(crew);
  const struck = await detach();
  assert.equal(program.child.exitCode, null, `${call} ${fault}: ended\n${program.said.slice(-4000)}`);
  await heals(crew, `${call} ${fault}`);
  await check(crew);
  return struck;
}

async function failEverywhere(call, error, forGood) {
  const program = await Program.start({ config: ['threads: 2', 'readers: 2'] });
  const crew = await twoPeople(program, new Book());
  let point = 1;
  while (point <= POINTS_MAX && await failAt(program, crew, call, `error=${error}:when=${point}`) > 0) point++;
  assert.ok(point > 1, `${call} is never called`);
  const struck = forGood ? await failAt(program, crew, call, `error=${error}:when=1+`) : 0;
  console.log(`# ${error} at ${call}: ${point - 1} points; ${struck} times in a row; ${crew.book.cases.length} cases stand`);
  await ends(program, crew);
}

const traces = () => spawnSync('sh', ['-c', 'sleep 1 & strace -o /dev/null -p $!']).status === 0;

describe('a disk that fails', () => {
  const disk = smallDisk();
  it('is answered 507 when it is full; reading goes on, and writing when there is room again', { skip: disk === null && 'no mount' },
    () => fullDisk(disk).finally(() => freeDisk(disk)));

  const skip = !traces() && 'no strace';
  const faults = [['pwrite64', 'ENOSPC', true], ['fdatasync', 'EIO', LONG], ['write', 'ENOSPC', LONG], ...(LONG ? [['pwrite64', 'EIO', true],
    ['fsync', 'EIO', true], ['write', 'EIO', true], ['renameat', 'EIO', true]] : [])];      // ftruncate: at the start only (faults.py)
  for (const [call, error, forGood] of faults)
    it(`gives no false answer when ${call} says ${error}`, { skip }, () => failEverywhere(call, error, forGood));
});
