// SPDX-License-Identifier: MulanPSL-2.0
// The flow commands from outside: exit codes, line shapes, and files as different modelling tools write them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { root } from '../browser/program.mjs';

const binary = process.env.BUCHUCUN_PROGRAM ?? join(root, 'build-test/src/app/buchucun');
const models = join(root, 'tests/faults/flow');
let folder;
before(() => { folder = mkdtempSync(join(tmpdir(), 'buchucun-flow-')); });
after(() => rmSync(folder, { recursive: true }));

const flow = (...words) => {
  const { status, signal, stdout, stderr } = spawnSync(binary, ['flow', ...words], { cwd: models, encoding: 'utf8', timeout: 60_000 });
  assert.equal(signal, null, stderr);
  return { status, stdout, stderr };
};
const write = (name, text) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const process_ = (inside, around = '') => write('model.bpmn',
  `<definitions xmlns="${BPMN}" targetNamespace="t">\n${around}<process id="p" isExecutable="true">\n${inside}\n</process>\n</definitions>\n`);
const to = (from, target, when = '') => `<sequenceFlow id="${from}_${target}" sourceRef="${from}" targetRef="${target}">`
  + `${when && `<conditionExpression>${when}</conditionExpression>`}</sequenceFlow>`;

/** Runs and returns the lines, the last one and the elements completed in their order. */
const run = (code, ...words) => {
  const { status, stdout, stderr } = flow('run', ...words);
  const lines = stdout.trim().split('\n').map((line) => JSON.parse(line));
  assert.equal(status, code, stderr + stdout);
  return { lines, last: lines.at(-1), completed: lines.filter((l) => l.event === 'complete').map((l) => l.element), stdout };
};

describe('flow check', () => {
  it('says "sound" and nothing else on standard output', () => {
    const { status, stdout } = flow('check', process_(`<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>${to('s', 'a')}${to('a', 'e')}`));
    assert.deepEqual([status, stdout], [0, 'sound\n']);
  });

  const finds = (lines, inside, around) => {
    const path = process_(inside, around);
    const { status, stdout } = flow('check', path);
    assert.equal(status, 1, stdout);
    for (const line of stdout.trim().split('\n')) assert.match(line, /^[^:]+:\d+: [^:]*: [a-z_.]+: .+$/);
    for (const line of lines) assert.match(stdout, line);
    assert.doesNotMatch(stdout, /^sound$/m);
  };
  const tasks = (...ids) => ids.map((id) => `<userTask id="${id}"/>`).join('');

  it('names both the exclusive split and the parallel join that waits for ever', () => finds(
    [/model\.bpmn:3: join: sound\.starved: .*exclusiveGateway "split"/],
    `<startEvent id="s"/><exclusiveGateway id="split"/>${tasks('a', 'b')}<parallelGateway id="join"/><endEvent id="e"/>${to('s', 'split')
    }${to('split', 'a', 'x = 1')}${to('split', 'b')}${to('a', 'join')}${to('b', 'join')}${to('join', 'e')}`));

  it('names both the parallel split and the merge that is passed twice', () => finds(
    [/: merge: sound\.twice: .*parallelGateway "split"/],
    `<startEvent id="s"/><parallelGateway id="split"/>${tasks('a', 'b')}<exclusiveGateway id="merge"/><userTask id="c"/><endEvent id="e"/>${
      to('s', 'split')}${to('split', 'a')}${to('split', 'b')}${to('a', 'merge')}${to('b', 'merge')}${to('merge', 'c')}${to('c', 'e')}`));

  it('names what no way leads to, and a loop without a way out', () => {
    finds([/: b: element\.unreachable: /], `<startEvent id="s"/>${tasks('a', 'b')}${to('s', 'a')}${to('b', 'b')}`);
    finds([/: [ag]: sound\.endless: /], `<startEvent id="s"/>${tasks('a')}<exclusiveGateway id="g"/>${to('s', 'g')}${to('g', 'a')}${to('a', 'g')}`);
  });

  it('names time limits that cannot hold', () => finds([/: a: limit\.cut: /],
    `<startEvent id="s"/><userTask id="a" b:limit="5WD" xmlns:b="https://buchucun.org/bpmn/1.0"/>${to('s', 'a')
    }<boundaryEvent id="t" attachedToRef="a"><timerEventDefinition><timeDuration>P3WD</timeDuration></timerEventDefinition></boundaryEvent>`));

  for (const [what, element] of [['a complex gateway', '<complexGateway id="x"/>'], ['a transaction', '<transaction id="x"/>'],
    ['an ad-hoc sub-process', '<adHocSubProcess id="x"/>'], ['a cancel end', '<endEvent id="x"><cancelEventDefinition/></endEvent>'],
    ['an event with two triggers', '<intermediateCatchEvent id="x"><messageEventDefinition/><timerEventDefinition/></intermediateCatchEvent>']])
    it(`refuses ${what} by its id and line`, () => finds([/model\.bpmn:4: x: (element\.unsupported|event\.unsupported|event\.multiple): .*not supported|cannot stand/],
      `<startEvent id="s"/>\n${element}${to('s', 'x')}`));

  it('refuses a DTD, broken XML, bytes that are none, and a file that is not there', () => {
    for (const text of ['<!DOCTYPE x [<!ENTITY a "b">]><x/>', '<definitions', '\u0000', `<definitions xmlns="${BPMN}"><process id="p">`]) {
      const { status, stdout } = flow('check', write('bad.bpmn', text));
      assert.equal(status, 1);
      assert.match(stdout, /bad\.bpmn:\d+: .*: .+/);
    }
    assert.notEqual(flow('check', '/nowhere.bpmn').status, 0);
  });

  it('counts lines beyond 65,535', () => finds([/model\.bpmn:80004: x: element\.unsupported/], `<startEvent id="s"/>${'\n'.repeat(80001)}<complexGateway id="x"/>`));

  it('hints at missing posts and defaults without refusing', () => {
    const { status, stderr } = flow('check', process_(`<startEvent id="s"/><exclusiveGateway id="g"/><userTask id="a"/><endEvent id="e"/>${to('s', 'g')
    }${to('g', 'a', 'x')}${to('g', 'e', 'y')}${to('a', 'e')}`));
    assert.equal(status, 0);
    assert.match(stderr, /: a: post\.missing: /);
    assert.match(stderr, /: g: default\.missing: /);
  });
});

