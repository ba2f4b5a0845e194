// SPDX-License-Identifier: MulanPSL-2.0
// program - one running buchucun with a folder of its own, free ports and a clock that the test turns.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as seen from './seen.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const binary = process.env.BUCHUCUN_PROGRAM ?? join(root, 'build-test/src/app/buchucun');

export const freePorts = async (count) => {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
  })));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
};

export const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** The demo sign-ins: role -> { account, password }, as ./run prints them. */
const readAccounts = (file) => Object.fromEntries(readFileSync(file, 'utf8').split('\n')
  .map((line) => line.trim().split(/\s{2,}/)).filter((cells) => cells.length >= 3 && !cells[0].startsWith('#'))
  .map(([role, account, password, ...rest]) => [role, { account, password, rest }]));

/** Tells one program and county pack from another. */
function stamp() {
  const pack = join(root, 'counties');
  const files = [binary, ...readdirSync(pack, { recursive: true }).map((name) => join(pack, name))].map((path) => statSync(path));
  return `${Math.max(...files.map((file) => Math.round(file.mtimeMs)))}-${files.reduce((all, file) => all + file.size, 0)}`;
}

/** Forty passwords are hashed slowly on purpose: founded once for a day, each program begins with a copy. Renamed into place when whole. */
function foundedFolder(day) {
  const kept = join(root, 'build-test/founded', `${day}-${stamp()}`);
  if (existsSync(kept)) return kept;
  const program = new Program();
  mkdirSync(dirname(kept), { recursive: true });
  program.prepare(mkdtempSync(`${kept}.`), `${day}T00:00:00+08:00`, []);
  program.found();
  for (const name of ['clock', 'buchucun.conf']) rmSync(join(program.folder, name));
  if (existsSync(kept)) rmSync(program.folder, { recursive: true });
  else renameSync(program.folder, kept);
  return kept;
}

/** The line of the configuration for a new database on the PostgreSQL of tests/postgres.sh. */
export function postgresLine() {
  const address = process.env.BUCHUCUN_TEST_PG;
  const name = `buchucun_${process.pid}_${Date.now()}`;
  const made = spawnSync('psql', [address, '-qc', `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`psql: ${made.stderr}`);
  return `database: ${address.replace('/postgres?', `/${name}?`)}`;
}

export class Program {
  static running = new Set();
  /** For what a failed test left behind; nothing waits for a test that cannot end. */
  static killAll() { for (const child of Program.running) child.kill('SIGKILL'); }

  /** options.at: the first moment of the clock, "2026-11-23T09:00:00+08:00"; options.config: further lines. */
  static async start(options = {}) {
    const program = new Program();
    const at = options.at ?? '2026-11-23T09:00:00+08:00';
    const elsewhere = options.config?.some((line) => /^(database|files):/.test(line));
    const folder = mkdtempSync(join(tmpdir(), 'buchucun-test-'));
    if (!elsewhere) cpSync(foundedFolder(at.slice(0, 10)), folder, { recursive: true });
    program.ports = await freePorts(3);
    program.prepare(folder, at, options.config ?? []);
    if (elsewhere) program.found();
    program.accounts = readAccounts(join(program.folder, 'demo-accounts.txt'));
    await program.serve();
    return program;
  }

  prepare(folder, at, config) {
    this.folder = folder;
    this.clockFile = join(folder, 'clock');
    this.configFile = join(folder, 'buchucun.conf');
    this.setClock(at);
    writeFileSync(this.configFile, this.config(config));
  }

  found() { this.run('demo', '--config', this.configFile, '--clock', this.clockFile); }

  config(more) {
    const [open, staff, screen] = this.ports ?? [8080, 8081, 8082];
    return [`pack: ${join(root, 'counties/badong')}`, 'demo: true', `public: 127.0.0.1:${open}`,
      `staff: 127.0.0.1:${staff}`, `screen: 127.0.0.1:${screen}`, ...more, ''].join('\n');
  }

  /** The addresses of the faces; through a front they are the front's. */
  get publicUrl() { return this.front?.publicUrl ?? this.direct(0); }
  get staffUrl() { return this.front?.staffUrl ?? this.direct(1); }
  get screenUrl() { return this.front?.screenUrl ?? this.direct(2); }
  direct(face) { return `http://127.0.0.1:${this.ports[face]}`; }

  /** Signs a page in as a role of the demo, unless it still is. */
  async signIn(page, role) {
    const { account, password } = this.accounts[role];
    await page.goto(`${this.staffUrl}/`);
    const form = page.locator('form', { has: page.locator('input[name=password]') });
    if (await form.count() === 0) return;
    await form.locator('input[name=account]').fill(account);
    await form.locator('input[name=password]').fill(password);
    await form.getByRole('button').click();
    await form.waitFor({ state: 'detached' });
  }

  /** Renamed into place, so that a reader never sees half a line. */
  setClock(moment) {
    this.now = moment;
    writeFileSync(`${this.clockFile}.new`, `${moment}\n`);
    renameSync(`${this.clockFile}.new`, this.clockFile);
  }

  /** A command of the program that ends; throws with what it said when it fails. */
  run(...words) {
    const done = spawnSync(binary, words, { cwd: root, encoding: 'utf8', timeout: 240_000 });
    if (done.status !== 0) throw new Error(`buchucun ${words.join(' ')}: ${done.status ?? done.signal}\n${done.stdout}${done.stderr}`);
    return done.stdout;
  }

  async serve() {
    this.said = '';
    this.child = spawn(binary, ['serve', '--config', this.configFile, '--clock', this.clockFile], { cwd: root });
    Program.running.add(this.child);
    this.child.on('exit', () => Program.running.delete(this.child));
    for (const stream of [this.child.stdout, this.child.stderr]) stream.on('data', (piece) => { this.said += piece; });
    this.ended = new Promise((resolve) => { this.child.on('exit', (code, signal) => resolve({ code, signal })); });
    for (let tries = 0; tries < 300; tries++) {
      if (this.child.exitCode !== null) break;
      const answer = await fetch(`${this.direct(0)}/healthz`).catch(() => null);
      if (answer?.ok) return;
      await pause(100);
    }
    this.child.kill('SIGKILL');
    throw new Error(`the program does not serve:\n${this.said.slice(-4000)}`);
  }

  /** Stops as Ctrl-C does; the sanitizers speak through the exit code. */
  async halt() {
    const { child } = this;             // when the wait is over another may serve
    await seen.count(this.direct(1));
    child.kill('SIGINT');
    const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
    const end = await this.ended;
    clearTimeout(late);
    return end;
  }

  async stop() {
    const { code, signal } = await this.halt();
    rmSync(this.folder, { recursive: true, force: true });
    if (code !== 0) throw new Error(`the program ended with ${code ?? signal}:\n${this.said.slice(-6000)}`);
  }
}
