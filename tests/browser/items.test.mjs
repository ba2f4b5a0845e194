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
});
