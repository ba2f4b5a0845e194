// SPDX-License-Identifier: MulanPSL-2.0
// straight - a sheet photographed aslant made a rectangle again, by its four corners.

const make = (tag, more) => Object.assign(document.createElement(tag), more);
const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/** Eight numbers that carry the unit square onto four corners (Heckbert 1989). */
export const mapOf = ([a, b, c, d]) => {
  const dx1 = b.x - c.x, dx2 = d.x - c.x, dy1 = b.y - c.y, dy2 = d.y - c.y;
  const sx = a.x - b.x + c.x - d.x, sy = a.y - b.y + c.y - d.y;
  const det = dx1 * dy2 - dx2 * dy1 || 1e-9;
  const g = (sx * dy2 - dx2 * sy) / det, h = (dx1 * sy - sx * dy1) / det;
  return [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x, b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y, g, h];
};

/** Each pixel of the rectangle is looked up in the photograph, between its four neighbours. */
const fill = (from, to, map) => {
  const [a, b, c, d, e, f, g, h] = map;
  for (let y = 0, at = 0; y < to.height; y++) {
    const v = (y + 0.5) / to.height;
    for (let x = 0; x < to.width; x++, at += 4) {
      const u = (x + 0.5) / to.width, w = g * u + h * v + 1;
      const px = Math.min(from.width - 1.001, Math.max(0, (a * u + b * v + c) / w - 0.5));
      const py = Math.min(from.height - 1.001, Math.max(0, (d * u + e * v + f) / w - 0.5));
      const left = px | 0, top = py | 0, fx = px - left, fy = py - top;
      const p = (top * from.width + left) * 4, q = p + from.width * 4;
      for (let k = 0; k < 3; k++) {
        const above = from.data[p + k] * (1 - fx) + from.data[p + 4 + k] * fx;
        to.data[at + k] = above * (1 - fy) + (from.data[q + k] * (1 - fx) + from.data[q + 4 + k] * fx) * fy;
      }
      to.data[at + 3] = 255;
    }
  }
};

/** The quadrilateral between four points (from top left, clockwise) as a canvas of its own. */
export const straighten = (canvas, points) => {
  const [a, b, c, d] = points;
  const width = Math.max(16, Math.round(Math.max(distance(a, b), distance(d, c))));
  const height = Math.max(16, Math.round(Math.max(distance(a, d), distance(b, c))));
  const out = make('canvas', { width, height });
  const image = out.getContext('2d').createImageData(width, height);
  fill(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height), image, mapOf(points));
  out.getContext('2d').putImageData(image, 0, 0);
  return out;
};

/** Four handles over a canvas, for finger, mouse and arrow keys. */
export const cornersOf = (canvas, label) => {
  const element = make('div', { className: 'corners' });
  element.style.aspectRatio = `${canvas.width} / ${canvas.height}`;
  const at = [[0, 0], [1, 0], [1, 1], [0, 1]].map(([x, y]) => ({ x, y }));
  let touched = false;
  const place = (handle, n, x, y) => {
    at[n] = { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
    handle.style.left = `${at[n].x * 100}%`;
    handle.style.top = `${at[n].y * 100}%`;
  };
  at.forEach((point, n) => {
    const handle = make('button', { type: 'button', className: 'corner', ariaLabel: `${label} ${n + 1}` });
    place(handle, n, point.x, point.y);
    handle.onpointerdown = (event) => { handle.setPointerCapture(event.pointerId); event.preventDefault(); };
    handle.onpointermove = (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const box = element.getBoundingClientRect();
      touched = true;
      place(handle, n, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    };
    handle.onkeydown = (event) => {
      const step = { ArrowLeft: [-0.01, 0], ArrowRight: [0.01, 0], ArrowUp: [0, -0.01], ArrowDown: [0, 0.01] }[event.key];
      if (!step) return;
      event.preventDefault();
      touched = true;
      place(handle, n, at[n].x + step[0], at[n].y + step[1]);
    };
    element.append(handle);
  });
  return {
    element, moved: () => touched, remove: () => element.remove(),
    points: () => at.map(({ x, y }) => ({ x: x * canvas.width, y: y * canvas.height })),
  };
};
