/** Drawing the distribution of the next value: bars of the likeliest symbols after a text; levels beside the picture so far; a curve. No React. */
import type { Probed } from '../../workers/protocol.ts';
import { type NextValue, nextValue, percentOf } from './next-value.ts';
import { fit, ink, paintedImage } from './paint.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}
const ROW = 14;
const FONT = '10px "JetBrains Mono Variable", ui-monospace, monospace';

export function paintNext(canvas: HTMLCanvasElement, p: Probed, position?: number): void {
  const fitted = fit(canvas);
  const n = nextValue(p, position);
  if (!fitted || !n) return;
  const { g, w, h } = fitted;
  const colors = {
    bar: ink(canvas, '--distribution'),
    text: ink(canvas, '--ink'),
    faint: ink(canvas, '--ink3'),
    data: ink(canvas, '--objective'),
  };
  g.font = FONT;
  g.textBaseline = 'middle';
  if (n.before !== undefined) {
    prefix(g, n, w, colors);
    list(g, n, { x: 0, y: ROW + 4, w, h: h - ROW - 4 }, colors);
    return;
  }
  const side = p.space?.layout === 'image' ? Math.min(h, 0.42 * w) : 0;
  if (side > 0) thumbnail(g, p, n, { x: 0, y: (h - side) / 2, w: side, h: side }, colors);
  const right = { x: side > 0 ? side + 8 : 0, y: 2, w: w - (side > 0 ? side + 8 : 0), h: h - 4 };
  if (p.space?.values.kind === 'tokens') list(g, n, right, colors);
  else bars(g, n, right, colors);
}
type Colors = Readonly<Record<'bar' | 'text' | 'faint' | 'data', string>>;

/** The end of what comes before, and a caret. */
function prefix(g: CanvasRenderingContext2D, n: NextValue, w: number, c: Colors): void {
  g.textAlign = 'left';
  let text = (n.position > (n.before?.length ?? 0) ? '…' : '') + n.before;
  while (text.length > 1 && g.measureText(text).width > w - 10) text = `…${text.slice(2)}`;
  g.fillStyle = c.text;
  g.fillText(text, 2, ROW / 2 + 1);
  g.fillStyle = c.data;
  g.fillRect(3 + g.measureText(text).width, 2, 6, ROW - 3);
}
/** The likeliest, as many as there is room for; what the data has is marked. */
function list(g: CanvasRenderingContext2D, n: NextValue, box: Box, c: Colors): void {
  const rows = Math.max(1, Math.min(n.likeliest.length, Math.floor(box.h / ROW)));
  const names = n.likeliest.slice(0, rows);
  const named = Math.min(box.w * 0.4, Math.max(...names.map((i) => g.measureText(shown(n.name(i))).width)) + 8);
  const room = box.w - named - 40;
  names.forEach((value, row) => {
    const y = box.y + row * ROW + ROW / 2;
    const odds = n.odds[value]!;
    const given = value === n.given;
    g.textAlign = 'left';
    g.fillStyle = given ? c.data : c.text;
    g.fillText(shown(n.name(value)), box.x + 2, y, named - 4);
    g.fillStyle = given ? c.data : c.bar;
    g.fillRect(box.x + named, y - 4, Math.max(1, room * odds), 8);
    g.textAlign = 'right';
    g.fillStyle = c.faint;
    g.fillText(percentOf(odds), box.x + box.w - 2, y);
  });
}
/** A blank is seen by its sign. */
const shown = (name: string): string => (name === ' ' ? '␣' : name);

/** One bar a value, or a curve; what the data has is marked below. */
function bars(g: CanvasRenderingContext2D, n: NextValue, box: Box, c: Colors): void {
  const foot = 14;
  const tall = box.h - foot;
  const most = Math.max(...n.odds, 1e-9);
  const step = box.w / n.odds.length;
  const gap = n.density || step < 3 ? 0 : Math.min(3, step * 0.2);
  n.odds.forEach((odds, i) => {
    const high = (odds / most) * (tall - 2);
    g.fillStyle = i === n.given && !n.density ? c.data : c.bar;
    g.fillRect(box.x + i * step + gap / 2, box.y + tall - high, Math.max(0.5, step - gap), high);
  });
  g.fillStyle = c.data;
  const at = box.x + (n.given + 0.5) * step;
  g.beginPath();
  g.moveTo(at, box.y + tall + 2);
  g.lineTo(at - 3, box.y + tall + 7);
  g.lineTo(at + 3, box.y + tall + 7);
  g.fill();
  g.fillStyle = c.faint;
  const ends = [0, n.odds.length - 1] as const;
  for (const i of ends) {
    g.textAlign = i === 0 ? 'left' : 'right';
    if (Math.abs(i - n.given) > n.odds.length * 0.2) g.fillText(n.name(i), i === 0 ? box.x : box.x + box.w, box.y + tall + 8);
  }
}
/** The picture, what is still to come faint, and where the position is. */
function thumbnail(g: CanvasRenderingContext2D, p: Probed, n: NextValue, box: Box, c: Colors): void {
  const [rows = 1, cols = 1, channels = 1] = p.space!.shape;
  const sheet = paintedImage(p.parts['given']!, p.space!);
  if (!sheet) return;
  const scale = Math.min(box.w / cols, box.h / rows);
  const [x, y] = [box.x + (box.w - cols * scale) / 2, box.y + (box.h - rows * scale) / 2];
  const pixel = Math.floor(n.position / channels);
  const [row, col] = [Math.floor(pixel / cols), pixel % cols];
  g.imageSmoothingEnabled = false;
  g.globalAlpha = 0.25;
  g.drawImage(sheet, x, y, cols * scale, rows * scale);
  g.globalAlpha = 1;
  // what it knows of: the rows above, and the pixels to the left
  if (row > 0) g.drawImage(sheet, 0, 0, cols, row, x, y, cols * scale, row * scale);
  if (col > 0) g.drawImage(sheet, 0, row, col, 1, x, y + row * scale, col * scale, scale);
  g.strokeStyle = c.data;
  g.lineWidth = 1.5;
  g.strokeRect(x + col * scale, y + row * scale, Math.max(3, scale), Math.max(3, scale));
}
