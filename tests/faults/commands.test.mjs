// SPDX-License-Identifier: MulanPSL-2.0
// What the program refuses on its command line and when it starts: one clear sentence each, and no server left behind.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Program, freePorts, root } from '../browser/program.mjs';

const binary = process.env.BUCHUCUN_PROGRAM ?? join(root, 'build-test/src/app/buchucun');
const say = (...words) => spawnSync(binary, words, { cwd: root, encoding: 'utf8', timeout: 60_000 });

const refuses = (code, sentence, ...words) => {
  const done = say(...words);
  assert.equal(done.signal, null, done.stderr);
  assert.match(done.stderr + done.stdout, sentence);
  assert.equal(done.status, code, done.stderr);
};

describe('the command line', () => {
  it('shows its commands when asked, and when it does not know one', () => {
    assert.equal(say('--help').status, 0);
    refuses(2, /there is no command bogus\nusage:/, 'bogus');
  });

  const wrong = [
    [/rebuild: --chek: there is no such option/, 'rebuild', '--chek'],
    [/serve: --check: this command has no such option/, 'serve', '--check'],
    [/serve: --config: name a file behind it/, 'serve', '--config'],
    [/serve: extra: one word too many/, 'serve', 'extra'],
    [/say which configuration with --config FILE/, 'serve'],
    [/say which configuration with --config FILE/, 'demo'],
    [/say which configuration with --config FILE/, 'found'],
    [/say which configuration with --config FILE/, 'rebuild', '--check'],
    [/usage: buchucun config check FILE/, 'config'],
    [/usage: buchucun config check FILE/, 'config', 'chek', 'x'],
    [/usage: buchucun check FOLDER/, 'check'],
    [/check: b: one word too many/, 'check', 'a', 'b'],
    [/routes: x: one word too many/, 'routes', 'x'],
    [/usage: buchucun flow COMMAND/, 'flow'],
    [/usage: buchucun flow COMMAND/, 'flow', 'bogus'],
  ];
  for (const [sentence, ...words] of wrong)
    it(`refuses "${words.join(' ')}"`, () => refuses(2, sentence, ...words));

  it('names the folder that is no county pack', () => refuses(1, /\/nowhere.*/, 'check', '/nowhere'));

  it('prints the access matrix', () => {
    const { status, stdout } = say('routes');
    assert.equal(status, 0);
    assert.match(stdout, /^POST +\/tasks\/:id\/:outcome +staff +clerk,handler/m);
  });
});

describe('a configuration', () => {
  let folder;
  before(() => { folder = mkdtempSync(join(tmpdir(), 'buchucun-config-')); });
  after(() => rmSync(folder, { recursive: true }));
  const written = (text) => {
    const path = join(folder, 'buchucun.conf');
    writeFileSync(path, text);
    return path;
  };

  it('that is missing is named', () => refuses(1, /\/nowhere\.conf: cannot be read/, 'config', 'check', '/nowhere.conf'));
  it('that is no YAML is named with its line', () => refuses(1, /buchucun\.conf:2: /, 'config', 'check', written('demo: true\npublic: [}\n')));

  it('tells every fault with its line and what to write', () => {
    const done = say('config', 'check', written('demo: perhaps\npublic: 8080\nthreads: 0\nnode: 9000\ncolour: red\nreaders: many\nproxies: 127.0.0.1\n'));
    assert.equal(done.status, 1);
    for (const line of [/:1: demo: write true or false/, /:2: public: write ADDRESS:PORT/, /:3: threads: give a number/, /:4: node: give a number/,
      /:5: colour: there is no such key/, /:6: readers: give a number/, /:7: proxies: list/]) assert.match(done.stderr, line);
  });

  it('that is good is printed with its defaults, every key that doc/operating.md lists', () => {
    const { status, stdout } = say('config', 'check', written('demo: true\n'));
    assert.equal(status, 0);
    assert.match(stdout, new RegExp(`^database: ${folder}/buchucun.db$`, 'm'));
    const listed = [...readFileSync(join(root, 'doc/operating.md'), 'utf8').matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, key]) => key);
    for (const [, key] of stdout.matchAll(/^([a-z_]+):/gm)) assert.ok(listed.includes(key), `${key} is not in doc/operating.md`);
    for (const key of listed) assert.doesNotMatch(say('config', 'check', written(`${key}: [[]]\n`)).stderr, /there is no such key/, key);
  });
});