describe('flow run', () => {
  it('prints one JSON object a line in the order of what happens', () => {
    const { stdout } = run(0, process_(`<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>${to('s', 'a')}${to('a', 'e')}`), '--auto');
    assert.equal(stdout, ['{"t":0,"event":"enter","element":"s","kind":"startEvent"}', '{"t":0,"event":"complete","element":"s","kind":"startEvent"}',
      '{"t":0,"event":"enter","element":"a","kind":"userTask"}', '{"t":0,"event":"wait","element":"a","kind":"userTask"}',
      '{"t":0,"event":"complete","element":"a","kind":"userTask"}', '{"t":0,"event":"end","element":"e","kind":"endEvent"}',
      '{"event":"finished","tokens":[],"data":{}}', ''].join('\n'));
  });

  it('waits without --auto, and takes values in and out', () => {
    const path = process_(`<startEvent id="s"/><scriptTask id="c"><script>{n: n + 1, at: @"2026-01-05" + @"P1D"}</script></scriptTask><userTask id="a"/>${
      to('s', 'c')}${to('c', 'a')}`);
    assert.deepEqual(run(0, path, '--set', 'n=41').last, { event: 'waiting', tokens: ['a'], data: { n: 42, at: '@2026-01-06' } });
  });

  it('does what --do says as soon as the element is at work', () => {
    const path = process_(`<startEvent id="s"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>${to('s', 'a')}${to('a', 'b')}${to('b', 'e')}`);
    const { last, completed } = run(0, path, '--do', 'a:complete={"ok":true}', '--do', 'b:return="a"', '--do', 'a:agree', '--do', 'b:complete');
    assert.deepEqual(completed, ['s', 'a', 'a', 'b']);
    assert.deepEqual(last, { event: 'finished', tokens: [], data: { ok: true, action: 'agree' } });
    assert.equal(run(1, path, '--do', 'a:fail="E"').last.event, 'failed');
    assert.equal(run(1, path, '--do', 'a:return="b"').last.event, 'failed');
  });

  it('turns the clock for timers, messages and signals', () => {
    const path = process_(`<startEvent id="s"/><eventBasedGateway id="g"/><intermediateCatchEvent id="m"><messageEventDefinition messageRef="M"/>`
      + `</intermediateCatchEvent><intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>PT2H</timeDuration></timerEventDefinition>`
      + `</intermediateCatchEvent><intermediateCatchEvent id="w"><signalEventDefinition signalRef="S"/></intermediateCatchEvent><endEvent id="e"/>${
        to('s', 'g')}${to('g', 'm')}${to('g', 't')}${to('g', 'w')}${to('m', 'e')}${to('t', 'e')}${to('w', 'e')}`,
      '<message id="M" name="paid"/><signal id="S" name="stop"/>');
    const fired = (...words) => { const { lines } = run(0, path, ...words); const l = lines.find((x) => ['timer', 'catch'].includes(x.event)); return l && [l.t, l.event, l.element]; };
    assert.deepEqual(fired('--auto'), [7200000, 'timer', 't']);
    assert.deepEqual(fired('--auto', '--message', 'paid@PT1H'), [3600000, 'catch', 'm']);
    assert.deepEqual(fired('--auto', '--signal', 'stop@PT30M'), [1800000, 'catch', 'w']);
    assert.equal(fired('--until', 'PT1H'), undefined);
    assert.deepEqual(fired('--until', 'PT2H'), [7200000, 'timer', 't']);
    assert.deepEqual(fired('--auto', '--message', 'other@PT1H'), [7200000, 'timer', 't']);
  });

  it('begins at the time of --at', () => {
    const path = process_(`<startEvent id="s"/><intermediateCatchEvent id="t"><timerEventDefinition><timeDate>2026-01-05T09:00:00+08:00</timeDate>`
      + `</timerEventDefinition></intermediateCatchEvent>${to('s', 't')}`);
    const { lines } = run(0, path, '--auto', '--at', '2026-01-05T08:00:00+08:00');
    assert.equal(lines.find((l) => l.event === 'timer').t, 3600000);
  });

  it('logs scripts of other languages only when asked', () => {
    const path = process_(`<startEvent id="s"/><scriptTask id="c" scriptFormat="javascript"><script>x()</script></scriptTask>${to('s', 'c')}`);
    const { lines } = run(0, path, '--script-log');
    assert.equal(lines.find((l) => l.event === 'script').text, 'x()');
    const { status, stdout, stderr } = flow('run', path);
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, /: c: script\.language: /);
  });

  it('says stuck where nobody can do anything any more', () => {
    const path = process_(`<startEvent id="s"/><exclusiveGateway id="g"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/>${to('s', 'g')
    }${to('g', 'a', 'true')}${to('g', 'b')}${to('a', 'j')}${to('b', 'j')}`);
    assert.deepEqual(run(1, path, '--auto').last, { event: 'stuck', tokens: ['a_j'], data: {} });
  });

  it('hands data into a called process and out of it', () => {
    const path = write('call.bpmn', `<definitions xmlns="${BPMN}" xmlns:b="https://buchucun.org/bpmn/1.0" targetNamespace="t"><process id="p" isExecutable="true">`
      + `<startEvent id="s"/><callActivity id="c" calledElement="q"><extensionElements><b:in source="n * 2" target="m"/><b:out source="r" target="result"/>`
      + `</extensionElements></callActivity>${to('s', 'c')}</process><process id="q"><startEvent id="qs"/><scriptTask id="t"><script>{r: m + 1, n: 0}</script>`
      + `</scriptTask>${to('qs', 't')}</process></definitions>`);
    assert.deepEqual(run(0, path, '--set', 'n=10').last.data, { n: 10, result: 21 });
    assert.deepEqual(run(0, path, '--process', 'q', '--set', 'm=1').last.data, { m: 1, r: 2, n: 0 });
  });

  it('refuses words it does not know', () => {
    const path = process_(`<startEvent id="s"/>`);
    for (const words of [['--bogus'], ['--set', 'n'], ['--set', 'n={'], ['--at', 'soon'], ['--until', 'x'], ['--do', 'a']])
      assert.equal(flow('run', path, ...words).status, 2, words.join(' '));
    assert.equal(flow('run').status, 1);
  });
});

