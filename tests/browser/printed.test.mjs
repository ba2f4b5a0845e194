// SPDX-License-Identifier: MulanPSL-2.0
// Every paper as Chromium prints it: the size it says, the pages it needs, nothing beside the sheet, in both languages.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { residentId } from '../stories/script.mjs';
import * as look from './browser.mjs';
import { fillIn, handIn, signIn } from './client.mjs';
import { Program, root } from './program.mjs';
import * as scans from './scans.mjs';

const A4 = [595, 842];
const A5 = [420, 595];
const folder = join(root, 'build-test/shots');
const scan = (name) => scans.file(name, scans.jpeg(name + Math.random()));

/** Pages of a PDF, each as [width, height] in points, and whether it says anything. */
function pagesOf(file) {
  const told = spawnSync('pdfinfo', ['-f', '1', '-l', '99', file], { encoding: 'utf8' });
  assert.equal(told.status, 0, told.stderr);
  return [...told.stdout.matchAll(/Page\s+\d+ size:\s+([\d.]+) x ([\d.]+)/g)].map(([, w, h]) => [Math.round(w), Math.round(h)]);
}

/** The words of a PDF without blanks; nothing of them may lie beside the sheet or in the margin a printer does not reach. */
function wordsOf(file) {
  const told = spawnSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8' });
  assert.equal(told.status, 0, told.stderr);
  const [, width, height] = /<page width="([\d.]+)" height="([\d.]+)"/.exec(told.stdout).map(Number);
  const words = [...told.stdout.matchAll(/xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</g)];
  for (const [, left, top, right, bottom, word] of words) {
    assert.ok(left >= 14 && top >= 14 && right <= width - 14 && bottom <= height - 14, `${word} is cut: ${left} ${top} ${right} ${bottom}`);
  }
  return words.map((word) => word[5]).join('').replace(/\s+/g, '');
}

const near = (a, b) => Math.abs(a[0] - b[0]) <= 2 && Math.abs(a[1] - b[1]) <= 2;

