// SPDX-License-Identifier: MulanPSL-2.0
// seen - what the tests have opened, kept from one process to the next: pages by the name of their template, and addresses.
import { appendFileSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './program.mjs';

const folder = join(root, 'build-test/seen');
const noted = new Set();

/** A line is written once a process. */
export function note(line) {
  if (noted.has(line)) return;
  noted.add(line);
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, String(process.pid)), `${line}\n`);
}

/** The shape of an address: what carries digits or is as long as a token stands for any such. */
export const shapeOf = (path) => path.split('?')[0].split('/').map((part) => (/\d|.{24}/.test(part) ? ':id' : part)).join('/');

/** Notes the template of each page that opens and each address that is asked for. */
export function watch(page) {
  page.on('request', (request) => { if (request.url().startsWith('http')) note(`${request.method()} ${shapeOf(new URL(request.url()).pathname)}`); });
  page.on('domcontentloaded', () => page.evaluate(() => document.body?.dataset.page).then((name) => name && note(`page ${name}`)).catch(() => {}));
}

/** Everything noted so far, by all processes. */
export const all = () => new Set(readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean)));
