// SPDX-License-Identifier: MulanPSL-2.0
// stage - plays the steps of a story in Chromium: each actor is a browser of their own.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as look from '../browser/browser.mjs';
import * as scans from '../browser/scans.mjs';
import { fileOne } from '../browser/filing.mjs';
import { root } from '../browser/program.mjs';
import { residentId } from './script.mjs';

/** "2026-11-23 09:00", Beijing time, as the clock of the server has it. */
export const moment = (at) => `${at.replace(' ', 'T')}:00+08:00`;

const makers = { jpg: scans.jpeg, png: scans.png, pdf: scans.pdf };
const scan = (name) => scans.file(name, makers[name.split('.').pop()](name + Math.random()));

/** What an actor can do; each takes the actor and the words after the verb. */
const VERBS = {
  async 'signs-in'(actor, role = actor.role) {
    await actor.stage.program.signIn(actor.page, role);
  },
  async opens(actor, path) { await actor.page.goto(actor.home + path); },
  async presses(actor, words) { await look.press(actor.page, words); },
  async fills(actor, label, value) { await look.fill(actor.page, { [label]: value }); },
  async chooses(actor, label, ...options) {
    const group = actor.page.getByRole('group', { name: look.startingWith(label) }).first();
    for (const option of options) await group.getByLabel(option, { exact: true }).check();
  },
  /** The first list of the page that offers it. */
  async selects(actor, option) {
    const list = actor.page.locator('main select', { has: actor.page.locator('option', { hasText: option }) }).first();
    await list.selectOption({ label: await list.locator('option', { hasText: option }).first().innerText() });
  },
  async ticks(actor, ...labels) { for (const label of labels) await actor.page.getByLabel(label).first().check(); },
  async writes(actor, text) { await actor.page.locator('main textarea').first().fill(text); },
  /** Every point of review holds, where the page asks for any. */
  async 'looks-over'(actor) {
    const box = actor.page.locator('[data-points] [data-all]');
    if (await box.count() > 0) await box.check();
  },
  /** The same for every case that waits, as the form without scripts sends it. */
  async 'looks-over-each'(actor) {
    await actor.page.goto(`${actor.home}/inbox`);
    const csrf = await actor.page.locator('input[name=csrf]').first().inputValue();
    const ask = actor.page.context().request;
    const { lines } = await (await ask.get(`${actor.home}/inbox`, { headers: { accept: 'application/json' } })).json();
    for (const { id } of lines) {
      const answer = await ask.post(`${actor.home}/tasks/${id}/points`, { form: { csrf, points: '1', point: '*' }, maxRedirects: 0 });
      assert.equal(answer.status(), 303, `points of task ${id}`);
    }
  },
  /** One list for each group of alike cases that waits, with the usual phrase. */
  async 'does-together'(actor) {
    await actor.stage.program.signIn(actor.page, actor.role);
    await VERBS['looks-over-each'](actor);
    for (let lists = 0; lists < 6; lists++) {
      await actor.page.goto(`${actor.home}/inbox`);
      const group = actor.page.locator('.groups a').first();
      if (await group.count() === 0) return;
      await look.go(actor.page, group);
      await actor.page.keyboard.press('Alt+1');
      await look.go(actor.page, actor.page.locator('main form button.go'));
      await actor.page.getByRole('heading', { name: '名单办理结果' }).waitFor();
      await VERBS['looks-over-each'](actor);
    }
  },
  async shows(actor, label, value) { assert.equal(await look.field(actor.page, label).inputValue(), value); },
  async counts(actor, number, words) {
    assert.equal(await actor.page.locator('main .list tbody tr').filter({ hasText: words }).count(), Number(number), `${words} on ${actor.page.url()}`);
  },
  async files(actor, item, name, id) { await fileOne(actor.page, actor.home, { item, name, id, scan }); },
  async uploads(actor, slot, ...names) {
    const place = actor.page.getByRole('region', { name: slot, exact: true });
    await place.locator('input[type=file]').setInputFiles(names.map(scan));
    if (actor.traits.includes('without-scripts')) await place.getByRole('button', { name: '上传' }).click();
    await actor.page.getByRole('region', { name: slot, exact: true }).getByText('✓').waitFor();
  },
  /** On a telephone: each picture is looked at before it is sent, as it lies. */
  async photographs(actor, slot, ...names) {
    const place = actor.page.getByRole('region', { name: slot, exact: true });
    for (const name of names) {
      const papers = await place.locator('.thumb').count();
      await place.locator('input[type=file]').setInputFiles(scans.file(name, scans.jpeg(name, 640, 480 + 8 * papers)));
      await place.getByRole('button', { name: '就这样发送' }).click();
      await place.locator('.thumb').nth(papers).waitFor();
      await actor.page.waitForLoadState();
    }
  },
  async sees(actor, ...texts) {
    for (const text of texts) await actor.page.getByText(text).first().waitFor({ state: 'visible', timeout: 8_000 });
  },
  /** A department on the line of stations, with its state: done, now, late, no. */
  async 'sees-branch'(actor, name, state) {
    await actor.page.locator(`.branches li.${state}`).filter({ hasText: name }).first().waitFor({ state: 'visible', timeout: 8_000 });
  },
  async misses(actor, ...texts) {
    const all = await look.text(actor.page);
    for (const text of texts) assert.ok(!all.includes(text), `'${text}' must not be on ${actor.page.url()}`);
  },
  async keeps(actor, name, pattern) {
    const found = new RegExp(pattern).exec(await look.text(actor.page));
    assert.ok(found, `nothing on ${actor.page.url()} reads like ${pattern}`);
    actor.stage.kept[name] = found[1] ?? found[0];
  },
  async 'keeps-field'(actor, name, label, pattern) {
    const found = new RegExp(pattern).exec(await look.field(actor.page, label).inputValue());
    assert.ok(found, `${label} on ${actor.page.url()} does not read like ${pattern}`);
    actor.stage.kept[name] = found[1] ?? found[0];
  },
  async 'keeps-address'(actor, name, pattern) {
    const found = new RegExp(pattern).exec(actor.page.url());
    assert.ok(found, `${actor.page.url()} does not read like ${pattern}`);
    actor.stage.kept[name] = found[1] ?? found[0];
  },
  async gets(actor, status, path) {
    const answer = await actor.page.goto(actor.home + path);
    assert.equal(answer.status(), Number(status), path);
  },
  async looks(actor, name) {
    const size = actor.page.viewportSize();
    assert.deepEqual(await look.faults(actor.page, name), []);
    await actor.page.setViewportSize(size);
  },
  async 'cannot-reach'(actor, path) { await assert.rejects(actor.page.goto(actor.home + path)); },
  /** What a nervous hand does: the same button once more, from the page before. */
  async 'hands-in-again'(actor, draft) {
    const csrf = await actor.page.locator('input[name=csrf]').first().inputValue();
    const answer = await actor.page.context().request.post(`${actor.home}${draft}/submit`, { form: { csrf }, maxRedirects: 0 });
    assert.ok(answer.status() === 303 || answer.status() === 409, `${answer.status()}`);
  },
  async 'loses-the-line'(actor) { await actor.page.context().setOffline(true); },
  async 'has-the-line'(actor) { await actor.page.context().setOffline(false); },
};