describe('papers', () => {
  let program, browser, clerk, handler, draft, filed;
  const pages = {};

  /** Acts on the open task of the case as the desk does. */
  const act = async (role, outcome, note) => {
    const client = await signIn(program.staffUrl, program.accounts[role]);
    const { model } = await client.get('/inbox');
    const line = model.lines.find(({ number }) => number.replace(/\s/g, '') === filed.number.replace(/\s/g, ''));
    assert.ok(line, `nothing waits for ${role}`);
    const task = (await client.get(line.url)).model;
    return { client, line, task, answer: await client.post(`/tasks/${task.task.id}/${outcome}`, { note, point: '*' }) };
  };

  const print = async (face, path, name, size, most, language) => {
    const page = pages[face + language] ??= await look.visitor(browser, { locale: language });
    if (face !== 'public' && !page.signed) {
      await program.signIn(page, face);
      page.signed = true;
    }
    const answer = await page.goto((face === 'public' ? program.publicUrl : program.staffUrl) + path);
    assert.equal(answer.status(), 200, path);
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `printed-${name}-${language}.pdf`);
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    const printed = pagesOf(file);
    assert.ok(printed.length >= 1 && printed.length <= most, `${name}, ${language}: ${printed.length} pages`);
    for (const sheet of printed) assert.ok(near(sheet, size), `${name}, ${language}: a sheet of ${sheet.join(' x ')} points`);
    return file;
  };
  const both = async (...words) => {
    await print(...words, 'zh-CN');
    await print(...words, 'en-US');
  };

  before(async () => {
    program = await Program.start();
    browser = await look.launch();
    clerk = await signIn(program.staffUrl, program.accounts['village-clerk']);
    const { model } = await clerk.get('/apply/S-MZ-05');
    draft = await fillIn(clerk, { item: 'S-MZ-05', place: model.places[0].code, name: '向大梅', id: residentId('422823', '1948-06-01', 'female', '7'), scan });
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  it('of an item: the checklist is one sheet of A4', async () => {
    for (const item of ['S-MZ-01', 'S-GT-01', 'S-JS-01']) await both('public', `/items/${item}/checklist`, `checklist-${item}`, A4, 1);
  });

  it('of a draft: the filled form is A4', async () => {
    await print('village-clerk', `${draft}/print/form`, 'form', A4, 2, 'zh-CN');
  });

  it('of a filed case: the receipt is one sheet of A5', async () => {
    filed = await handIn(clerk, draft);
    await both('village-clerk', `${draft}/receipt`, 'receipt', A5, 1);
  });

  it('of an accepted case: the notice is one sheet of A4, and so is the answer', async () => {
    for (const [role, outcome, note] of [['township-handler', 'accepted', ''], ['township-checker', 'agree', '入户核实，家庭困难属实，同意上报。'],
      ['county-handler', 'agree', '材料齐全，家庭困难属实，建议准予。'], ['county-approver', 'granted', '符合临时救助条件，准予救助。']]) {
      const { answer } = await act(role, outcome, note);
      assert.equal(answer.status, 200, `${outcome}: ${answer.text.slice(0, 600)}`);
    }
    const officer = await signIn(program.staffUrl, program.accounts['county-handler']);
    const found = await officer.get(`/cases?q=${filed.number.replace(/\s/g, '')}`);
    const { model } = await officer.get(found.location ?? found.model.cases[0].url);
    assert.ok(model.papers.length >= 3, model.papers.map(({ name }) => name).join(' '));
    for (const [n, paper] of model.papers.entries()) await both('county-handler', paper.url, `case-${n}`, paper.name === '收件凭证' ? A5 : A4, 1);
  });

  /** Files one more case of a person; returns its number. */
  const another = async (item, name, n, place = '422823107271') => {
    const id = residentId('422823', '1950-06-01', 'female', String(n));
    return (await handIn(clerk, await fillIn(clerk, { item, place, name, id, scan }))).number.replace(/\s/g, '');
  };
  const desk = (role) => signIn(program.staffUrl, program.accounts[role]);
  const waiting = async (client, number) => (await client.get('/inbox')).model.lines.find((line) => line.number.replace(/\s/g, '') === number);
  const must = (answer, what) => { assert.equal(answer.status, 200, `${what}: ${answer.text.slice(0, 600)}`); return answer; };
  const caseOf = async (client, number) => {
    const found = await client.get(`/cases?q=${number}`);
    return (await client.get(found.location ?? found.model.location ?? found.model.cases[0].url)).model;
  };
  /** A paper of the case printed in both languages; its words, as they stand on the page in Chinese. */
  const paperOf = async (role, number, kind) => {
    const client = await desk(role);
    const paper = (await caseOf(client, number)).papers.find(({ name }) => name === kind);
    assert.ok(paper, `${number} has no ${kind}`);
    const { model } = await client.get(paper.url);
    await both(role, paper.url, `paper-${model.notice.kind}`, A4, 1);
    const page = pages[`${role}zh-CN`];
    await page.goto(program.staffUrl + paper.url);
    return { notice: model.notice, words: (await page.locator('article.paper').innerText()).replace(/\s+/g, '') };
  };
  const saysAll = (words, ...wanted) => { for (const one of wanted) assert.ok(words.includes(one), `no ${one} in ${words}`); };
  const TODAY = '2026年11月23日';

  it('of a case with gaps: the correction notice names each once, the organ, its number, how to mend and the day', async () => {
    const number = await another('S-MZ-05', '田玉珍', 21);
    const client = await desk('township-handler');
    const { id } = await waiting(client, number);
    must(await client.post(`/tasks/${id}/correction`, { note: '', gaps: ['户口簿缺户主页', '困难证明没有日期'], point: '*' }), 'correction');
    const { notice, words } = await paperOf('township-handler', number, '补正告知书');
    saysAll(words, '补正告知书', notice.organ, notice.number, '户口簿缺户主页', '困难证明没有日期', '田玉珍', TODAY);
    assert.match(notice.number, /^巴野民补〔2026〕\d+号$/);
  });

  it('of a case for another office: the non-acceptance names the competent organ, the reason and the remedy', async () => {
    const number = await another('S-MZ-05', '谭承菊', 22);
    const client = await desk('township-handler');
    const { id } = await waiting(client, number);
    must(await client.post(`/tasks/${id}/not_accepted`, { note: '所办事项不属于本机关职权范围。', competent: 'RS', point: '*' }), 'non-acceptance');
    const { notice, words } = await paperOf('township-handler', number, '不予受理通知书');
    saysAll(words, notice.organ, notice.number, '巴东县人力资源和社会保障局', '所办事项不属于本机关职权范围', '60日内', '巴东县人民法院', TODAY);
  });

  it('of an extended joint case: by whom, how many days, why, until when', async () => {
    const number = await another('S-GT-01', '黄大友', 23);
    const handler = await desk('county-handler');
    for (let line = await waiting(handler, number); line; line = await waiting(handler, number)) {
      must(await handler.post(`/tasks/${line.id}/${line.kind === 'gather' ? 'no_gaps' : 'accepted'}`, { note: '', point: '*' }), line.kind);
    }
    const leader = await desk('county-leader');
    const { case: { url } } = await caseOf(handler, number);
    must(await leader.post(`${url}/limits/extend`, { note: '现场核查遇大雪封山，无法进入。' }), 'extension');
    const { notice, words } = await paperOf('county-handler', number, '延长办理期限告知书');
    saysAll(words, '巴东县国土资源局', notice.number, '15个工作日', '现场核查遇大雪封山', TODAY);
    assert.match(notice.number, /^巴国土延〔2026〕\d+号$/);
  });

  it('of alike cases decided together: one list with each name, the outcome, the office and the day', async () => {
    const numbers = [await another('S-MZ-14', '邓玉兰', 24), await another('S-MZ-14', '许成英', 25)];
    const client = await desk('village-clerk');
    for (const number of numbers) must(await client.post(`/tasks/${(await waiting(client, number)).id}/accepted`, { note: '', point: '*' }), 'acceptance');
    const tasks = await Promise.all(numbers.map((number) => waiting(client, number)));
    for (const { id } of tasks) must(await client.post(`/tasks/${id}/points`, { point: '*' }), 'points');
    const { model } = must(await client.get(`/batch?of=${tasks[0].id}`), 'batch');
    const done = must(await client.post('/batch', { request: model.request, of: tasks[0].id, outcome: model.act.outcome,
      task: tasks.map(({ id }) => String(id)), note: '家庭困难属实，准予出具证明。' }), 'list');
    const list = `${done.location ?? done.model.batch.url}/list`;
    await both('village-clerk', list, 'list', A4, 1);
    const page = pages['village-clerkzh-CN'];
    await page.goto(program.staffUrl + list);
    saysAll((await page.locator('article.paper').innerText()).replace(/\s+/g, ''), '邓玉兰', '许成英', ...numbers, '木龙垭村', '家庭困难属实', TODAY);
  });

  it('of an agent: the letter is one sheet of A4 that says who, for whom, for what and until when, with the lines to sign', async () => {
    const { model } = await clerk.get('/apply/S-MZ-06');
    const id = residentId('422823', '1948-06-01', 'female', '31'), other = residentId('422823', '1980-02-03', 'male', '9');
    const named = await fillIn(clerk, { item: 'S-MZ-06', place: model.places[0].code, name: '向大梅', id, scan });
    const { form, draft: { version } } = (await clerk.get(`${named}/applicant`)).model;
    const said = Object.fromEntries(form.fields.filter(({ key }) => key.startsWith('applicant.')).map(({ key, value }) => [key, value]));
    must(await clerk.post(`${named}/applicant`, { version, ...said, 'agent.acts': 'yes', 'agent.name': '谭明', 'agent.phone': '13871000009',
      'agent.relation': '侄子', 'agent.kind': 'proxy', 'agent.id_no': other, 'agent.until': '2027-03-31',
      'agent.powers': ['file', 'supply', 'withdraw', 'receive', 'account'] }), 'agent');
    const words = wordsOf(await print('village-clerk', `${named}/print/letter`, 'letter', A4, 1, 'zh-CN'));
    saysAll(words, '委托书', '向大梅', id, '谭明', other, '13871000009', '侄子', '自然灾害', '代为申请', '代为补正材料', '代为撤回', '代为领取结果',
      '代为变更收款账户', '2027年3月31日', '委托人（签名或按手印）', '受托人（签名或按手印）');
    saysAll(wordsOf(await print('village-clerk', `${named}/print/letter`, 'letter', A4, 1, 'en-US')), '向大梅', '谭明', 'taketheresult', '31Mar2027', 'Giver(signatureorthumbprint)');
    const drawn = await pages['village-clerkzh-CN'].locator('.hands .line').evaluateAll((lines) => lines.map((one) => one.getBoundingClientRect().width));
    assert.equal(drawn.length, 2);
    for (const width of drawn) assert.ok(width > 100, `a line to sign of ${width} pixels`);
  });

  it('of a result handed over: the proof of delivery names what, how, to whom, who took it, with room to sign', async () => {
    const found = await clerk.get(`/cases?q=${filed.number.replace(/\s/g, '')}`);
    const url = found.location ?? found.model.cases[0].url;
    const { task } = (await clerk.get(url)).model;
    must(await clerk.post(`/tasks/${task.id}/delivery`, { way: 'counter', taken_by: '向大梅', relation: 'self', proof: 'thumbprint' }), 'delivery');
    const path = (await clerk.get(url)).model.papers.find(({ name }) => name === '送达回证').url;
    const { model: { notice } } = await clerk.get(path);
    const words = wordsOf(await print('village-clerk', path, 'delivery', A4, 1, 'zh-CN'));
    saysAll(words, '送达回证', notice.organ, notice.number, '受送达人', '向大梅', filed.number.replace(/\s/g, ''), '结果告知书', '当面领取', '领取人', '本人',
      '收件人签名或按手印', '送达人签名', TODAY);
    assert.match(notice.number, /^巴野民送〔2026〕\d+号$/);
    saysAll(wordsOf(await print('village-clerk', path, 'delivery', A4, 1, 'en-US')), 'Takenby', '向大梅', 'Theapplicant', notice.number);
    const rooms = await pages['village-clerkzh-CN'].locator('tr.tall').evaluateAll((rows) => rows.map((one) => one.getBoundingClientRect().height));
    assert.equal(rooms.length, 2);
    for (const height of rooms) assert.ok(height >= 60, `room to sign of ${height} pixels`);
  });

  it('of a filed case: the receipt has its place for the seal, beside organ and day', async () => {
    const page = pages['village-clerkzh-CN'];
    await page.goto(`${program.staffUrl}${draft}/receipt`);
    assert.equal(await page.locator('.paper .sealed .sealbox').innerText(), '收件专用章');
    saysAll((await page.locator('.paper .sealed').innerText()).replace(/\s+/g, ''), '野三关镇民政局', TODAY);
  });
});
