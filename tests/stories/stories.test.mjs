// SPDX-License-Identifier: MulanPSL-2.0
// Plays every .story of this folder, or those named in STORY; each scene is a test, each story has a county of its own.
// THROUGH_NGINX=1: with a real nginx between. ON_POSTGRES=1: not on SQLite.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import { launch } from '../browser/browser.mjs';
import { Front, RESOLVE } from '../browser/front.mjs';
import { Program, postgresLine } from '../browser/program.mjs';
import { readStory, residentId } from './script.mjs';
import { Stage, moment } from './stage.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const files = readdirSync(here).filter((name) => name.endsWith('.story') && name.includes(process.env.STORY ?? '')).sort();

/** The county is founded when the story begins. */
const firstMoment = (story) => moment(story.scenes.flatMap(({ steps }) => steps).find(({ at }) => at)?.at ?? '2026-11-23 09:00');

for (const name of files) {
  const where = `tests/stories/${name}`;
  const story = readStory(readFileSync(join(here, name), 'utf8'), where);
  describe(story.title, () => {
    let program, browser, stage, broken;
    before(async () => {
      const config = process.env.ON_POSTGRES ? [postgresLine()] : [];
      program = await Program.start({ at: firstMoment(story), config });
      if (process.env.THROUGH_NGINX) program.front = await Front.start(program);
      browser = await launch([RESOLVE]);
      stage = new Stage(program, browser);
      for (const actor of story.actors) await stage.enter(actor);
    });
    after(async () => {
      await browser?.close();
      await program?.front?.stop();
      await program?.stop();
    });
    for (const scene of story.scenes) {
      it(`${story.title}: ${scene.title}`, async () => {
        if (broken) throw Object.assign(new Error(`not reached: '${broken}' failed`), { stack: '' });
        broken = scene.title;
        await stage.play(scene.steps, where);
        broken = undefined;
      });
    }
  });
}

describe('the language of stories', () => {
  it('knows scenes, acts with arguments and things done together', () => {
    const story = readStory('story A\nactor x public\nact greets NAME\n  fills 名 {NAME}\nscene one\n  x greets "张 三"\n'
      + '  together\n    x presses a\n  at 2026-11-23 09:00\n', 'a.story');
    assert.deepEqual(story.scenes[0].steps, [
      { line: 4, who: 'x', verb: 'fills', args: ['名', '张 三'], from: 6 },
      { line: 7, together: [{ line: 8, who: 'x', verb: 'presses', args: ['a'] }] },
      { line: 9, at: '2026-11-23 09:00' }]);
  });
  it('refuses a line that nobody says', () => {
    assert.throws(() => readStory('story A\nscene one\n  x\n', 'a.story'), /a\.story:3/);
    assert.throws(() => readStory('stroy A\n', 'a.story'), /a\.story:1/);
  });
  it('makes resident ID numbers whose check digit holds', () => {
    assert.equal(residentId('110105', '1949-12-31', 'female', '1'), '11010519491231002X');
    assert.match(residentId('422823', '1956-03-02', 'female', '1'), /^42282319560302002[\dX]$/);
  });
});
