// SPDX-License-Identifier: MulanPSL-2.0
// desk - reminders and keys on staff pages; every page works without it.

const POLL_MS = 20000;

/** "/" goes to the search box, arrows walk the waiting list or the rows of a table. */
const onKey = (event) => {
  if (event.target.matches('input, textarea, select') || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector('[data-slash]') ?? document.querySelector('input[type=search]');
  if (event.key === '/' && box) { event.preventDefault(); box.focus(); }
  const links = [...document.querySelectorAll('.queue a, .list tbody tr td:first-child a')];
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  const here = links.indexOf(document.activeElement);
  if (!step || links.length === 0 || (here < 0 && event.key.startsWith('Arrow'))) return;
  event.preventDefault();
  links[Math.min(links.length - 1, Math.max(0, here + step))].focus();
};

const remind = (text) => {
  if (document.querySelector('.new')) return;
  const link = Object.assign(document.createElement('a'), { className: 'btn go new', href: location.href, textContent: text });
  link.setAttribute('role', 'status');
  document.body.append(link);
};

/** Asks for work opened behind the position the page was made at; a hidden page does not ask. */
const watch = (list) => setInterval(async () => {
  if (document.hidden || !navigator.onLine) return;
  const answer = await fetch(`${list.dataset.poll}?since=${list.dataset.since}`, { headers: { accept: 'application/json' } }).catch(() => null);
  if (answer?.ok && (await answer.json()).fresh > 0) remind(list.dataset.news);
}, POLL_MS);

document.addEventListener('keydown', onKey);
for (const list of document.querySelectorAll('.queue[data-poll]')) watch(list);
for (const button of document.querySelectorAll('[data-print]')) button.addEventListener('click', (event) => { event.preventDefault(); print(); });
document.getElementById('errors')?.focus();
