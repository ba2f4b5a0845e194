// SPDX-License-Identifier: MulanPSL-2.0
// Who acts for an applicant: what the letter lets the agent do, and what it does not, without scripts.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { residentId } from '../stories/script.mjs';
import * as look from './browser.mjs';
import { fillIn, signIn } from './client.mjs';
import { Program } from './program.mjs';
import * as scans from './scans.mjs';

const ITEM = 'S-MZ-06';
const scan = (name) => scans.file(name, scans.jpeg(name + Math.random()));
const AGENT = {
  'agent.acts': 'yes', 'agent.name': '谭明', 'agent.phone': '13871000009', 'agent.relation': '侄子', 'agent.kind': 'proxy',
  'agent.id_no': residentId('422823', '1980-02-03', 'male', '9'), 'agent.powers': ['file', 'supply'], 'agent.until': '2027-03-31',
};

describe('agents', () => {
  let program, browser, clerk, page, url, filed = 0;

  const must = (answer) => {
    assert.equal(answer.status, 200, answer.text.slice(0, 800));
    return answer;
  };
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
    const found = await clerk.get(`/cases?q=${number.replace(/\s/g, '')}`);
    return found.location ?? found.model.cases[0].url;
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
});
