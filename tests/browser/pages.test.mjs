// SPDX-License-Identifier: MulanPSL-2.0
// Every kind of page each role can reach: legible, narrow, silent, usable by everybody, light, whole without scripts.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as look from './browser.mjs';
import { crawl } from './crawl.mjs';
import { Program } from './program.mjs';

describe('pages', () => {
  let program, browser;
  const publicKinds = new Set();
  before(async () => {
    program = await Program.start();
    browser = await look.launch();
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  const walk = async (page, start, prefix, seen = new Set()) => {
    const wrong = [];
    await crawl(page, start, { seen }, async (open, name, answer) => {
      if (answer.status() !== 200) wrong.push(`${open.url()}: ${answer.status()}`);
      wrong.push(...await look.faults(open, `${prefix}-${name}`));
    });
    assert.deepEqual(wrong, []);
    return seen;
  };

  it('are right for everyone, in Chinese', async () => {
    const seen = await walk(await look.visitor(browser), program.publicUrl, 'public', publicKinds);
    assert.ok(seen.size > 3, `only ${[...seen].join(' ')}`);
  });

  it('are right for everyone, in English', async () => {
    await walk(await look.visitor(browser, { locale: 'en-US' }), program.publicUrl, 'english');
  });

  it('are right on the wall', async () => {
    const page = await look.visitor(browser, { viewport: look.WALL });
    await page.goto(program.screenUrl);
    assert.deepEqual([...await look.violations(page), ...look.complaints(page)], []);
    await look.shoot(page, 'wall', look.WALL);
  });

  it('are right for each role of the demo', async (t) => {
    const seen = new Set();
    for (const role of Object.keys(program.accounts)) {
      await t.test(`are right for the role ${role}`, async () => {
        const page = await look.visitor(browser);
        await program.signIn(page, role);
        await walk(page, page.url(), role, seen);
        await page.context().close();
      });
    }
  });

  it('are light on the first view', async () => {
    const heavy = [];
    for (const kind of publicKinds) {
      if (kind.includes(':id')) continue;
      const bytes = await look.firstLoadBytes(browser, program.publicUrl + kind);
      if (bytes > look.FIRST_LOAD_BYTES) heavy.push(`${kind}: ${bytes} bytes`);
    }
    assert.deepEqual(heavy, []);
  });

  it('show their heading and their way on without scripts', async () => {
    const page = await look.visitor(browser, { javaScriptEnabled: false });
    for (const kind of publicKinds) {
      if (kind.includes(':id')) continue;
      await page.goto(program.publicUrl + kind);
      assert.equal(await page.locator('h1').count(), 1, kind);
      assert.ok(await page.locator('main').locator('a[href], button, input').count() > 0, `${kind} leads nowhere`);
    }
  });
});

describe('what looks at the pages', () => {
  it('notices a field without a label, a page too wide and a complaint', async () => {
    const browser = await look.launch();
    const page = await look.visitor(browser);
    await page.goto('data:text/html;charset=utf-8,<html lang=zh><title>x</title><h1>x</h1><input><p style="width:2000px">x</p><script>console.error("oh")</script>');
    const wrong = (await look.violations(page)).join('\n');
    assert.match(wrong, /label/);
    assert.match((await look.overflow(page, look.NARROW)).join('\n'), /reaches 20\d\d px/);
    assert.equal(look.complaints(page).length, 1);
    await browser.close();
  });
});
