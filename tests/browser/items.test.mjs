// SPDX-License-Identifier: MulanPSL-2.0
// Every item of the directory has its guide, and every item that can be applied for can be handed in, by program.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fillIn, handIn, signIn } from './client.mjs';
import { Program } from './program.mjs';
import * as scans from './scans.mjs';
import { residentId } from '../stories/script.mjs';

const VILLAGE = '422823107271';
const scan = (name) => scans.file(name, scans.jpeg(name + Math.random()));

describe('the items of the county', () => {
  let program, clerk, items;
  before(async () => {
    program = await Program.start();
    clerk = await signIn(program.staffUrl, program.accounts['village-clerk']);
    const { model } = await clerk.get('/items');
    items = model.groups.flatMap((group) => group.items);
  });
  after(async () => { await program?.stop(); });

  it('are 87', () => { assert.equal(items.length, 87); });

  it('have a guide each, with its evidence shown', async () => {
    for (const { code } of items) {
      const { status, model } = await clerk.get(`/items/${code}`);
      assert.equal(status, 200, code);
      assert.match(model.item.evidence, /^(documented|class_documented|reconstructed)$/, code);
    }
  });

  it('can be handed in, all 64 that are approved', async () => {
    const wrong = [];
    const approvals = items.filter(({ code }) => code.startsWith('S-'));
    assert.equal(approvals.length, 64);
    for (const [n, { code }] of approvals.entries()) {
      try {
        const person = { name: '向大梅', id: residentId('422823', '1958-06-01', 'female', String(n + 1)) };
        const { number } = await handIn(clerk, await fillIn(clerk, { item: code, place: VILLAGE, scan, ...person }));
        assert.match(number, /\d/);
      } catch (error) { wrong.push(`${code}: ${error.message.slice(0, 300)}`); }
    }
    assert.deepEqual(wrong, []);
  });
});
