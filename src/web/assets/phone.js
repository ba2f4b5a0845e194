// SPDX-License-Identifier: MulanPSL-2.0
// phone - photographs made upright, straight and small before they go, and sent in pieces that survive a thin line.
import { cornersOf, straighten } from './straight.js';

const SIDE_MAX = 2000;
const PIECE_BYTES = 128 * 1024;
const TRIES = 10;

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
const make = (tag, more) => Object.assign(document.createElement(tag), more);

/** As the camera meant it: the browser turns by EXIF. */
const pictureOf = async (file) => {
  if (self.createImageBitmap) {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
    if (bitmap) return bitmap;
  }
  const image = make('img', { src: URL.createObjectURL(file) });
  await image.decode();
  return image;
};

const canvasOf = (picture) => {
  const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height));
  const canvas = make('canvas', { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
};

const turned = (canvas) => {
  const out = make('canvas', { width: canvas.height, height: canvas.width });
  const pen = out.getContext('2d');
  pen.translate(out.width, 0);
  pen.rotate(Math.PI / 2);
  pen.drawImage(canvas, 0, 0);
  return out;
};

const jpegOf = (canvas) => new Promise((resolve) => { canvas.toBlob(resolve, 'image/jpeg', 0.82); });

/* ---- looking at it before it goes ---- */

/** Shows a photograph with its corners to drag; resolves to the file to send, or null. */
const arrange = (form, file) => new Promise((resolve) => {
  const { words } = document.querySelector('[data-words]').dataset;
  const say = JSON.parse(words);
  const box = make('div', { className: 'photo' });
  const tools = make('div', { className: 'acts' });
  let canvas;
  let corners;
  const draw = () => {
    corners?.remove();
    box.querySelector('canvas')?.remove();
    box.prepend(canvas);
    corners = cornersOf(canvas, say.corner);
    box.append(corners.element, tools);
  };
  const end = (answer) => { box.remove(); form.hidden = false; resolve(answer); };
  const button = (text, act, kind = 'btn') => tools.append(make('button', { type: 'button', className: kind, textContent: text, onclick: act }));
  button(say.send, async () => end(await jpegOf(corners.moved() ? straighten(canvas, corners.points()) : canvas)), 'btn go');
  button(say.turn, () => { canvas = turned(canvas); draw(); });
  button(say.straight, () => { canvas = straighten(canvas, corners.points()); draw(); });
  button(say.again, () => end(null), 'link');
  pictureOf(file).then((picture) => { canvas = canvasOf(picture); form.hidden = true; form.after(box); draw(); }, () => resolve(file));
});

/* ---- sending ---- */

const ask = (address, body) => fetch(address, { method: body ? 'POST' : 'GET', body, headers: { accept: 'application/json' } });

const digestOf = async (file) => {
  if (!crypto.subtle) return '';
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

const formOf = (fields) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
};

/** A refusal that trying again will not change. */
class Refused extends Error {}

const answerOf = async (answer) => {
  if (answer.status === 410) { location.reload(); throw new Refused(''); }
  const model = await answer.json().catch(() => ({}));
  if (answer.ok || answer.status === 409) return model;
  if (answer.status >= 500 || answer.status === 408) throw new Error('again');
  throw new Refused(model.errors?.[0]?.text ?? '');
};

/** The part that was begun before the line broke or the page was closed, or a new one. */
const partOf = async (parts, slot, file, sha256) => {
  const key = `${parts}:${slot}:${sha256 || file.size}`;
  const known = sessionStorage.getItem(key);
  if (known) {
    const answer = await ask(`${parts}/${known}`);
    if (answer.ok) return (await answer.json()).part;
  }
  const { part } = await answerOf(await ask(parts, formOf({ slot, bytes: file.size, sha256 })));
  sessionStorage.setItem(key, part.id);
  return part;
};

const sendPieces = async (parts, slot, file, sha256, tell) => {
  const part = await partOf(parts, slot, file, sha256);
  for (let at = part.received; at < file.size;) {
    const piece = file.slice(at, Math.min(file.size, at + PIECE_BYTES));
    const model = await answerOf(await ask(`${parts}/${part.id}?at=${at}`, formOf({ piece: new File([piece], 'piece') })));
    at = model.part?.received ?? at;
    tell(`${Math.round(100 * at / file.size)} %`);
  }
};

/** Goes on where it stopped; waits longer after each failure. */
const send = async (form, file, tell) => {
  const { parts, slot, failed, waiting } = form.dataset;
  const sha256 = await digestOf(file);
  for (let tries = 0; tries < TRIES; tries++) {
    try { await sendPieces(parts, slot, file, sha256, tell); return ''; } catch (error) {
      if (error instanceof Refused) return error.message || failed;
      tell(waiting);
      await pause(Math.min(30_000, 1000 * 2 ** tries));
    }
  }
  return failed;
};

const take = async (form, files) => {
  const tell = (words) => { form.querySelector('[data-progress]').textContent = words; };
  for (const file of files) {
    const ready = file.type.startsWith('image/') ? await arrange(form, file) : file;
    if (!ready) continue;
    tell(form.dataset.busy);
    const wrong = await send(form, ready, tell);
    if (wrong) { tell(wrong); return; }
  }
  location.reload();
};

for (const form of document.querySelectorAll('[data-phone]')) {
  form.querySelector('button').hidden = true;
  form.querySelector('input[type=file]').classList.add('hide');
  form.addEventListener('change', ({ target }) => target.files?.length && take(form, [...target.files]));
}
