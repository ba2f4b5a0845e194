// SPDX-License-Identifier: MulanPSL-2.0
// A list of 5,000 households is looked at and taken over by jobs; the program is killed on the way and goes on: nothing twice, nothing
// lost; a second time changes nothing; a job that was stopped can go on.
// BUCHUCUN_TEST_PG: on PostgreSQL too.  HOUSEHOLDS: how many.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { signIn } from '../browser/client.mjs';
import { Program, pause, postgresLine } from '../browser/program.mjs';
import { residentId } from '../stories/script.mjs';

const HOUSEHOLDS = Number(process.env.HOUSEHOLDS ?? 5000);
const VILLAGE = '422823107271';
const must = (answer, status = 200) => { assert.equal(answer.status, status, answer.text.slice(0, 600)); return answer; };

const line = (n) => {
  const day = new Date(Date.UTC(1970, 0, 1 + (n % 9000))).toISOString().slice(0, 10);
  return `T${n},3组,${n}号,谭大${n},${residentId('422823', day, 'male', String(Math.floor(n / 9000)))},户主,,,`;
};
const list = (count) => ['户号,村民小组,门牌,姓名,身份证号,与户主关系,联系电话,银行账号,状况', ...Array.from({ length: count }, (_, n) => line(n))].join('\n');

const choose = (clerk, text) => clerk.upload('/register/import', {}, { file: { name: 'list.csv', buffer: Buffer.from(text), mimeType: 'text/csv' } });
const look = async (clerk, url) => (await clerk.get(url)).model.import;

async function until(clerk, url, good) {
  for (let tries = 0; tries < 1200; tries++) {
    const now = await look(clerk, url);
    if (good(now)) return now;
    await pause(100);
  }
  throw new Error(`the job does not come on: ${JSON.stringify(await look(clerk, url))}`);
}

const numbers = async (clerk) => (await clerk.get(`/register/export?place=${VILLAGE}`)).text.split('\r\n')
  .map((row) => /^"\s*(T\d+)"/.exec(row)?.[1]).filter(Boolean);

async function play(config) {
  const program = await Program.start({ config });
  const clerk = await signIn(program.staffUrl, program.accounts['village-clerk']);
  await clerk.get('/register/import');
  const text = list(HOUSEHOLDS);
  const { location: url } = must(await choose(clerk, text));
  must(await choose(clerk, list(3)), 422);
  for (let kill = 1, seen = -1; kill <= 3; kill++) {
    const { checking, taken } = await until(clerk, url, (now) => !now.checking || now.taken > seen);
    if (!checking) break;
    seen = taken;
    program.child.kill('SIGKILL');
    await program.ended;
    await program.serve();
  }
  const looked = await until(clerk, url, (now) => !now.checking);
  assert.equal(looked.state, 'checked');
  assert.equal(looked.fresh, HOUSEHOLDS);
  must(await clerk.post(`${url}/take`));
  must(await choose(clerk, text), 422);
  let done = 0;
  for (let kill = 1; kill <= 3; kill++) {
    const { taken, state } = await until(clerk, url, (now) => now.taken > done || now.state === 'done');
    if (state === 'done') break;
    done = taken;
    program.child.kill('SIGKILL');
    await program.ended;
    await program.serve();
    assert.ok((await look(clerk, url)).taken >= done, 'what was counted is there');
  }
  const half = await until(clerk, url, (now) => now.taken > done || now.state === 'done');
  if (half.state !== 'done') {
    must(await clerk.post(`${url}/cancel`));
    const stopped = await look(clerk, url);
    await pause(1500);
    assert.deepEqual(await look(clerk, url), stopped, 'a job that was stopped stands');
    assert.equal(stopped.state, 'stopped');
    must(await clerk.post(`${url}/take`));
  }
  assert.equal((await until(clerk, url, (now) => now.state === 'done')).taken, HOUSEHOLDS);
  const there = await numbers(clerk);
  assert.equal(there.length, HOUSEHOLDS);
  assert.equal(new Set(there).size, HOUSEHOLDS);
  const again = must(await choose(clerk, text)).location;
  assert.equal((await until(clerk, again, (now) => !now.checking)).same, HOUSEHOLDS);
  assert.equal((await program.halt()).code, 0, program.said.slice(-4000));
  program.run('rebuild', '--check', '--config', program.configFile);
  await program.serve();
  await program.stop();
}

describe('a long list taken over in the background', () => {
  after(() => Program.killAll());
  it('is killed half-way and goes on, on SQLite', () => play([]));

  const skip = !process.env.BUCHUCUN_TEST_PG;
  it('is killed half-way and goes on, on PostgreSQL', { skip }, () => play([postgresLine()]));
});
