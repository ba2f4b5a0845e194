// SPDX-License-Identifier: MulanPSL-2.0
// wall - turns the pages of the village screen without a flash and redraws when something has happened.

const PAGE_MS = 15000;
const { events } = document.body.dataset;
let next = document.body.dataset.next;

/** Fetches a page and puts it in place of this one; a broken line leaves the old page standing. */
const turn = async (address) => {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of ['header', 'main', 'footer']) document.querySelector(part)?.replaceWith(page.querySelector(part));
  next = page.body.dataset.next;
};

document.querySelector('meta[http-equiv=refresh]')?.remove();
setInterval(() => turn(next), PAGE_MS);
if (events) new EventSource(events).onmessage = () => turn(location.href);