const TRAITS = {
  phone: { viewport: look.PHONE },
  narrow: { viewport: look.NARROW },
  'without-scripts': { javaScriptEnabled: false },
  english: { locale: 'en-US' },
};

export class Stage {
  constructor(program, browser) { Object.assign(this, { program, browser, kept: {}, actors: new Map() }); }

  async enter({ name, role, traits }) {
    const options = Object.assign({}, ...traits.map((trait) => TRAITS[trait]));
    const page = await look.visitor(this.browser, options);
    const home = { public: this.program.publicUrl, screen: this.program.screenUrl }[role] ?? this.program.staffUrl;
    this.actors.set(name, { name, role, traits, page, home, stage: this });
  }

  put(text) {
    return text.replace(/\{(id [^{}]+|[a-z-]+)\}/g, (all, inside) => {
      const [head, ...rest] = inside.split(' ');
      if (head === 'id') return residentId(...rest);
      assert.ok(head in this.kept, `${all} was never kept`);
      return this.kept[head];
    });
  }

  async play(steps, where) {
    for (const step of steps) {
      if (step.together) await this.playTogether(step.together, where);
      else if (step.at) this.program.setClock(moment(step.at));
      else await (step.who.includes('|') ? this.actOne(step, where) : this.act(step, where));
    }
  }

  /** Steps of one actor keep their order, different actors do not wait for each other. */
  async playTogether(steps, where) {
    const lanes = new Map();
    for (const step of steps) lanes.set(step.who, [...(lanes.get(step.who) ?? []), step]);
    await Promise.all([...lanes.values()].map((lane) => this.play(lane, where)));
  }

  /** "a|b sees x": exactly one of them. */
  async actOne(step, where) {
    const ends = await Promise.allSettled(step.who.split('|').map((who) => this.act({ ...step, who }, where)));
    const good = ends.filter(({ status }) => status === 'fulfilled').length;
    if (good !== 1) throw new Error(`${where}:${step.line}: ${good} of ${step.who} ${step.verb} ${step.args.join(' ')}\n${ends[0].reason ?? ''}`);
  }

  async act({ who, verb, args, line, from }, where) {
    const actor = this.actors.get(who);
    const at = `${where}:${from ? `${from} (${line})` : line}`;
    assert.ok(actor, `${at}: there is no actor ${who}`);
    assert.ok(verb in VERBS, `${at}: nobody can '${verb}'`);
    try {
      await VERBS[verb](actor, ...args.map((arg) => this.put(arg)));
      assert.deepEqual(look.complaints(actor.page), [], 'the console stays silent');
    } catch (error) {
      throw new Error(`${at}: ${who} ${verb} ${args.join(' ')}\n${error.message}\n${await this.witness(actor, where, line)}`);
    }
  }

  /** What the actor had before the eyes when it went wrong. */
  async witness(actor, where, line) {
    const folder = join(root, 'build-test/shots');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `failed-${where.replace(/.*\//, '')}-${line}.png`);
    await actor.page.screenshot({ path, fullPage: true }).catch(() => {});
    return `${actor.page.url()}\n${(await look.text(actor.page).catch(() => '')).slice(0, 800)}\npicture: ${path}`;
  }

  async close() { for (const { page } of this.actors.values()) await page.context().close(); }
}
