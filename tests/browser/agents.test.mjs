// SPDX-License-Identifier: MulanPSL-2.0
// What passes from hand to hand: letters of agents, originals, the signed proof of delivery, a draft that goes back.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { residentId } from '../stories/script.mjs';
import * as look from './browser.mjs';
import { addressOf, Client, fillIn, must, signIn } from './client.mjs';
import { Program } from './program.mjs';
import * as scans from './scans.mjs';

const ITEM = 'S-MZ-06';
const scan = (name) => scans.file(name, scans.jpeg(name + Math.random()));
const ROLES = ['township-handler', 'township-checker', 'township-approver', 'county-handler', 'county-checker', 'county-approver'];
const AGENT = {
  'agent.acts': 'yes', 'agent.name': '谭明', 'agent.phone': '13871000009', 'agent.relation': '侄子', 'agent.kind': 'proxy',
  'agent.id_no': residentId('422823', '1980-02-03', 'male', '9'), 'agent.powers': ['file', 'supply'], 'agent.until': '2027-03-31',
};

describe('agents', () => {
  let program, browser, clerk, page, url, filed = 0;

  /** Files for an applicant whose nephew acts by a letter. */
  const file = async () => {
    const { model } = await clerk.get(`/apply/${ITEM}`);
    const id = residentId('422823', '1948-06-01', 'female', String(++filed));
    const draft = await fillIn(clerk, { item: ITEM, place: model.places[0].code, name: '向大梅', id, scan });
    const applicant = must(await clerk.get(`${draft}/applicant`)).model;
    const said = Object.fromEntries(applicant.form.fields.filter(({ key }) => key.startsWith('applicant.')).map(({ key, value }) => [key, value]));
    must(await clerk.post(`${draft}/applicant`, { version: applicant.draft.version, ...said, ...AGENT }));
    const { letter, consent } = must(await clerk.get(`${draft}/check`)).model;
    for (const { slot } of [letter, consent]) must(await clerk.upload(slot.upload_url, {}, { file: scan('signed.jpg') }));
    must(await clerk.post(`${draft}/submit`));
    const { number } = must(await clerk.get(`${draft}/done`)).model.case;
    return addressOf(clerk, number);
  };
  /** A page as somebody with scripts sees it, looked at whole; does: what is done there first. */
  const looked = async (path, name, does = async () => {}) => {
    const other = await look.visitor(browser);
    await program.signIn(other, 'village-clerk');
    await other.goto(program.staffUrl + path);
    await does(other);
    assert.deepEqual(await look.faults(other, name), []);
    await other.context().close();
  };
  /** By keyboard, as everything has to work; waits for the answer. */
  const pressed = (on, button) => Promise.all([on.waitForNavigation(), button.press('Enter')]);
  /** Whoever has a task of the case at hand, and its page; null: nobody of these roles. */
  const holder = async (path) => {
    for (const role of ROLES) {
      if (!program.accounts[role]) continue;
      const officer = await signIn(program.staffUrl, program.accounts[role]);
      const { model } = await officer.get(path);
      if (model?.task) return { role, officer, model };
    }
    return null;
  };
  /** Goes the ordinary way, one act after the other, until somebody of the offices is to do that, or nobody anything. */
  const walk = async (path, kind) => {
    for (let steps = 0; steps < 12; steps++) {
      const at = await holder(path);
      if (at === null || at.model.task.kind === kind) return at;
      must(await at.officer.post(at.model.actions[0].url, { note: '情况属实，符合条件，材料齐全。', point: '*' }));
    }
    throw new Error(`never comes to ${kind}`);
  };
  const opens = async (path) => page.goto(program.staffUrl + path);

  before(async () => {
    program = await Program.start();
    browser = await look.launch();
    clerk = await signIn(program.staffUrl, program.accounts['village-clerk']);
    url = await file();
    page = await look.visitor(browser, { javaScriptEnabled: false });
    await program.signIn(page, 'village-clerk');
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  it('asks who came for a withdrawal, and refuses what the letter does not say with the way to a letter', async () => {
    const withdraws = async (on, who) => {
      await on.locator('#f-note').fill('家里商量后不办了');
      if (who) await on.getByLabel(who).press('Space');
      await pressed(on, on.locator('main form button.go'));
    };
    await opens(`${url}/withdraw`);
    await withdraws(page);
    assert.match(await look.text(page), /请选择是谁来办的/);
    await withdraws(page, '代理人 谭明（侄子）');
    assert.match(await look.text(page), /谭明的委托书没有写“代为撤回”/);
    assert.equal(await page.getByRole('link', { name: '登记委托书' }).getAttribute('href'), `${url}/agents`);
    await opens(`${url}/withdraw?lang=en`);
    await withdraws(page, 'Somebody else, without a letter');
    assert.match(await look.text(page), /Who came has no letter/);
    await opens(`${url}?lang=zh`);
    assert.match(await look.text(page), /谭明（侄子）/);
    await looked(`${url}/withdraw`, 'agents-refused', (on) => withdraws(on, '代理人 谭明（侄子）'));
  });

  it('shows supervision what was tried', async () => {
    const watcher = await signIn(program.staffUrl, program.accounts.supervisor);
    const { model } = await watcher.get(`${url}/limits`);
    assert.deepEqual(model.attempts.map(({ what }) => what), ['谭明: 代为撤回', 'Withdraw', '谭明: 代为撤回']);
  });

  it('takes a letter after filing: filled in, printed, signed, scanned back, and it counts', async () => {
    await looked(`${url}/agents`, 'agents', async (on) => {
      await on.locator('main form button.go').press('Enter');
      await on.waitForLoadState();
      assert.match(await look.text(on), /请附上申请人签好的委托书/);
    });
    const letter = { 'agent.name': '税小兰', 'agent.phone': '13871000010', 'agent.relation': '女儿', 'agent.kind': 'proxy',
      'agent.id_no': residentId('422823', '1985-02-03', 'female', '8'), 'agent.powers': 'withdraw', 'agent.until': '2027-03-31' };
    await opens(`${url}/agents`);
    for (const [name, value] of Object.entries(letter)) {
      const field = page.locator(`[name="${name}"]`);
      if (await field.count() > 1) await page.locator(`[name="${name}"][value="${value}"]`).press('Space');
      else await field.fill(value);
    }
    const [printed] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('button', { name: '打印委托书' }).press('Enter')]);
    await printed.waitForLoadState();
    assert.match(await look.text(printed), /委托书.*向大梅.*税小兰.*代为撤回/);
    await printed.close();
    const print = await clerk.send('POST', `${url}/agents/print`, new URLSearchParams({ csrf: clerk.csrf, ...letter }), { accept: 'text/html' });
    const paper = await look.visitor(browser);
    await paper.goto(program.staffUrl);
    await paper.setContent(print.text.replace('<head>', `<head><base href="${program.staffUrl}/">`));
    await look.shoot(paper, 'agents-letter', look.DESKTOP);
    await look.shoot(paper, 'agents-letter', look.PHONE);
    await paper.context().close();
    await page.locator('#letter').setInputFiles(scan('letter.jpg'));
    await pressed(page, page.locator('main form button.go'));
    assert.match(await look.text(page), /税小兰 女儿/);
    await looked(`${url}/agents`, 'agents-two');
    assert.match((await clerk.get(url)).text, /case\.proxy_added/);
  });

  it('reminds of originals on the desk and before the result is handed over, and keeps the signed proof', async () => {
    must(await clerk.post(`${url}/originals`, { owner: '向大梅', 'name.1': '户口簿', 'pages.1': '6' }));
    await walk(url, 'deliver');
    const { task } = must(await clerk.get(url)).model;
    assert.equal(task.kind, 'deliver');
    const delivery = `/tasks/${task.id}/delivery`;
    await opens('/desk');
    assert.match(await look.text(page), /原件还没有退还：.*向大梅.*1 件/);
    await looked('/desk', 'originals-desk');
    await opens(delivery);
    assert.match(await look.text(page), /原件还没有退还： 户口簿 6 页/);
    await looked(delivery, 'delivery-before');
    const refused = await clerk.post(delivery, { way: 'counter', taken_by: '谭明', relation: 'agent', proof: 'signature' });
    assert.match(refused.text, /谭明的委托书没有写“代为领取结果”/);
    must(await clerk.post(delivery, { way: 'counter', taken_by: '向大梅', relation: 'self', proof: 'thumbprint' }));
    await opens(delivery);
    await page.locator('#sheet').setInputFiles(scan('proof.jpg'));
    await pressed(page, page.locator('#f-sheet button.go'));
    assert.match(await look.text(page), /签收的送达回证 ✓ 已有 1 张/);
    await looked(delivery, 'delivery-after');
    await looked(url, 'delivery-case');
    const { model } = must(await clerk.get(url));
    assert.ok(model.slots.some(({ id, scans: kept }) => id === 'delivery_proof' && kept.length === 1));
  });

  it('sends a draft back to its writer, who reads why', async () => {
    const { model } = await clerk.get('/apply/S-JS-01');
    const id = residentId('422823', '1990-06-01', 'female', '77');
    const draft = await fillIn(clerk, { item: 'S-JS-01', place: model.places[0].code, name: '税小梅', id, scan });
    must(await clerk.post(`${draft}/submit`));
    const told = must(await clerk.get(`${draft}/done`)).model.case, { number } = told;
    const path = await addressOf(clerk, number);
    const { officer, model: at, role } = await walk(path, 'decide');
    must(await officer.post(`/tasks/${at.task.id}/granted`, { note: '拟准予，请审批。', point: '*' }));
    const next = await holder(path);
    assert.notEqual(next.role, role);
    assert.ok(next.model.more.some(({ key }) => key === 'draft_back'));
    const approver = await look.visitor(browser);
    await program.signIn(approver, next.role);
    await approver.goto(`${program.staffUrl}${path}/acts/draft_back`);
    assert.deepEqual(await look.faults(approver, 'draft-back'), []);
    await approver.locator('#f-note').fill('依据写错了，改引第十条');
    await pressed(approver, approver.locator('main form button.go'));
    assert.match(await look.text(approver), /已退回拟办人修改/);
    const writer = await look.visitor(browser);
    await program.signIn(writer, role);
    await writer.goto(program.staffUrl + path);
    assert.match(await look.text(writer), /退回修改（第 1 次）： 依据写错了，改引第十条/);
    assert.deepEqual(await look.faults(writer, 'draft-returned'), []);
    await writer.goto(`${program.staffUrl}/tasks/${at.task.id}/granted`);
    assert.match(await look.text(writer), /退回修改（第 1 次）/);
    assert.deepEqual(await look.faults(writer, 'draft-again'), []);
    const family = new Client(program.publicUrl);
    await family.get('/track');
    const lines = JSON.stringify(must(await family.post('/track', { number, code: told.code })).model.timeline);
    assert.match(lines, /case\.drafted/);
    assert.doesNotMatch(lines, /granted|draft_returned/);
  });

  it('asks for no paper that an office of the county made: the record itself is offered at grade A', async () => {
    const { model } = await clerk.get('/apply/S-JS-03');
    const person = { place: model.places[0].code, name: '向守业', id: residentId('422823', '1961-06-01', 'male', '88'), scan };
    must(await clerk.post(`${await fillIn(clerk, { item: 'S-JS-03', ...person })}/submit`));
    const first = await addressOf(clerk, person.name);
    await walk(first, 'deliver');
    assert.equal((await clerk.get(first)).model.case.outcome, 'granted');
    const draft = await fillIn(clerk, { item: 'S-JS-07', ...person });
    const slot = async () => (await clerk.get(`${draft}/materials`)).model.slots.find(({ id }) => id === 'honour_certificate');
    const [brought] = (await slot()).scans;
    must(await clerk.post((await slot()).drop_url, { scan: String(brought.id) }));
    assert.equal((await slot()).held.grade, 'A');
    await looked(`${draft}/materials`, 'grade-a-offered');
    must(await clerk.post((await slot()).held_url, { slot: 'honour_certificate' }));
    const [statement] = (await slot()).scans;
    assert.match((await clerk.get(statement.url)).text, /独生子女父母光荣证.*向守业.*可信等级A/s);
    await looked(`${draft}/materials`, 'grade-a-linked');
  });
});
