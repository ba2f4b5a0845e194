// SPDX-License-Identifier: MulanPSL-2.0
// Pages on which no story stops: each is opened by who may, looked at, and says what it is for.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { residentId } from '../stories/script.mjs';
import * as look from './browser.mjs';
import { fillIn, handIn, signIn } from './client.mjs';
import { Program, pause } from './program.mjs';
import * as scans from './scans.mjs';

const VILLAGE = '422823107271';
const scan = (name) => scans.file(name, scans.jpeg(name + Math.random()));
const LIST = ['户号,村民小组,门牌,姓名,身份证号,与户主关系,联系电话,银行账号,状况',
  `R1,3组,1号,谭守业,${residentId('422823', '1951-02-03', 'male', '1')},户主,13871000003,,`,
  `R2,3组,2号,谭守成,不是号码,户主,,,`].join('\n');

describe('the rest of the pages', () => {
  let program, browser, clerk, page;

  const must = (answer) => { assert.equal(answer.status, 200, answer.text.slice(0, 800)); return answer; };
  const draftOf = (name, n) => fillIn(clerk, { item: 'S-MZ-05', place: VILLAGE, name, id: residentId('422823', '1948-06-01', 'female', String(n)), scan });
  const as = async (role, act) => {
    const other = await look.visitor(browser);
    await program.signIn(other, role);
    await act(other);
    await other.context().close();
  };
  /** Opens a page, which has the wanted words and no fault. */
  const opens = async (path, words, on = page) => {
    await on.goto(program.staffUrl + path);
    assert.match(await look.text(on), words, path);
    assert.deepEqual(await look.faults(on, `rest${path.replace(/[^a-z]+/g, '-')}`), []);
  };

  before(async () => {
    program = await Program.start();
    browser = await look.launch();
    clerk = await signIn(program.staffUrl, program.accounts['village-clerk']);
    page = await look.visitor(browser);
    await program.signIn(page, 'village-clerk');
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  it('of drafts: what was begun is found again', async () => {
    await draftOf('向大梅', 1);
    await opens('/drafts', /向大梅|临时救助申请/);
  });

  it('of a list for the register: what is wrong is named by row and column', async () => {
    await clerk.get('/register/import');
    const sends = async (name, text) => {
      const { location: url } = must(await clerk.upload('/register/import', {}, { file: { name, buffer: Buffer.from(text), mimeType: 'text/csv' } }));
      for (let tries = 0; tries < 100 && (await clerk.get(url)).model.import.checking; tries++) await pause(100);
      return url;
    };
    await opens(await sends('no-list.csv', '姓名,电话\n甲,1\n'), /没有找到列名/);
    const location = await sends('list.csv', LIST);
    await opens(location, /身份证号/);
    must(await clerk.post(`${location}/take`));
    for (let tries = 0; tries < 100 && (await clerk.get(location)).model.import.running; tries++) await pause(100);
  });

  it('of the register: a member of a household, and a person with what was done with his data', async () => {
    const [household] = must(await clerk.get(`/register?q=${encodeURIComponent('谭守业')}`)).model.found;
    await opens(`${household.url}/member`, /姓名/);
    await opens(household.person_url, new RegExp(household.name));
  });

  it('of a case: its limits, its originals, its money', async () => {
    const draft = await draftOf('向大兰', 2);
    await handIn(clerk, draft, '向大兰');
    const { url, number } = must(await clerk.get(`${draft}/done`)).model.case;
    assert.ok(url, number);
    await opens(`${url}/originals`, /原件/);
    await as('township-handler', async (other) => {
      await opens(`${url}/limits`, /5 个工作日/, other);
      await opens(`${url}/money`, /账/, other);
    });
  });

  it('of a case that is typed into another system too: the answers in its order', async () => {
    const draft = await fillIn(clerk, { item: 'S-MZ-01', place: VILLAGE, name: '向大菊', id: residentId('422823', '1948-06-01', 'female', '4'), scan });
    await handIn(clerk, draft, '向大菊');
    const { url } = must(await clerk.get(`${draft}/done`)).model.case;
    await as('township-handler', (other) => opens(`${url}/copy`, /编号/, other));
  });

  it('of what came meanwhile, for who has no scripts', async () => {
    const draft = await draftOf('向大竹', 3);
    await opens(`${draft}/arrivals?since=0`, /返回/);
    await opens('/changes', /工作台/);
    await opens('/reassign', /转办/);
  });
});
