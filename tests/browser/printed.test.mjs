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
});