describe('files of other tools', () => {
  for (const [name, words, data] of [
    ['camunda7.bpmn', ['--set', 'approved=true'], { approved: true }],
    ['miwg.bpmn', [], {}],
    ['flowable.bpmn', ['--script-log', '--set', 'approvers=[1,2,3,4]', '--set', 'days=4', '--set', 'kind="paid"', '--set', 'urgent=false'],
      { approvers: [1, 2, 3, 4], days: 4, kind: 'paid', urgent: false }],
    ['zeebe.bpmn', ['rating.dmn', '--set', 'items=[{"price":60},{"price":50}]'], { items: [{ price: 60 }, { price: 50 }], total: 110, results: [120, 100], rating: 'big' }],
    ['undo.bpmn', ['--set', 'log=[]', '--do', 'pay:fail="E"'], { log: ['book1', 'book2', 'cancel2', 'cancel1'] }],
  ]) it(`${name} runs to its end`, () => {
    const { last } = run(0, name, '--auto', ...words);
    assert.deepEqual(last, { event: 'finished', tokens: [], data });
    const picture = flow('draw', name, ...words.filter((w) => w === '--script-log'));
    assert.match(picture.stdout, /^<svg [^]*<\/svg>\n$/);
  });

  it('all of them are sound, but for scripts in another language', () => {
    for (const name of readdirSync(models).filter((n) => n.endsWith('.bpmn'))) {
      const { stdout } = flow('check', name, 'rating.dmn');
      assert.match(stdout, name === 'flowable.bpmn' ? /^flowable\.bpmn:\d+: sc: script\.language: [^\n]+\n$/ : /^sound\n$/, name);
    }
  });
});

