// SPDX-License-Identifier: MulanPSL-2.0
// crawl - opens every kind of page that can be reached by links from one page, each kind once.

/** The kind of an address: its path with numbers and codes taken out. */
export const kindOf = (url) => new URL(url).pathname.split('/')
  .map((part) => (/\d/.test(part) ? ':id' : part)).join('/');

const linksOf = (page) => page.$$eval('a[href]', (links) => links.filter((a) => !a.hasAttribute('download')).map((a) => a.href));

/** Calls visit(page, name) for each kind of page; leaves out what `skip` matches and the kinds already in `seen`. */
export async function crawl(page, start, { seen = new Set(), skip = /sign-out/, most = 60 }, visit) {
  const origin = new URL(start).origin;
  const waiting = [start];
  const known = new Set(waiting.map(kindOf));
  for (let count = 0; waiting.length > 0 && count < most; count++) {
    const answer = await page.goto(waiting.shift(), { waitUntil: 'load' }).catch(() => null);
    if (!/^text\/html/.test(answer?.headers()['content-type'] ?? '')) continue;
    const kind = kindOf(page.url());
    if (!seen.has(kind)) {
      seen.add(kind);
      await visit(page, kind.replace(/[^a-z]+/gi, '-').replace(/^-|-$/g, '') || 'home', answer);
    }
    for (const link of await linksOf(page)) {
      if (new URL(link).origin !== origin || skip.test(link) || known.has(kindOf(link))) continue;
      known.add(kindOf(link));
      waiting.push(link.split('#')[0]);
    }
  }
}
