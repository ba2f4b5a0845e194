// SPDX-License-Identifier: MulanPSL-2.0
// desk - reminders and keys on staff pages; every page works without it, by access keys and plain forms.

const POLL_MS = 20000;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const one = (selector) => document.querySelector(selector);
const writes = (target) => target.matches('textarea, select, input:not([type=checkbox]):not([type=radio])');

/* ---- points of review ---- */

const boxes = () => all('[data-points] input[name=point]:not([data-all])');
const waived = (box) => box.closest('.point').querySelector('[name=waive]').checked;

const count = () => {
  const open = boxes().filter((box) => !box.checked && !waived(box)).length;
  const shown = one('[data-looked]');
  if (shown) shown.textContent = `${boxes().length - open}/${boxes().length}`;
  const every = one('[data-points] [data-all]');
  if (every) every.checked = open === 0;
};

const tick = (on) => {
  for (const box of boxes()) box.checked = on && !waived(box);
  count();
};

/** What is ticked but not kept goes along to the page of the act. */
const takeAlong = (link) => {
  if (!one('[data-points-form]')) return;
  const url = new URL(link.href);
  const ids = (list) => list.map((box) => box.value).join(',');
  url.searchParams.set('holds', ids(boxes().filter((box) => box.checked)) || ',');
  const none = boxes().filter(waived);
  if (none.length > 0) url.searchParams.set('waived', ids(none));
  link.href = url.href;
};

/* ---- phrases ---- */

let lastField = null;
/** Into the field that was written in last, behind what stands there. */
const insert = (radio) => {
  const field = lastField ?? one('[data-act] textarea, main form textarea');
  if (!field) return;
  field.value = field.value.trim() === '' ? radio.value : `${field.value.trimEnd()}${field.matches('input') ? ' ' : '\n'}${radio.value}`;
  radio.checked = false;
  field.focus();
};

/* ---- keys ---- */

const walk = (event) => {
  const links = all('.queue a, .list tbody tr td:first-child a');
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  const here = links.indexOf(document.activeElement);
  if (!step || links.length === 0 || (here < 0 && event.key.startsWith('Arrow'))) return;
  event.preventDefault();
  links[Math.min(links.length - 1, Math.max(0, here + step))].focus();
};

const letters = {
  '/': () => (one('[data-slash]') ?? one('input[type=search]'))?.focus(),
  a: () => tick(boxes().some((box) => !box.checked && !waived(box))),
  s: () => one('[data-points-form]')?.requestSubmit(),
  n: () => one('[data-next]')?.click(),
};

/** Alt and a figure works in a field too; a letter alone does not, nor where it was switched off. */
const onKey = (event) => {
  if (event.ctrlKey && event.key === 'Enter') { one('[data-confirm]')?.click(); return; }
  if (event.altKey && /^[1-9]$/.test(event.key)) {
    const radio = all('[data-phrases] input')[event.key - 1];
    if (radio) { event.preventDefault(); insert(radio); }
    return;
  }
  if (writes(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if ('noKeys' in document.body.dataset) return;
  const act = /^[1-9]$/.test(event.key) ? one(`[data-key="${event.key}"]`) : null;
  if (act) { event.preventDefault(); act.click(); return; }
  if (letters[event.key]) { event.preventDefault(); letters[event.key](); return; }
  walk(event);
};

/* ---- reminders ---- */

const remind = (text) => {
  if (one('.new')) return;
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

/* ---- copying ---- */

const copy = async (button) => {
  const value = button.closest('li').querySelector('[data-value]').textContent;
  await navigator.clipboard?.writeText(value).catch(() => {});
  one('[data-said]').textContent = `${button.closest('[data-copied]').dataset.copied} ${value}`;
  button.classList.add('done');
};

document.addEventListener('keydown', onKey);
document.addEventListener('focusin', ({ target }) => { if (target.matches('textarea[name=note], input[name=gaps]')) lastField = target; });
document.addEventListener('change', ({ target }) => {
  if (target.matches('[data-all]')) tick(target.checked);
  else if (target.matches('[data-points] input')) count();
});
for (const link of all('.bar [data-key]')) link.addEventListener('click', () => takeAlong(link));
for (const radio of all('[data-phrases] input')) radio.addEventListener('click', () => insert(radio));
for (const button of all('[data-copy]')) { button.hidden = !navigator.clipboard; button.addEventListener('click', () => copy(button)); }
for (const list of all('.queue[data-poll]')) watch(list);
for (const button of all('[data-print]')) button.addEventListener('click', (event) => { event.preventDefault(); print(); });
document.getElementById('errors')?.focus();
