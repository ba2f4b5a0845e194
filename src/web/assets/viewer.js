// SPDX-License-Identifier: MulanPSL-2.0
// viewer - looks at a scan: + and - zoom, r turns, arrows leaf; without it the scan is shown whole.

const sheet = document.querySelector('[data-sheet]');
const image = sheet?.querySelector('img');
let zoom = 1;
let turn = 0;

const show = () => {
  image.className = `${turn ? `r${turn}` : ''} ${zoom > 1 ? `z${zoom}` : ''}`.trim();
  sheet.classList.toggle('zoomed', zoom > 1);
};
const acts = {
  in: () => { zoom = Math.min(4, zoom + 1); },
  out: () => { zoom = Math.max(1, zoom - 1); },
  turn: () => { turn = (turn + 1) % 4; },
};
const follow = (rel) => document.querySelector(`a[rel=${rel}]`)?.click();
const keys = { '+': 'in', '=': 'in', '-': 'out', r: 'turn' };

for (const button of document.querySelectorAll('[data-act]')) {
  button.hidden = !image;
  button.addEventListener('click', () => { acts[button.dataset.act](); show(); });
}
document.addEventListener('keydown', ({ key, target }) => {
  if (target.matches('input, textarea, select')) return;
  if (key === 'ArrowLeft') follow('prev');
  if (key === 'ArrowRight') follow('next');
  if (key === 'Escape') follow('up');
  if (image && keys[key]) { acts[keys[key]](); show(); }
});
