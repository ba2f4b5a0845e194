// SPDX-License-Identifier: MulanPSL-2.0
// All 64 approval items over HTTP: what the case page names, what the printed papers say, against whom one can turn.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fillIn, handIn } from './client.mjs';
import { GRANTING, Offices, REFUSING } from './offices.mjs';
import { Program } from './program.mjs';
import * as scans from './scans.mjs';
import { residentId } from '../stories/script.mjs';

const VILLAGE = '422823107271';
const scan = (name) => scans.file(name, scans.jpeg(name + Math.random()));

/** What stands for itself: who decides, which of them are licences. */
const COUNTY = { MZ: '民政局', GT: '国土资源局', JS: '人口和计划生育局', RS: '人力资源和社会保障局', LY: '林业局', ZJ: '住房和城乡建设局',
  WS: '卫生局（合管办）', CL: '残疾人联合会', CZ: '财政局', FP: '扶贫开发办公室', SL: '水利水产局', NY: '农业局' };
const TOWNSHIP = '巴东县野三关镇人民政府';
const BY_TOWNSHIP = ['S-CZ-02', 'S-JS-03', 'S-JS-04', 'S-MZ-14', 'S-JS-02', 'S-WS-01', 'S-LY-01'];
const JOINT = { 'S-GT-01': ['ZJ', 'LY', 'SL', TOWNSHIP], 'S-GT-04': ['GT', 'NY'], 'S-FP-03': ['FP', 'GT', 'ZJ'] };
const LICENCES = ['S-GT-01', 'S-GT-05', 'S-JS-01', 'S-LY-01', 'S-LY-02', 'S-LY-04', 'S-LY-05', 'S-ZJ-01', 'S-SL-01', 'S-SL-02'];

/** 野三关镇 民政局 审核人 邓家凤 */
const STEP = /^(野三关镇 木龙垭村|野三关镇|巴东县|县)? ?(\S+) (业务受理员|业务办理员|审核人|批准人) (\S{2,4})$/;

const organ = (code) => (COUNTY[code] ? `巴东县${COUNTY[code]}` : code);
const deciders = (item) => (JOINT[item] ?? [BY_TOWNSHIP.includes(item) ? TOWNSHIP : item.slice(2, 4)]).map(organ).sort();
const day = (ms) => { const d = new Date(ms + 8 * 3_600_000); return `${d.getUTCFullYear()}年${d.getUTCMonth() + 1}月${d.getUTCDate()}日`; };

async function house(at) {
  const program = await Program.start({ at });
  const offices = await new Offices(program).open();
  const file = async (item, n) => {
    const person = { name: '向大梅', id: residentId('422823', '1958-06-01', 'female', String(n)) };
    return (await handIn(offices.clerk(), await fillIn(offices.clerk(), { item, place: VILLAGE, scan, ...person }))).number;
  };
  return { program, offices, file };
}

