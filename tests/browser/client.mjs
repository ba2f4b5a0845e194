// SPDX-License-Identifier: MulanPSL-2.0
// client - a program that uses the API as a browser would: cookies kept, the token of the last page sent along.

export class Client {
  constructor(base) { Object.assign(this, { base, cookies: new Map(), csrf: '' }); }

  async send(method, path, body, headers = {}) {
    const answer = await fetch(this.base + path, {
      method, body, redirect: 'manual', signal: AbortSignal.timeout(30_000),
      headers: { accept: 'application/json', cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; '), ...headers },
    });
    for (const line of answer.headers.getSetCookie()) {
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
