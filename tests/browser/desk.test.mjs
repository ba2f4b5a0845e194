// SPDX-License-Identifier: MulanPSL-2.0
// The desk of an officer with sixty cases before noon: keys, the next case, lists, the head's telephone.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { residentId } from '../stories/script.mjs';
import * as look from './browser.mjs';
import { fileOne } from './filing.mjs';
import { WENT } from './offices.mjs';
import { Program } from './program.mjs';
import * as scans from './scans.mjs';

const KEYS_MAX = 6;         // of a clean case, Ctrl and Alt counted as keys
const ITEM = 'S-MZ-05';

const scan = (name) => scans.file(name, scans.jpeg(name + Math.random()));

describe('the desk', () => {
  let program, browser, filed = 0;

  const officer = async (role, options) => {
    const page = await look.visitor(browser, options);
    await program.signIn(page, role);
    return page;
  };
  const file = async (count) => {
    const clerk = await officer('village-clerk');
    for (let n = 0; n < count; n++) {
      filed += 1;
      await fileOne(clerk, program.staffUrl, { item: ITEM, name: `向大${'甲乙丙丁戊己庚辛'[filed]}`, id: residentId('422823', '1948-06-01', 'female', String(filed)), scan });
    }
    await clerk.context().close();
  };
  const inbox = async (page) => (await (await page.context().request.get(`${program.staffUrl}/inbox`, { headers: { accept: 'application/json' } })).json()).lines;
  /** Presses keys one after the other; each that leads away is waited for. */
  const keys = async (page, ...pressed) => {
    let count = 0;
    for (const key of pressed) {
      const arrived = page.waitForNavigation({ waitUntil: 'load', timeout: 1500 }).catch(() => {});
      await page.keyboard.press(key);
      await arrived;
      count += key.split('+').length;
    }
    return count;
  };
  /** Whoever must give an opinion or decide after the acceptance. */
  const decider = async () => {
    for (const role of ['township-approver', 'township-checker', 'township-handler', 'county-handler', 'county-approver']) {
      const page = await officer(role);
      const lines = await inbox(page);
      if (lines.some(({ kind }) => kind === 'decide' || kind === 'opinion')) return { page, lines, role };
      await page.context().close();
    }
    throw new Error('nobody decides');
  };

  before(async () => {
    program = await Program.start();
    browser = await look.launch();
    await file(4);
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  it('accepts a clean case with three keys, and the next one opens by itself', async () => {
    const page = await officer('township-handler');
    const [first, second] = await inbox(page);
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(program.staffUrl + first.url);
    await page.waitForTimeout(500);
    assert.ok(asked.some((path) => path.startsWith(`${second.url}/papers/`) && path.endsWith('/thumb')), 'thumbnails are fetched ahead');
    assert.ok(!asked.some((path) => path.startsWith(`${second.url}/papers/`) && !path.endsWith('/thumb')), 'originals are not');
    assert.ok(await keys(page, 'a', '1', 'Control+Enter') <= KEYS_MAX);
    assert.equal(new URL(page.url()).pathname, second.url);
    assert.match(await look.text(page), new RegExp(`${first.applicant} ?已受理`));
    assert.deepEqual(await look.faults(page, 'desk-next'), []);
    await page.context().close();
  });

  it('gives an opinion on a clean case with six keys, phrase and confirmation included', async () => {
    const { page, lines } = await decider();
    await page.goto(program.staffUrl + lines[0].url);
    assert.ok(await keys(page, 'a', '1', 'Alt+1', 'Control+Enter') <= KEYS_MAX);
    assert.match(page.url(), /done=(granted|agree|drafted)/);
    await page.context().close();
  });

  it('does the same without scripts', async () => {
    const page = await officer('township-handler', { javaScriptEnabled: false });
    const [first] = await inbox(page);
    await page.goto(program.staffUrl + first.url);
    await page.locator('[data-points] [data-all]').check();
    await look.press(page, '保存核对结果');
    assert.match(await look.text(page), /5\/5|核对结果已保存/);
    await look.press(page, '受理并打印通知书');
    await page.locator('main form[data-act] button.go').click();
    assert.match(page.url(), /done=accepted/);
    await page.context().close();
  });

  it('stays with the case where the officer switched the next one off, and letters do nothing where he switched keys off', async () => {
    const page = await officer('township-handler');
    const [first] = await inbox(page);
    await page.goto(`${program.staffUrl}/desk?next=off`);
    await page.goto(`${program.staffUrl}${first.url}?keys=off`);
    await page.keyboard.press('a');
    assert.equal(await page.locator('[data-points] input[name=point]:checked').count(), 0);
    await page.goto(`${program.staffUrl}${first.url}?keys=on`);
    await keys(page, 'a', '1', 'Control+Enter');
    assert.equal(new URL(page.url()).pathname, first.url);
    await page.context().close();
  });

  it('begins a correction with the points that were not ticked, and refuses an act while one is open', async () => {
    await file(1);
    const page = await officer('township-handler');
    const [first] = await inbox(page);
    await page.goto(program.staffUrl + first.url);
    const points = page.locator('[data-points] .point');
    await points.nth(0).locator('[name=point]').check();
    await keys(page, '1', 'Control+Enter');
    assert.match(await look.text(page), /还没核对/);
    await page.goto(program.staffUrl + first.url);
    await page.locator('[data-points] .point').nth(0).locator('[name=point]').check();
    await keys(page, '2');
    const open = await points.count() - 1;
    const lines = await page.locator('input[name=gaps]:not([type=checkbox])').evaluateAll((fields) => fields.map((field) => field.value).filter(Boolean));
    assert.equal(lines.length, open);
    assert.deepEqual(await look.faults(page, 'desk-correction'), []);
    await page.context().close();
  });

  it('keeps a phrase and offers it at the first key', async () => {
    const page = await officer('township-checker');
    await page.goto(`${program.staffUrl}/phrases`);
    await look.fill(page, { 内容: '{申请人}的{事项}，经核对符合条件。' });
    await look.press(page, '保存常用语');
    assert.match(await look.text(page), /已保存/);
    assert.deepEqual(await look.faults(page, 'phrases'), []);
    await look.fill(page, { 内容: '请补{什么}' });
    await look.press(page, '保存常用语');
    assert.match(await look.text(page), /只能是/);
    await page.context().close();
  });

  /** Takes what waits on, as programs do, until an approver has it; resolves to him. */
  const bringToApprover = async () => {
    const yes = { accept: 'accepted', opinion: 'agree', record: 'done', notice: 'done', check: 'done' };
    const roles = ['township-handler', 'township-checker', 'county-handler', 'county-checker', 'village-clerk'];
    for (let round = 0; round < 6; round++) {
      for (const role of ['township-approver', 'county-approver']) {
        const page = await officer(role, { viewport: look.NARROW, hasTouch: true });
        if ((await inbox(page)).some(({ kind }) => kind === 'decide' || kind === 'opinion')) return page;
        await page.context().close();
      }
      for (const role of roles) await takeOn(role, yes);
    }
    throw new Error('no approver has anything');
  };
  const takeOn = async (role, yes) => {
    const page = await officer(role);
    await page.goto(`${program.staffUrl}/phrases`);
    const csrf = await page.locator('input[name=csrf]').first().inputValue();
    for (const { id, kind } of await inbox(page)) {
      if (!yes[kind]) continue;
      const form = { csrf, points: '1', point: '*', note: '已逐条核对，情况属实，符合条件。', ...WENT };
      await page.context().request.post(`${program.staffUrl}/tasks/${id}/${yes[kind]}`, { form, maxRedirects: 0 });
    }
    await page.context().close();
  };

  it('lets the head decide in two taps at 360 px, and a refusal needs its reason', async () => {
    const page = await bringToApprover();
    await page.goto(`${program.staffUrl}/head`);
    assert.deepEqual(await look.faults(page, 'head'), []);
    await page.setViewportSize(look.NARROW);
    const taps = page.locator('.head-card').first().locator('details.tap');
    await taps.nth(1).locator('summary').tap();
    await taps.nth(1).locator('button').tap();
    assert.doesNotMatch(page.url(), /done=/);
    await taps.nth(0).locator('summary').tap();
    assert.deepEqual(await look.faults(page, 'head-open'), []);
    await page.setViewportSize(look.NARROW);
    const arrived = page.waitForURL(/done=/);
    await taps.nth(0).locator('form button').tap();
    await arrived;
    assert.match(await look.text(page), /✓/);
    await page.context().close();
  });
});
