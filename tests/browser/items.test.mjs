// SPDX-License-Identifier: MulanPSL-2.0
// Every item of the directory has its guide; walk.test.mjs hands all 64 in that can be applied for.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { signIn } from './client.mjs';
import { Program } from './program.mjs';

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

  it('say row by row who decides, where that depends on the case', async () => {
    const house = (await clerk.get('/items/S-GT-01')).model.item.deciders;
    assert.deepEqual(house.map(({ when, organ }) => [when, organ]), [['2020年1月1日以前申请的', '县人民政府'], ['2020年1月1日起申请的', '乡镇人民政府']]);
    const trees = (await clerk.get('/items/S-LY-01')).model.item.deciders;
    assert.deepEqual(trees.map(({ level, required }) => [level, required]), [['county', false], ['township', true], ['county', true]]);
    assert.deepEqual((await clerk.get('/items/S-MZ-01')).model.item.deciders, []);
  });
});
