// SPDX-License-Identifier: MulanPSL-2.0
// Papers that come by a one-time link or after a correction notice, and what a desk takes back again: each act by program.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { residentId } from '../stories/script.mjs';
import { addressOf, Client, fillIn, handIn, must, signIn } from './client.mjs';
import { GRANTING, Offices } from './offices.mjs';
import { Program } from './program.mjs';
import * as scans from './scans.mjs';

const VILLAGE = '422823107271';
const ITEM = 'S-MZ-05';
const scan = (name) => scans.file(name, scans.jpeg(name + Math.random()));

describe('papers by program', () => {
  let program, clerk, handler, count = 0;

  const begin = (more = {}) => fillIn(clerk, { item: ITEM, place: VILLAGE, name: '谭守义', scan,
    id: residentId('422823', '1952-02-03', 'male', String(++count)), ...more });
  /** A case that was filed, as the township has it. */
  const filed = async (more) => {
    const { number } = await handIn(clerk, await begin(more), '谭守义');
    const url = await addressOf(handler, number);
    return { number, url, ...must(await handler.get(url)).model };
  };
  /** The task of whoever is to bring what is missing. */
  const told = async () => {
    const { url, task } = await filed();
    must(await handler.post(`/tasks/${task.id}/correction`, { note: '', gaps: ['户口簿缺户主页'], point: '*' }));
    return must(await clerk.get(url)).model.task;
  };
  const tokenOf = ({ model }) => new URL(model.made.address).pathname;
  const slotsOf = async (draft) => must(await clerk.get(`${draft}/materials`)).model.slots;

  before(async () => {
    program = await Program.start();
    clerk = await signIn(program.staffUrl, program.accounts['village-clerk']);
    handler = await signIn(program.staffUrl, program.accounts['township-handler']);
  });
  after(async () => { await program?.stop(); });

  it('a link takes papers whole and in pieces, gives them back, and takes none when it was ended', async () => {
    const draft = await begin();
    const [{ id: slot }] = await slotsOf(draft);
    const link = tokenOf(must(await clerk.post(`${draft}/links`, { slots: [slot], 'identity.how': 'known', 'identity.note': '同组' })));
    const phone = new Client(program.publicUrl);
    const before = must(await phone.get(link)).model.count;
    must(await phone.upload(`${link}/papers?slot=${slot}`, {}, { file: scan('home.jpg') }));
    const [{ id: first }] = must(await phone.get(link)).model.slots[0].scans.slice(-1);
    must(await phone.post(`${link}/drop`, { scan: String(first) }));
    assert.equal(must(await phone.get(link)).model.count, before);

    const whole = scans.jpeg(`pieces ${Math.random()} `.padEnd(30_000, 'x')), half = 16 << 10;
    const { part } = must(await phone.post(`${link}/parts`, { slot, bytes: String(whole.length) })).model;
    const piece = (at, bytes) => phone.upload(`${link}/parts/${part.id}?at=${at}`, {}, { piece: { name: 'piece', buffer: bytes, mimeType: 'application/octet-stream' } });
    must(await piece(0, whole.subarray(0, half)));
    assert.equal(must(await phone.get(`${link}/parts/${part.id}`)).model.part.received, half);
    assert.equal(must(await piece(0, whole.subarray(0, half))).model.part.received, half, 'the same piece again counts once');
    const hole = await piece(half + 100, whole.subarray(half + 100));
    assert.deepEqual([hole.status, hole.model.part.received], [409, half], 'behind a hole it is told how far it has come');
    assert.equal(must(await piece(half, whole.subarray(half))).model.part.whole, true);
    assert.equal(must(await phone.get(link)).model.count, before + 1);

    const { phone: { all: [{ id }] } } = must(await clerk.get(`${draft}/materials`)).model;
    must(await clerk.post(`${draft}/links/end`, { link: String(id) }));
    assert.equal((await phone.get(link)).status, 410);
    assert.equal((await phone.upload(`${link}/papers?slot=${slot}`, {}, { file: scan('late.jpg') })).status, 410);
  });

  it('after a correction notice the desk adds papers, looks at them, takes one out, and hands in the rest', async () => {
    const { url: file, task } = await filed();
    const receipt = async () => must(await clerk.get(`${file}/receipt`)).model;
    const before = await receipt();
    must(await handler.post(`/tasks/${task.id}/correction`, { note: '', gaps: ['户口簿缺户主页'], point: '*' }));
    const url = `/tasks/${must(await clerk.get(file)).model.task.id}`;
    const { slots: [{ id: slot }] } = must(await clerk.get(`${url}/supplied`)).model;
    for (const name of ['one.jpg', 'two.jpg']) must(await clerk.upload(`${url}/papers?slot=${slot}`, {}, { file: scan(name) }));
    const { arrived } = must(await clerk.get(`${url}/arrivals?since=0`)).model;
    assert.equal(arrived.length, 2);
    assert.equal((await clerk.get(arrived[0].url)).status, 200);
    assert.equal((await clerk.get(arrived[0].thumb)).status, 200);
    assert.equal((await handler.upload(`${url}/papers?slot=${slot}`, {}, { file: scan('foreign.jpg') })).status, 403);
    must(await clerk.post(`${url}/papers/drop`, { scan: String(arrived[0].id) }));
    assert.equal((await clerk.get(arrived[0].url)).status, 404);
    must(await clerk.post(`${url}/supplied`, { note: '补来户主页', who: 'self' }));
    assert.equal((await clerk.upload(`${url}/papers?slot=${slot}`, {}, { file: scan('late.jpg') })).status, 409);
    const again = await receipt();
    assert.equal(again.document_number, before.document_number);
    assert.deepEqual(again.materials, before.materials, 'the receipt says of the day of filing what it said then');
    assert.deepEqual(again.later.map(({ count }) => count), [1]);
    assert.deepEqual(before.later, []);
  });

  it('for a correction too a link can be made and ended', async () => {
    const { id } = await told();
    const { slots: [{ id: slot }] } = must(await clerk.get(`/tasks/${id}/supplied`)).model;
    const made = must(await clerk.post(`/tasks/${id}/links`, { slots: [slot], 'identity.how': 'card', 'identity.note': '' }));
    const phone = new Client(program.publicUrl);
    must(await phone.get(tokenOf(made)));
    must(await clerk.post(`/tasks/${id}/links/end`, { link: String(made.model.phone.all[0].id) }));
    assert.equal((await phone.get(tokenOf(made))).status, 410);
  });

  it('a case is made urgent with a reason, and ordinary again with another', async () => {
    const { url } = await filed();
    must(await handler.post(`${url}/urgent`, { note: '住院等用钱' }));
    assert.equal((await handler.post(`${url}/urgent/lift`, { note: '' })).status, 422);
    must(await handler.get(`${url}/urgent/lift`));
    must(await handler.post(`${url}/urgent/lift`, { note: '已经出院' }));
    const { timeline, case: { urgent } } = must(await handler.get(url)).model;
    assert.ok(!urgent);
    assert.deepEqual(timeline.map(({ what }) => what).slice(0, 2), ['case.urgent_lifted', 'case.urgent']);
  });

  it('an application is taken back with its reason, once', async () => {
    const { url } = await filed();
    must(await clerk.post(`${url}/withdraw`, { note: '家里商量后不办了', who: 'self' }));
    assert.equal(must(await clerk.get(url)).model.case.state, 'closed');
    assert.equal((await clerk.post(`${url}/withdraw`, { note: '再来一次', who: 'self' })).status, 409);
  });

  it('what a case says otherwise than the register is a proposal, taken by the keeper', async () => {
    const id = residentId('422823', '1953-02-03', 'male', '90');
    const { location } = must(await clerk.post('/register', { number: 'P1', place: VILLAGE, group: '1组', address: '1号', name: '谭守义', id_no: id,
      phone: '13871000099', why: '户口簿' })).model;
    const household = location.replace(/\?.*/, '');
    await filed({ id });
    const { proposals } = must(await clerk.get(household)).model;
    const { id: proposal } = proposals.find(({ field }) => field === 'phone');
    must(await clerk.post(`${household}/proposals`, { proposal: String(proposal), take: '1' }));
    assert.ok(!must(await clerk.get(household)).model.proposals.some((one) => one.id === proposal));
    assert.equal((await clerk.post(`${household}/proposals`, { proposal: String(proposal), take: '1' })).status, 404);
  });

  it('the applicant takes a letter back, and who it named may act no more', async () => {
    const { url } = await filed();
    const agent = { 'agent.name': '谭明', 'agent.phone': '13871000009', 'agent.relation': '侄子', 'agent.kind': 'proxy', 'agent.powers': 'withdraw',
      'agent.id_no': residentId('422823', '1980-02-03', 'male', '9'), 'agent.until': '2027-03-31' };
    must(await clerk.get(`${url}/agents`));
    must(await clerk.upload(`${url}/agents`, agent, { letter: scan('letter.jpg') }));
    const [{ n, in_force }] = must(await clerk.get(`${url}/agents`)).model.applicant_side.proxies;
    assert.ok(in_force);
    must(await clerk.post(`${url}/agents/${n}/revoke`, { reason: '改由本人办理' }));
    assert.equal((await clerk.post(`${url}/withdraw`, { note: '不办了', who: String(n) })).status, 422);
    assert.equal(must(await clerk.get(url)).model.case.state, 'received');
  });

  it('originals are noted as seen, the number of the other system is typed back once, a wrong decision is corrected by somebody else', async () => {
    const offices = await new Offices(program).open();
    const draft = await fillIn(clerk, { item: 'S-CL-01', place: VILLAGE, name: '谭守义', scan, id: residentId('422823', '1952-02-03', 'male', '95') });
    const [{ upload_url: slot }] = await slotsOf(draft);
    must(await clerk.upload(slot, { copy: '1' }, { file: scan('copy.jpg') }));
    const { number } = await handIn(clerk, draft, '谭守义');
    const url = await addressOf(clerk, number);
    const { url: paper } = must(await handler.get(url)).model.slots.flatMap(({ scans: kept }) => kept).find(({ trust }) => trust?.doubtful);
    must(await handler.get(paper));
    must(await handler.post(`${paper}/seen`));
    assert.equal((await handler.post(`${paper}/seen`)).status, 409);
    await offices.workOff(GRANTING, { deliver: false, only: (line) => line.number === number, waits: 1 });
    const county = offices.desks['county-handler'];
    assert.equal(must(await county.get(url)).model.case.outcome, 'granted');

    must(await county.get(`${url}/copy`));
    assert.equal((await county.post(`${url}/copy`, { number: '42' })).status, 422);
    must(await county.post(`${url}/copy`, { number: '42282319520203951241' }));
    assert.equal((await county.post(`${url}/copy`, { number: '42282319520203951242' })).status, 422, 'a number that stands is changed with a reason');
    must(await county.post(`${url}/copy`, { number: '42282319520203951242', reason: '末位输错' }));
    assert.equal(must(await county.get(`${url}/copy`)).model.sheet.corrections, 1);

    const head = await signIn(program.staffUrl, program.accounts['county-head-cl']);
    const wrong = { note: '等级写错', correct: '残疾等级：二级' };
    assert.equal((await offices.desks['county-approver'].post(`${url}/redress/corrected`, wrong)).status, 403);
    must(await head.post(`${url}/redress/corrected`, wrong));
    assert.ok(must(await head.get(url)).model.papers.some(({ name }) => /更正/.test(name)));
  });
});
