// SPDX-License-Identifier: MulanPSL-2.0
// filing - makes filling in quicker: upload as soon as a file is chosen, progress, paste; pages work without it.

/** Sends one form with these files and shows how far it is; the page then shows what was stored. */
const send = (form, files) => new Promise((resolve) => {
  const request = new XMLHttpRequest();
  const progress = form.querySelector('[data-progress]');
  const body = new FormData();
  body.append('csrf', form.elements.csrf.value);
  for (const file of files) body.append('file', file, file.name || 'paste.png');
  request.upload.onprogress = ({ loaded, total }) => { progress.textContent = `${Math.round(100 * loaded / total)} %`; };
  request.onloadend = () => resolve(request.status >= 200 && request.status < 400);
  request.open('POST', form.action);
  request.send(body);
});

const upload = async (form, files) => {
  const progress = form.querySelector('[data-progress]');
  form.querySelector('button').disabled = true;
  progress.textContent = form.dataset.busy;
  if (await send(form, files)) location.reload();
  else progress.textContent = form.dataset.failed;
  form.querySelector('button').disabled = false;
};

const nearest = () => document.activeElement?.closest('[data-slot]') ?? document.querySelector('[data-slot]:not(:has(.thumb))') ?? document.querySelector('[data-slot]');

for (const form of document.querySelectorAll('[data-upload]')) {
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
let touched = false;
for (const form of document.querySelectorAll('[data-save]')) {
  form.addEventListener('input', () => { touched = true; });
  form.addEventListener('submit', () => { touched = false; });
}
addEventListener('beforeunload', (event) => { if (touched) event.preventDefault(); });
document.getElementById('errors')?.focus();
