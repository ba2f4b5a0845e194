// SPDX-License-Identifier: MulanPSL-2.0
// filing - makes filling in quicker: upload as soon as a file is chosen, progress, paste; pages work without it.

const SIDE_MAX = 2400;          // about 200 dpi on A4
const BYTES_SMALL = 900_000;

/** A photograph of a telephone made small enough for a thin line; other files stay as they are. */
const shrink = async (file) => {
  if (!file.type.startsWith('image/') || file.size < BYTES_SMALL) return file;
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return file;
  const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height));
  const canvas = Object.assign(document.createElement('canvas'), { width: picture.width * scale, height: picture.height * scale });
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  const small = await new Promise((resolve) => { canvas.toBlob(resolve, 'image/jpeg', 0.82); });
  return small && small.size < file.size ? small : file;
};

/** Sends files of one slot and tells how far it is; resolves to "" or what was wrong. */
const send = (form, files, tell) => new Promise((resolve) => {
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append('csrf', form.elements.csrf.value);
  if (form.elements.copy?.checked) body.append('copy', '1');
  for (const file of files) body.append('file', file, file.name || 'photo.jpg');
  request.responseType = 'json';
  request.upload.onprogress = ({ loaded, total }) => tell(`${Math.round(100 * loaded / total)} %`);
  request.onloadend = () => resolve(request.status === 200 ? '' : request.response?.errors?.[0]?.text ?? form.dataset.failed);
  request.open('POST', form.action);
  request.setRequestHeader('accept', 'application/json');
  request.send(body);
});

const upload = async (form, files) => {
  const tell = (words) => { form.querySelector('[data-progress]').textContent = words; };
  tell(form.dataset.busy);
  const wrong = await send(form, await Promise.all([...files].map(shrink)), tell);
  if (wrong) tell(wrong);
  else location.reload();
};

const nearest = () => document.activeElement?.closest('[data-slot]') ?? document.querySelector('[data-slot]:not(:has(.thumb))') ?? document.querySelector('[data-slot]');

for (const form of document.querySelectorAll('[data-upload]')) {
  form.querySelector('button').hidden = true;
  form.addEventListener('change', ({ target }) => target.files?.length && upload(form, target.files));
}
document.addEventListener('paste', (event) => {
  const files = [...event.clipboardData.files];
  const form = nearest()?.querySelector('[data-upload]');
  if (files.length > 0 && form) { event.preventDefault(); upload(form, files); }
});
for (const input of document.querySelectorAll('[data-id-no]')) {
  input.addEventListener('change', () => { input.value = input.value.replace(/\s/g, '').toUpperCase(); });
}
/** A box named "agent.acts" stands for the other fields "agent.*": unticked they are put away. */
for (const box of document.querySelectorAll('input[type=checkbox][name$=".acts"]')) {
  const others = [...document.querySelectorAll(`[name^="${box.name.replace(/acts$/, '')}"]`)].filter((field) => field !== box);
  const show = () => others.forEach((field) => { field.closest('.field').hidden = !box.checked; });
  box.addEventListener('change', show);
  show();
}
/** Photographs that come by a link land in their slots while the page is open; half-typed forms stay as they are. */
const show = ({ slot, url, thumb, kind }) => {
  const place = document.getElementById(`f-material.${slot}`);
  if (!place) return;
  const list = place.querySelector('.thumbs') ?? place.querySelector('h2').insertAdjacentElement('afterend', Object.assign(document.createElement('ul'), { className: 'thumbs' }));
  const item = Object.assign(document.createElement('li'), { className: 'thumb' });
  const link = Object.assign(document.createElement('a'), { href: url });
  link.append(Object.assign(document.createElement('img'), { src: thumb, alt: kind, width: 136, height: 104 }));
  item.append(link, kind);
  list.append(item);
  const waiting = place.querySelector('[data-waiting]');
  if (waiting) Object.assign(waiting, { className: 'tag green', textContent: '✓' });
};
const watch = (place) => setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch(`${place.dataset.arrivals}?since=${place.dataset.since}`, { headers: { accept: 'application/json' } }).catch(() => null);
  if (!answer?.ok) return;
  const { arrived, since } = await answer.json();
  place.dataset.since = since;
  arrived.forEach(show);
}, 3000);
const place = document.querySelector('[data-arrivals]');
if (place) watch(place);
for (const box of document.querySelectorAll('[data-select]')) box.addEventListener('focus', () => box.select());
let touched = false;
for (const form of document.querySelectorAll('[data-save]')) {
  form.addEventListener('input', () => { touched = true; });
  form.addEventListener('submit', () => { touched = false; });
}
addEventListener('beforeunload', (event) => { if (touched) event.preventDefault(); });
document.getElementById('errors')?.focus();
