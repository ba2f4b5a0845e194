// SPDX-License-Identifier: MulanPSL-2.0
// offices - the desks of one chain, worked by program: whatever waits is done, days pass where nothing does.
import { signIn } from './client.mjs';
import { pause } from './program.mjs';

const DESKS = ['village-clerk', 'township-handler', 'township-checker', 'township-approver', 'county-handler', 'county-checker', 'county-approver'];

/** Kind of a step to what is done there. */
export const GRANTING = { accept: 'accepted', gather: 'no_gaps', opinion: 'agree', record: 'done', notice: 'done', check: 'done',
  decide: 'granted', decide_part: 'granted', summary: 'told' };
export const REFUSING = { ...GRANTING, opinion: 'disagree', decide: 'refused', decide_part: 'refused' };

const NOTE = '已逐项核对，理由见审查要点。';
/** Who went along where a step is a visit; other steps ask nobody. */
export const WENT = { officers_other: '谭明 民政办科员' };
const HANDED = { way: 'counter', taken_by: '向大梅', relation: 'self', proof: 'signature' };
const MS_A_DAY = 86_400_000;

export class Offices {
  constructor(program) { Object.assign(this, { program, desks: {}, did: [] }); }

  /** Sessions do not last over days. */
  async open() {
    for (const role of DESKS) this.desks[role] = await signIn(this.program.staffUrl, this.program.accounts[role]);
    return this;
  }

  clerk() { return this.desks['village-clerk']; }

  /** Days go by; timers of the server fire within a second or two. */
  async pass(days) {
    const now = new Date(Date.parse(this.program.now) + days * MS_A_DAY);
    this.program.setClock(`${new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`);
    await pause(3_000);
    await this.open();
  }

  /** One act; fields: what it needs beside a note. */
  async act(role, { id, kind }, outcome, fields = {}) {
    const desk = this.desks[role];
    const answer = kind === 'deliver'
      ? await desk.post(`/tasks/${id}/delivery`, HANDED)
      : await desk.post(`/tasks/${id}/${outcome}`, { note: NOTE, point: '*', ...WENT, ...fields });
    if (answer.status !== 200) throw new Error(`${role} ${kind} ${outcome}: ${answer.status} ${answer.text.slice(0, 400)}`);
    this.did.push({ role, kind, id });
  }

  /** Does everything that waits at a desk and is wanted; returns how much. */
  async work(role, outcomes, wanted, fields) {
    const { model } = await this.desks[role].get('/inbox');
    const lines = model.lines.filter(wanted);
    for (const line of lines) await this.act(role, line, outcomes[line.kind], fields?.(line));
    return lines.length;
  }

  /** Goes on until nothing waits, also not after waiting so many times; deliver false: results lie where they were made. */
  async workOff(outcomes, { deliver = true, only = () => true, fields, waits = 0 } = {}) {
    const wanted = (line) => only(line) && (deliver || line.kind !== 'deliver');
    for (let idle = 0; idle <= waits;) {
      let done = 0;
      for (const role of DESKS) done += await this.work(role, outcomes, wanted, fields);
      if (done > 0) idle = 0;
      else if (idle++ < waits) await this.pass(11);
    }
  }

  /** The case as a desk sees it. */
  async see(number, role = 'township-handler') {
    const { status, model, text } = await this.desks[role].get(`/cases?q=${number}`);
    if (!model?.location) throw new Error(`${role} does not find ${number}: ${status} ${text.slice(0, 400)}`);
    return (await this.desks[role].get(model.location)).model;
  }

  /** A paper as data and as the page that is printed. */
  async paper({ url }, role = 'township-handler') {
    const { model } = await this.desks[role].get(url);
    const page = await this.desks[role].send('GET', url, undefined, { accept: 'text/html' });
    return { ...model.notice, page: page.text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ') };
  }
}
