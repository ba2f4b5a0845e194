// SPDX-License-Identifier: MulanPSL-2.0
// seen - the pages the tests have opened, by the name of their template, and the operations they have asked for, kept from one
// process to the next.
import { appendFileSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './program.mjs';

const folder = () => join(root, 'build-test/seen');     // asked for late: program.mjs reads this file first
const noted = new Set();

/** A name is written once a process. */
function note(name) {
  if (noted.has(name)) return;
  noted.add(name);
  mkdirSync(folder(), { recursive: true });
  appendFileSync(join(folder(), String(process.pid)), `${name}\n`);
}

/** Notes the template of each page that opens. */
export function watch(page) {
  page.on('domcontentloaded', () => page.evaluate(() => document.body?.dataset.page).then((name) => name && note(name)).catch(() => {}));
}

/** Notes the operations a program answered otherwise than with an error. */
export async function count(url) {
  const figures = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(5_000) }).then((answer) => answer.text()).catch(() => '');
  for (const [, name] of figures.matchAll(/^buchucun_answers_total\{operation="(\w+)",class="[123]xx"\}/gm)) note(`operation ${name}`);
}

/** Everything noted so far, by all processes. */
export const all = () => new Set(readdirSync(folder()).flatMap((name) => readFileSync(join(folder(), name), 'utf8').split('\n').filter(Boolean)));
