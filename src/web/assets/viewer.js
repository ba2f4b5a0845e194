// SPDX-License-Identifier: MulanPSL-2.0
// viewer - shows scans beside the form: + and - zoom, r turns, arrows leaf, Escape closes; without it a scan opens as a page.

const box = document.querySelector('[data-viewer]');
const scans = [...document.querySelectorAll('a[data-scan]')].filter((a) => !/pdf|txt/i.test(a.dataset.scan));
const sheet = box?.querySelector('.sheet');
const image = sheet?.querySelector('img');
let at = 0;
let zoom = 1;
let turn = 0;

const draw = () => {
  image.className = `r${turn} z${zoom}`;
  sheet.classList.toggle('zoomed', zoom > 1);
  box.querySelector('[data-name]').textContent = `${at + 1} / ${scans.length} ${scans[at].dataset.name}`;
};
const open = (n) => {
  at = (n + scans.length) % scans.length;
  zoom = 1;
  turn = 0;
  image.src = scans[at].href;
  image.alt = scans[at].dataset.name;
  draw();
  if (!box.open) box.show();
};
const acts = {
  in: () => { zoom = Math.min(4, zoom + 1); draw(); },
  out: () => { zoom = Math.max(1, zoom - 1); draw(); },
  turn: () => { turn = (turn + 1) % 4; draw(); },
  prev: () => open(at - 1),
  next: () => open(at + 1),
  close: () => { box.close(); scans[at].focus(); },
};
const keys = { '+': 'in', '=': 'in', '-': 'out', r: 'turn', ArrowLeft: 'prev', ArrowRight: 'next', Escape: 'close' };

for (const [n, link] of scans.entries()) link.addEventListener('click', (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(n);
});
box?.addEventListener('click', ({ target }) => acts[target.closest('[data-act]')?.dataset.act]?.());
document.addEventListener('keydown', (event) => {
  if (!box?.open || event.target.matches('input, textarea, select') || !keys[event.key]) return;
  event.preventDefault();
  acts[keys[event.key]]();
});
