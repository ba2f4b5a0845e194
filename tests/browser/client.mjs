// SPDX-License-Identifier: MulanPSL-2.0
// client - a program that uses the API as a browser would: cookies kept, the token of the last page sent along.

/** Node 18 of Debian gives all cookies as one line. */
const cookieLines = (headers) => headers.getSetCookie?.() ?? (headers.get('set-cookie') ?? '').split(/,\s*(?=[\w-]+=)/).filter(Boolean);

export class Client {
  constructor(base) { Object.assign(this, { base, cookies: new Map(), csrf: '' }); }

  async send(method, path, body, headers = {}) {
    const answer = await fetch(this.base + path, {
      method, body, redirect: 'manual', signal: AbortSignal.timeout(30_000),
      headers: { accept: 'application/json', cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; '), ...headers },
    });
    for (const line of cookieLines(answer.headers)) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      this.cookies.set(name, value);
    }
    const text = await answer.text();
    const model = /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : null;
    if (model?.csrf) this.csrf = model.csrf;
    return { status: answer.status, model, text, location: answer.headers.get('location') };
  }

  get(path) { return this.send('GET', path); }

  post(path, fields = {}) {
    return this.send('POST', path, JSON.stringify({ csrf: this.csrf, ...fields }), { 'content-type': 'application/json' });
  }

  /** files: { field: { name, buffer, mimeType } } */
  upload(path, fields, files) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ csrf: this.csrf, ...fields })) form.set(name, value);
    for (const [name, { name: file, buffer, mimeType }] of Object.entries(files)) form.set(name, new Blob([buffer], { type: mimeType }), file);
    return this.send('POST', path, form);
  }
}

export async function signIn(base, { account, password }) {
  const client = new Client(base);
  const answer = await client.post('/sign-in', { account, password });
  if (answer.status !== 200) throw new Error(`${account}: ${answer.status} ${answer.text.slice(0, 500)}`);
  await client.get('/desk');
  return client;
}

const BY_KIND = { date: '2026-07-18', phone: '13871000002', int: '1', money: '1', account: '6217990000001234567', yes: 'yes' };

const answerOf = ({ key, kind, choices }, { name, id }) => {
  if (key === 'applicant.name' || key.endsWith('.holder')) return name;
  if (kind === 'id_no') return id;
  if (kind === 'int' && /\.(built|from|first|last|year)$/.test(key)) return '2010';
  return choices?.length ? choices[0].value : BY_KIND[kind] ?? '照实填写';
};

/** Answers to what a page of an application requires. */
const answersTo = ({ fields, rows }, person) => Object.fromEntries([...(fields ?? []), ...(rows ?? []).flatMap((row) => row.fields)]
  .filter(({ key, kind, required }) => required && kind !== 'note' && !key.startsWith('agent.')).map((field) => [field.key, answerOf(field, person)]));

/** The answer, which has to be a good one; else an error that says what it was asked for. */
export const must = (answer, what = 'answer') => {
  if (answer.status !== 200) throw Object.assign(new Error(`${what}: ${answer.status} ${answer.text.slice(0, 800)}`), { status: answer.status });
  return answer;
};

/** The address of a case, looked for as staff do: by its number, or the name of the applicant. */
export async function addressOf(client, words) {
  const { model, location } = must(await client.get(`/cases?q=${encodeURIComponent(words.replace(/\s/g, ''))}`), words);
  return location ?? model.location ?? model.cases[0].url;
}

/** Begins an application and fills its pages and slots; what: { item, place, name, id, scan }. Returns the address of the draft. */
export async function fillIn(client, { item, place, name, id, scan }) {
  must(await client.get(`/apply/${item}`), 'apply');
  let { location } = must(await client.post(`/apply/${item}`, { place }), 'begin');
  const draft = /^\/drafts\/\d+/.exec(location)[0];
  for (let pages = 0; pages < 25 && !location.startsWith(`${draft}/materials`); pages++) {
    const { model } = must(await client.get(location), location);
    ({ location } = must(await client.post(location, { version: model.draft.version, ...answersTo(model.form, { name, id }) }), location));
  }
  const { model } = must(await client.get(location), location);
  for (const slot of model.slots.filter(({ required }) => required)) must(await client.upload(slot.upload_url, {}, { file: scan('paper.jpg') }), slot.id);
  await sign(client, draft, scan);
  return draft;
}

/** The form signed and scanned back, where the check page asks for it. */
async function sign(client, draft, scan) {
  const { model } = must(await client.get(`${draft}/check`), 'check');
  if (model.consent?.slot) must(await client.upload(model.consent.slot.upload_url, {}, { file: scan('signed.jpg') }), 'the signed form');
}

/** Hands a draft in; returns the number and the code of its case. name: a visitor's, in place of a signature. */
export async function handIn(client, draft, name) {
  must(await client.post(`${draft}/submit`, name ? { 'consent.name': name, 'consent.agree': 'yes' } : {}), 'submit');
  const { model } = must(await client.get(`${draft}/done`), 'done');
  return { draft, number: model.case.number, code: model.case.code };
}