describe('flow eval and flow decide', () => {
  it('print one JSON document', () => {
    for (const [expression, want, ...words] of [['0.1 + 0.2', '0.3'], ['1/3', '0.3333333333333333333333333333333333'], ['x + @"P1D"', '"@2026-01-06"', '--set', 'x="@2026-01-05"'],
      ['@"PT1H"', '"@PT1H"'], ['date and time("2026-01-05T09:00:00+08:00")', '"@2026-01-05T09:00:00+08:00"'], ['申请 人数 > 2', 'true', '--set', '申请 人数=3'], ['1/0', 'null'],
      ['[{a: 1}, {a: 2}][a > 1]', '[{"a":2}]']]) {
      const { status, stdout } = flow('eval', expression, ...words);
      assert.deepEqual([status, stdout], [0, `${want}\n`], expression);
    }
  });

  it('tell line and column of an error on standard error', () => {
    const { status, stdout, stderr } = flow('eval', '1 +\n* 2');
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, /^line 2, column 1: expected /);
  });

  it('decide by a table, whose tool declared no inputs', () => {
    assert.equal(flow('decide', 'rating.dmn', 'Rating', '--set', 'total=110').stdout, '"big"\n');
    assert.equal(flow('decide', 'rating.dmn', 'rating', '--set', 'total=1').stdout, '"small"\n');
    const { status, stdout } = flow('decide', 'rating.dmn', 'Nobody');
    assert.deepEqual([status, stdout], [1, '']);
  });

  it('run a decision service with boxed expressions of DMN 1.4', () => {
    const decide = (name, ...words) => JSON.parse(flow('decide', 'boxed.dmn', name, ...words).stdout);
    assert.deepEqual(decide('Doubled', '--set', 'Numbers=[1,2,3]'), [2, 4, 6]);
    assert.deepEqual(decide('Large', '--set', 'Numbers=[1,2,3]'), [2, 3]);
    assert.equal(decide('Any large', '--set', 'Numbers=[1,2,3]'), true);
    assert.equal(decide('Size', '--set', 'Numbers=[1,2,3]'), 'few');
    assert.deepEqual(decide('Service', '--set', 'Numbers=[1,5]'), { Doubled: [2, 10], Size: 'few' });
    assert.equal(decide('Size', '--set', 'Numbers="none"'), 'nothing');
  });
});

describe('flow bench', () => {
  it('prints its figures as one JSON object', () => {
    const { status, stdout } = flow('bench', process_(`<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>${to('s', 'a')}${to('a', 'e')}`), '--instances', '100');
    const figures = JSON.parse(stdout);
    assert.equal(status, 0);
    for (const name of ['instances_per_s', 'steps_per_s', 'state_bytes']) assert.ok(figures[name] > 0, name);
    assert.equal(flow('bench', join(folder, 'model.bpmn'), '--instances', 'many').status, 2);
  });
});
