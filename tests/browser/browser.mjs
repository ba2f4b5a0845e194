// SPDX-License-Identifier: MulanPSL-2.0
// browser - Debian's Chromium, and what is looked at on every page a test opens.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from './program.mjs';
import { watch } from './seen.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = join(root, 'build-test/shots');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The shell draws without a window: in the browser with one, a page of a busy machine may be drawn no more, and no press arrives. */
const CHROMIUM = '/usr/bin/chromium-headless-shell';
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
export const FIRST_LOAD_BYTES = 100 * 1024;
export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
export const NARROW = { width: 360, height: 740 };
export const WALL = { width: 1920, height: 1080 };

export const launch = (more = []) => chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...more] });

/** A visitor of one's own: no cookies shared with others. options as of Playwright's newContext. */
export async function visitor(browser, options = {}) {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: DESKTOP, ignoreHTTPSErrors: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.complaints = [];
  watch(page);
  page.on('console', (message) => {
    if (message.type() === 'error' && !/the server responded with a status of 4\d\d/.test(message.text())) {
      page.complaints.push(`${page.url()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => page.complaints.push(`${page.url()}: ${error}`));
  return page;
}

/** What the console complained of since the last time. */
export const complaints = (page) => page.complaints.splice(0);

/** Violations of WCAG 2.2 A and AA, one line each. */
export async function violations(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Runtime.evaluate', { expression: axeSource });
  await cdp.detach();
  const found = await page.evaluate((tags) => window.axe.run({ runOnly: { type: 'tag', values: tags } }), TAGS);
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary.replace(/\s+/g, ' ')}`));
}

/** What sticks out to the right at a width, so that the page would scroll sideways. */
export async function overflow(page, size) {
  await page.setViewportSize(size);
  return page.evaluate((wanted) => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > width + 1).slice(0, 5)
      .map((e) => `at ${wanted} px: ${e.tagName.toLowerCase()}.${e.className} reaches ${Math.round(e.getBoundingClientRect().right)} px`);
  }, size.width);
}

export async function shoot(page, name, size = DESKTOP) {
  mkdirSync(shots, { recursive: true });
  await page.setViewportSize(size);
  await page.screenshot({ path: join(shots, `${name}-${size.width}.png`), fullPage: size !== WALL });
}

/** Everything that is asked of an open page; returns what is wrong with it, one line each. */
export async function faults(page, name) {
  const lines = [];
  await shoot(page, name, PHONE);
  lines.push(...await overflow(page, NARROW));
  await shoot(page, name, DESKTOP);
  lines.push(...await overflow(page, DESKTOP), ...await violations(page), ...complaints(page));
  if (await page.locator('h1').count() !== 1) lines.push(`${await page.locator('h1').count()} headings of the first order`);
  return lines.map((line) => `${new URL(page.url()).pathname}: ${line}`);
}

/** Bytes on the wire of a first view, with an empty cache. */
export async function firstLoadBytes(browser, url, options = {}) {
  const page = await visitor(browser, options);
  const cdp = await page.context().newCDPSession(page);
  let bytes = 0;
  await cdp.send('Network.enable');
  cdp.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; });
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForTimeout(200);
  await page.context().close();
  return bytes;
}

/** A name that begins so; what follows of "optional" does not count. */
export const startingWith = (label) => new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(\\s|（|\\(|$)`);

export const field = (page, label) => page.getByLabel(startingWith(label)).first();

/** Fills a form by what its labels say: texts, choices, dates, ticks. */
export async function fill(page, values) {
  for (const [label, value] of Object.entries(values)) {
    const target = field(page, label);
    const kind = await target.evaluate((e) => (e.tagName === 'SELECT' ? 'select' : e.type));
    if (kind === 'select') await target.selectOption({ label: value });
    else if (kind === 'checkbox' || kind === 'radio') await target.setChecked(value !== false);
    else await target.fill(String(value));
  }
}

const quiet = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Whether the page is drawn: on a busy machine Chromium was seen to stop, and a click waits for the drawing. */
const drawn = (page) => page.evaluate(() => new Promise((resolve) => {
  requestAnimationFrame(() => resolve(true));
  setTimeout(() => resolve(false), 3_000);
}));

/** Clicks; what is no longer drawn is pressed by keyboard. */
const click = (page, target) => target.click({ timeout: 30_000 }).catch(async (error) => {
  if (await drawn(page)) throw error;
  await target.press('Enter');
});

/** Clicks, and where that leads to another page waits until it is all there. */
export async function go(page, target) {
  let leaving = false;
  const notice = (request) => { leaving ||= request.isNavigationRequest() && request.frame() === page.mainFrame(); };
  page.on('request', notice);
  const arrived = page.waitForNavigation({ waitUntil: 'load' }).catch(() => {});
  await click(page, target);
  await Promise.race([arrived, quiet(600)]);
  if (leaving) await arrived;
  page.off('request', notice);
}

/** Presses a button or link by its words, in the page itself before its head. */
export async function press(page, words) {
  const target = (place) => place.getByRole('button', { name: words }).or(place.getByRole('link', { name: words })).or(place.locator('summary', { hasText: words })).first();
  const within = target(page.locator('main'));
  await go(page, await within.count() > 0 ? within : target(page));
}

export async function text(page) {
  return (await page.locator('body').innerText()).replace(/\s+/g, ' ');
}