describe('64 items refused over HTTP', () => {
  let program, offices, file;
  const filed = [];
  before(async () => { ({ program, offices, file } = await house('2026-03-02T09:00:00+08:00')); });
  after(async () => { await program?.stop(); });

  it('every one is decided, by the desks that its chain names', async () => {
    const { model } = await offices.clerk().get('/items');
    const codes = model.groups.flatMap(({ items }) => items).map(({ code }) => code).filter((code) => code.startsWith('S-'));
    assert.equal(codes.length, 64);
    for (const [n, item] of codes.entries()) filed.push({ item, number: await file(item, n + 1) });
    await offices.workOff(REFUSING, { deliver: false, waits: 4 });
    const open = [];
    for (const one of filed) {
      one.view = await offices.see(one.number);
      if (one.view.case.state !== 'decided' || one.view.case.outcome !== 'refused') open.push(`${one.item} ${one.view.case.state} ${one.view.case.outcome}`);
    }
    assert.deepEqual(open, []);
  });

  it('each refusal is a numbered paper of the organ that decided, which names review, court, term and day', async () => {
    const wrong = [];
    for (const { item, view } of filed) {
      const refusals = await Promise.all(view.papers.filter(({ number }) => /不准〔2026〕\d+号/.test(number)).map((paper) => offices.paper(paper)));
      if (refusals.map((r) => r.organ).sort().join() !== deciders(item).join()) wrong.push(`${item}: ${refusals.map((r) => r.organ)}`);
      for (const { organ: who, title, number, at, page } of refusals) {
        const remedy = `不服${who}本决定的，可以自收到本决定（${day(at)}作出）之日起60日内向巴东县人民政府申请行政复议，也可以自收到本决定之日起六个月内向巴东县人民法院提起行政诉讼。`;
        for (const words of [who, title, number, remedy, '不准']) if (!page.includes(words)) wrong.push(`${item}: no ${words}`);
        if ((title === '不予行政许可决定书') !== LICENCES.includes(item)) wrong.push(`${item}: ${title}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('the case page names acceptor, handler and mandate of each', () => {
    const wrong = [];
    for (const { item, view } of filed) {
      const { acceptor, handler, mandate } = view.case;
      const bureau = COUNTY[item.slice(2, 4)];
      if (!acceptor.endsWith(bureau) || handler !== '谭春华' || mandate !== `${bureau}授权〔2026〕1号`) wrong.push(`${item}: ${acceptor}, ${handler}, ${mandate}`);
    }
    assert.deepEqual(wrong, []);
  });

  it('every step says at which office, at which post and by whom it was done', () => {
    const wrong = [];
    for (const { item, view } of filed) {
      const bureaus = [item.slice(2, 4), ...(JOINT[item] ?? [])].map((code) => COUNTY[code]);
      const steps = view.timeline.filter((line) => line.task);
      if (steps.length < 2) wrong.push(`${item}: ${steps.length} steps`);
      for (const { what, who } of steps) {
        const [, , bureau] = STEP.exec(who) ?? [];
        if (!bureaus.includes(bureau)) wrong.push(`${item} ${what}: ${who}`);
      }
    }
    assert.deepEqual(wrong, []);
  });
});

describe('some items granted over HTTP', () => {
  let program, offices, file;
  before(async () => { ({ program, offices, file } = await house('2026-03-02T09:00:00+08:00')); });
  after(async () => { await program?.stop(); });

  const kinds = (view) => view.papers.map(({ name }) => name);
  const printed = async (view, name) => offices.paper(view.papers.find((paper) => paper.name === name));
  const who = (view, what) => view.timeline.filter((line) => line.what === what).map((line) => line.who);

  it('decided in the village: the clerk acts, the township speaks', async () => {
    const number = await file('S-MZ-14', 201);
    await offices.workOff(GRANTING, { only: (line) => line.number === number });
    const view = await offices.see(number);
    assert.deepEqual(kinds(view), ['收件凭证', '受理通知书', '确认结果告知书', '送达回证']);
    assert.deepEqual(offices.did.filter(({ kind }) => kind !== 'deliver').map(({ role }) => role), ['village-clerk', 'village-clerk']);
    assert.deepEqual(who(view, 'case.decided'), ['野三关镇 木龙垭村 民政局 业务受理员 谭春华']);
    const decision = await printed(view, '确认结果告知书');
    assert.equal(decision.organ, TOWNSHIP);
    assert.match(decision.number, /^巴野民准〔2026〕\d+号$/);
    assert.equal(view.decisions[0].organ, TOWNSHIP);
  });

  it('a joint case: each department its own decision, one summary that names them all', async () => {
    const number = await file('S-FP-03', 202);
    await offices.workOff(GRANTING, { only: (line) => line.number === number, waits: 1 });
    const view = await offices.see(number);
    assert.deepEqual(kinds(view), ['收件凭证', '受理通知书', '审批结果告知书', '审批结果告知书', '审批结果告知书', '联办结果汇总单', '送达回证']);
    const summary = await printed(view, '联办结果汇总单');
    assert.equal(summary.organ, '巴东县扶贫开发办公室');
    for (const code of ['FP', 'GT', 'ZJ']) assert.ok(summary.page.includes(`不服${organ(code)}本决定的`), code);
    assert.deepEqual(view.decisions.map((d) => d.organ).sort(), ['FP', 'GT', 'ZJ'].map(organ).sort());
  });

  it('money: the sum stands on the case page, and is marked as paid once', async () => {
    const number = await file('S-MZ-05', 203);
    const fields = ({ kind }) => (kind === 'decide' ? { results: ['result', 'money'], 'amount.money': '1234.50' } : {});
    await offices.workOff(GRANTING, { only: (line) => line.number === number, fields });
    let view = await offices.see(number);
    assert.deepEqual(kinds(view), ['收件凭证', '受理通知书', '审批结果告知书', '送达回证']);
    assert.equal(view.case.state, 'closed');
    const paid = { amount: '1234.50', day: program.now.slice(0, 10), batch: '临救发2026-03' };
    const desk = offices.desks['county-handler'];
    assert.notEqual((await desk.post(`${view.case.url}/money/paid`, { ...paid, amount: '1234.60' })).status, 200);
    assert.equal((await desk.post(`${view.case.url}/money/paid`, paid)).status, 200);
    assert.notEqual((await desk.post(`${view.case.url}/money/paid`, paid)).status, 200);
    view = await offices.see(number);
    assert.equal(view.payouts.length, 1);
    assert.match(JSON.stringify(view.payouts), /123450|1234\.50|1,234\.50/);
  });

  it('a licence nobody answers is accepted by law from the day of its receipt, and its notice says so', async () => {
    const number = await file('S-GT-05', 204);
    const received = (await offices.see(number)).case.received_at;
    await offices.pass(8);
    let view = await offices.see(number);
    assert.equal(view.case.state, 'accepted');
    assert.equal(day(view.case.accepted_at), day(received));
    const notice = await printed(view, '受理通知书');
    assert.ok(notice.deemed);
    assert.ok(notice.page.includes(day(received)) && notice.page.includes('巴东县国土资源局'), notice.page);
    await offices.workOff(GRANTING, { only: (line) => line.number === number });
    view = await offices.see(number);
    assert.deepEqual(kinds(view), ['收件凭证', '受理通知书', '准予行政许可决定书', '送达回证']);
    assert.match((await printed(view, '准予行政许可决定书')).number, /^巴国土准〔2026〕\d+号$/);
  });
});
