// SPDX-License-Identifier: MulanPSL-2.0
// script - reads a .story: one step a line, who does what; doc/testing.md describes the language.

const TOKEN = /"((?:[^"\\]|\\.)*)"|(\S+)/g;

const words = (line) => [...line.matchAll(TOKEN)].map(([, quoted, bare]) => quoted?.replaceAll(String.raw`\"`, `"`) ?? bare);

const read = (source) => source.split('\n').map((raw, i) => ({
  line: i + 1, depth: raw.length - raw.trimStart().length, text: raw.trim(),
})).filter(({ text }) => text !== '' && !text.startsWith('#'));

/** The indented lines that follow row i. */
const bodyOf = (rows, i) => {
  let end = i + 1;
  while (end < rows.length && rows[end].depth > rows[i].depth) end++;
  return rows.slice(i + 1, end);
};

const put = (text, values) => text.replace(/\{([^{}]+)\}/g, (all, name) => (name in values ? values[name] : all));

/** acts: name -> { names, body }; inside an act, actor is who plays it and values are its arguments. */
const asSteps = (rows, story, actor, values) => {
  const steps = [];
  for (let i = 0; i < rows.length; i++) {
    const { line } = rows[i];
    const said = words(rows[i].text).map((word) => put(word, values));
    const body = bodyOf(rows, i);
    i += body.length;
    if (said[0] === 'together') steps.push({ line, together: asSteps(body, story, actor, values) });
    else if (said[0] === 'at') steps.push({ line, at: said.slice(1).join(' ') });
    else if (said[0] === 'repeat') steps.push(...repeated(said, body, story, actor, values));
    else steps.push(...stepOf(line, actor ? [actor, ...said] : said, story));
  }
  return steps;
};

/** "repeat n 1 20": the body once for each number. */
const repeated = ([, name, first, last], body, story, actor, values) => {
  const steps = [];
  for (let n = Number(first); n <= Number(last); n++) steps.push(...asSteps(body, story, actor, { ...values, [name]: String(n) }));
  return steps;
};

const stepOf = (line, [who, verb, ...args], story) => {
  const act = story.acts.get(verb);
  if (!verb) throw new Error(`${story.where}:${line}: who does what?`);
  if (!act) return [{ line, who, verb, args }];
  if (act.names.length !== args.length) throw new Error(`${story.where}:${line}: ${verb} takes ${act.names.join(' ')}`);
  const values = Object.fromEntries(act.names.map((name, n) => [name, args[n]]));
  return asSteps(act.body, story, who, values).map((step) => ({ ...step, from: line }));
};

/** { title, actors: [{ name, role, traits }], scenes: [{ title, steps }] } */
export function readStory(source, where) {
  const rows = read(source);
  const story = { title: where, where, acts: new Map(), actors: [], scenes: [] };
  for (let i = 0; i < rows.length; i++) {
    const [head, ...rest] = words(rows[i].text);
    const body = bodyOf(rows, i);
    if (head === 'story') story.title = rest.join(' ');
    else if (head === 'actor') story.actors.push({ name: rest[0], role: rest[1], traits: rest.slice(2) });
    else if (head === 'act') story.acts.set(rest[0], { names: rest.slice(1), body });
    else if (head === 'scene') story.scenes.push({ title: rest.join(' '), line: rows[i].line, body });
    else throw new Error(`${where}:${rows[i].line}: a story has a title, actors, acts and scenes, not '${head}'`);
    i += body.length;
  }
  for (const scene of story.scenes) scene.steps = asSteps(scene.body, story, null, {});
  return story;
}

/** A valid resident ID number (GB 11643) of an invented person: {id 422823 1956-03-02 female 1}. */
export function residentId(division, birth, sex, number = '1') {
  const order = Number(number) * 2 + (sex === 'male' ? 1 : 0);
  const digits = `${division}${birth.replaceAll('-', '')}${String(order % 1000).padStart(3, '0')}`;
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (2 ** (17 - i) % 11), 0);
  return digits + '10X98765432'[sum % 11];
}
