// SPDX-License-Identifier: MulanPSL-2.0
// What administrators, the register and one's own desk do beside the stories: each act by program, and what came of it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { residentId } from '../stories/script.mjs';
import { addressOf, fillIn, handIn, must, signIn } from './client.mjs';
import { Program } from './program.mjs';
import * as scans from './scans.mjs';

const VILLAGE = '422823107271';
const scan = (name) => scans.file(name, scans.jpeg(name + Math.random()));

describe('beside the stories', () => {
  let program, clerk, sysadmin, secadmin;

  const enter = (role) => signIn(program.staffUrl, program.accounts[role]);

  before(async () => {
    program = await Program.start();
    clerk = await enter('village-clerk');
    sysadmin = await enter('sysadmin');
    secadmin = await enter('secadmin');
  });
  after(async () => { await program?.stop(); });

  it('one administrator opens an account, the other gives it a post; its owner chooses a password before anything else', async () => {
    const { made } = must(await sysadmin.post('/people', { login: 'newclerk', name: '覃新来' })).model;
    assert.equal((await secadmin.post('/people', { login: 'other', name: '覃某' })).status, 403);
    must(await secadmin.post(`${made.url}/posts`, { role: 'clerk', place: VILLAGE }));
    assert.equal((await sysadmin.post(`${made.url}/posts`, { role: 'clerk', place: VILLAGE })).status, 403);
    const owner = await signIn(program.staffUrl, { account: 'newclerk', password: made.password });
    assert.notEqual((await owner.get('/register')).status, 200);
    await owner.get('/password');
    must(await owner.post('/password', { old_password: made.password, new_password: 'Badong-2026-shan', again: 'Badong-2026-shan' }));
    must(await owner.get('/register'));
    must(await owner.post('/sign-out'));
    assert.equal((await owner.get('/register')).status, 401);
  });

  it('locks, unlocks, gives a new password, ends the post, closes the account', async () => {
    const { made: { url } } = must(await sysadmin.post('/people', { login: 'leaving', name: '覃要走' })).model;
    must(await secadmin.post(`${url}/posts`, { role: 'clerk', place: VILLAGE }));
    must(await secadmin.post(`${url}/lock`, { reason: '调离岗位' }));
    must(await secadmin.post(`${url}/unlock`));
    const { made, posts: [post] } = must(await secadmin.post(`${url}/reset`)).model;
    assert.ok(made.password.length >= 12);
    must(await secadmin.post(post.end_url));
    assert.notEqual(must(await secadmin.get(url)).model.posts[0].ended_at, 0);
    must(await sysadmin.post(`${url}/close`, { reason: '调离岗位' }));
    assert.notEqual(must(await sysadmin.get(url)).model.account.closed_at, 0);
  });

  it('enters a mandate and revokes it; who may do what is one text', async () => {
    const before = must(await secadmin.get('/mandates')).model.mandates;
    must(await secadmin.post('/mandates', { department: 'MZ', role: 'clerk', powers: ['accept'], place: VILLAGE,
      document: '民政局授权〔2026〕9号', from: '2026-11-24', until: '2027-11-30' }));
    const fresh = must(await secadmin.get('/mandates')).model.mandates.find(({ id }) => !before.some((old) => old.id === id));
    assert.equal(fresh.document, '民政局授权〔2026〕9号');
    must(await secadmin.post(fresh.revoke_url));
    const gone = must(await secadmin.get('/mandates')).model.mandates.find(({ id }) => id === fresh.id);
    assert.notEqual(gone?.state, 'valid');
    assert.match(must(await secadmin.get('/access')).text, /POST +\/mandates /);
  });

  it('enters a household, changes it, adds a person, and merges one that was entered twice', async () => {
    const household = (number, name, n) => ({ number, place: VILLAGE, group: '1组', address: '1号', name, why: '户口簿',
      id_no: residentId('422823', '1951-02-03', 'male', String(n)) });
    const made = async (...of) => must(await clerk.post('/register', household(...of))).model.location.replace(/\?.*/, '');
    await clerk.get('/register');
    const one = await made('Z1', '谭守业', 71), two = await made('Z2', '谭守成', 72);
    must(await clerk.post(one, { number: 'Z1', place: VILLAGE, group: '2组', address: '7号', why: '搬到二组' }));
    must(await clerk.post(`${one}/member`, { name: '向桂枝', id_no: residentId('422823', '1955-06-01', 'female', '73'), relation: 'spouse', standing: 'here', why: '户口簿' }));
    const text = JSON.stringify(must(await clerk.get(one)).model);
    assert.match(text, /2组/);
    assert.match(text, /向桂枝/);
    must(await clerk.post(`${two}/merge`, { into: 'Z1', why: '同一户登记了两次' }));
    assert.match(JSON.stringify(must(await clerk.get(one)).model), /谭守成/);
  });

  it('throws away a phrase and a draft, and names who stands in', async () => {
    await clerk.get('/phrases');
    must(await clerk.post('/phrases', { text: '材料齐全，符合条件', outcome: 'agree' }));
    const [{ drop_url }] = must(await clerk.get('/phrases')).model.phrases;
    must(await clerk.post(drop_url));
    assert.deepEqual(must(await clerk.get('/phrases')).model.phrases, []);
    const draft = await fillIn(clerk, { item: 'S-MZ-05', place: VILLAGE, name: '谭守业', id: residentId('422823', '1951-02-03', 'male', '71'), scan });
    must(await clerk.post(`${draft}/drop`));
    assert.equal((await clerk.get(`${draft}/check`)).status, 404);
    const [post] = must(await clerk.get('/leave')).model.posts;
    must(await clerk.post('/leave/standin', { post: String(post.id), standin: String(post.standins[0].id) }));
    assert.equal(must(await clerk.get('/leave')).model.posts[0].standin, post.standins[0].name);
  });

  it('gives of a case its receipt, the codes to scan and the drawing of its way', async () => {
    const draft = await fillIn(clerk, { item: 'S-MZ-05', place: VILLAGE, name: '谭守信', id: residentId('422823', '1951-02-03', 'male', '75'), scan });
    const { number } = await handIn(clerk, draft, '谭守信');
    const path = await addressOf(clerk, number);
    must(await clerk.get(`${path}/receipt`));
    assert.match(must(await clerk.get(`${path}/qr`)).text, /<svg|PNG/);
    assert.match(must(await clerk.get(`${path}/process`)).text, /<svg/);
    must(await clerk.get(`${draft}/qr`));
    assert.equal((await clerk.get(`${path}/notices/acceptance`)).status, 404);
  });
});
