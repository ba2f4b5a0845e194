// SPDX-License-Identifier: MulanPSL-2.0
// filing - fills any application of any item from its first page to the receipt, as its fields ask.

import { go } from './browser.mjs';

const ANSWERS = { date: '2026-07-18', tel: '13871000002', decimal: '1', numeric: '1' };

/** What to write into a line: known by its name first, then by its kind. */
const answerFor = ({ name, type, mode, isId }, { name: applicant, id }) => {
  if (name === 'applicant.name' || name.endsWith('.holder')) return applicant;
  if (name === 'applicant.id_no' || isId) return id;
  if (/\byear\b/.test(name)) return '2026';
  if (/account.*number|number.*account/.test(name)) return '6217990000001234567';
  return ANSWERS[type] ?? ANSWERS[mode] ?? '照实填写';
};

const describe = (e) => ({ name: e.name, type: e.type, mode: e.inputMode, isId: e.hasAttribute('data-id-no'), kind: e.tagName });

/** Answers what a page requires: lines, areas, lists; the first choice of each group; declarations. */
async function answerPage(page, person) {
  const form = page.locator('main form[data-save]');
  for (const line of await form.locator('input[required]:not([type=radio]):not([type=checkbox]), textarea[required]').all()) {
    await line.fill(answerFor(await line.evaluate(describe), person));
  }
  for (const list of await form.locator('select[required]').all()) await list.selectOption({ index: 1 });
  for (const group of await form.locator('fieldset:has(> label.pick):visible').all()) await group.locator('input').first().check();
  for (const box of await form.locator('div.field > label.pick > input[type=checkbox]').all()) {
    if (!(await box.getAttribute('name')).startsWith('agent.')) await box.check();
  }
  await go(page, form.locator('button.go'));
}

async function addPapers(page, scan) {
  const count = await page.locator('[data-slot]').count();
  for (let n = 0; n < count; n++) {
    const slot = page.locator('[data-slot]').nth(n);
    await slot.locator('input[type=file]').setInputFiles(scan(`paper-${n}.jpg`));
    await page.locator('[data-slot]').nth(n).getByText('✓').waitFor();
  }
}

/** what: { item, name, id, scan }; ends on the page that shows the case number. */
export async function fileOne(page, home, { item, name, id, scan }) {
  await page.goto(`${home}/apply/${item}`);
  await go(page, page.locator('main form button.go').last());      // behind the register of households
  await page.waitForURL(/\/drafts\//);
  for (let pages = 0; pages < 20 && !/\/materials/.test(page.url()); pages++) await answerPage(page, { name, id });
  await addPapers(page, scan);
  await go(page, page.locator('main .acts a.go'));
  await page.waitForURL(/\/check/);
  await addPapers(page, scan);
  if (await page.locator('[name="consent.name"][required]').count() > 0) {
    await page.locator('[name="consent.name"][required]').fill(name);
    await page.locator('[name="consent.agree"]').check();
  }
  await go(page, page.locator('main form button.go'));
  await page.waitForURL(/\/done/);
}