describe('the start', () => {
  let program;
  before(async () => { program = await Program.start(); });
  after(async () => { await program?.stop(); });

  const other = async (lines, name = 'other') => {
    const [open, staff, screen] = await freePorts(3);
    const path = join(program.folder, `${name}.conf`);
    writeFileSync(path, [`pack: ${join(root, 'counties/badong')}`, `var: ${join(program.folder, name)}`, `public: 127.0.0.1:${open}`,
      `staff: 127.0.0.1:${staff}`, `screen: 127.0.0.1:${screen}`, ...lines, ''].join('\n').replace(/^(\w+): .*\n(?=[^]*^\1: )/gm, ''));
    return ['serve', '--config', path];
  };

  it('is refused to a second process on the same database', async () => {
    refuses(1, /buchucun\.db is open in another process; stop it first/, ...await other([`var: ${program.folder}`]));
  });

  it('is refused where the pack is missing', async () => refuses(1, /\/nowhere/, ...await other(['pack: /nowhere'], 'nopack')));

  it('is refused where the pack is broken, with file and line', async () => {
    const pack = join(program.folder, 'pack');
    cpSync(join(root, 'counties/badong'), pack, { recursive: true });
    writeFileSync(join(pack, 'county.yaml'), 'name: [\n');
    refuses(1, /county\.yaml:\d+/, ...await other([`pack: ${pack}`], 'badpack'));
  });

  it('is refused when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => { taken.on('listening', resolve); });
    const words = await other([`staff: 127.0.0.1:${taken.address().port}`], 'port');
    refuses(1, new RegExp(`127.0.0.1:${taken.address().port} cannot be listened on \\(the port is taken\\)`), ...words);
    taken.close();
  });

  it('is refused at an address that is not of this machine', async () => {
    refuses(1, /192\.0\.2\.1:1 cannot be listened on/, ...await other(['public: 192.0.2.1:1'], 'address'));
  });

  it('is refused with a key file that others may read, and with one that is damaged', async () => {
    mkdirSync(join(program.folder, 'keys-of'));
    const keys = join(program.folder, 'keys-of', 'keys');
    cpSync(join(program.folder, 'keys'), keys);
    chmodSync(keys, 0o644);
    refuses(1, /keys-of\/keys: .*(0600|others)/, ...await other([`keys: ${keys}`], 'open-keys'));
    chmodSync(keys, 0o600);
    writeFileSync(keys, 'nonsense\n');
    refuses(1, /keys-of\/keys/, ...await other([`keys: ${keys}`], 'bad-keys'));
  });

  it('is refused without the keys of what is there', async () => {
    assert.equal((await program.halt()).code, 0);
    renameSync(join(program.folder, 'keys'), join(program.folder, 'keys.away'));
    refuses(1, /\/keys: /, 'serve', '--config', program.configFile);
    renameSync(join(program.folder, 'keys.away'), join(program.folder, 'keys'));
    await program.serve();
  });

  it('is refused on a database that is none, or cannot be written', async () => {
    const file = join(program.folder, 'text.db');
    writeFileSync(file, 'this is not a database, whatever its name says, and long enough to be read as a head of one.\n'.repeat(20));
    refuses(1, /text\.db/, ...await other([`database: ${file}`], 'text'));
    refuses(1, /\/nowhere\/x\.db/, ...await other(['database: /nowhere/x.db'], 'nodb'));
    refuses(1, /PostgreSQL: connection to server .* failed/, ...await other(['database: postgresql:///nobody?host=/nowhere'], 'nopg'));
  });

  it('is refused with a clock that cannot be read', async () => {
    refuses(1, /write one line such as/, ...await other([], 'clock'), '--clock', '/nowhere');
  });

  it('is refused on the database of a newer program, and leaves it as it was', async () => {
    const file = join(program.folder, 'newer', 'buchucun.db');
    const words = await other([], 'newer');
    assert.equal((await program.halt()).code, 0);
    mkdirSync(join(program.folder, 'newer'));
    cpSync(join(program.folder, 'buchucun.db'), file);
    cpSync(join(program.folder, 'keys'), join(program.folder, 'newer', 'keys'));
    await program.serve();
    const sql = "INSERT INTO migration (number, name) VALUES (999999, 'newer')";
    const made = spawnSync('python3', ['-c', 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()', file, sql],
      { encoding: 'utf8' });
    assert.equal(made.status, 0, made.stderr);
    refuses(1, /the database has step 999999 \(newer\) that this program does not know; use the program that made it/, ...words);
  });

  it('keeps what it makes from the eyes of others', () => {
    for (const name of ['buchucun.db', 'keys', 'demo-accounts.txt', 'buchucun.db-wal'])
      assert.equal(statSync(join(program.folder, name)).mode & 0o077, 0, name);
  });
});
