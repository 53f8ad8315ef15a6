/** Handwritten-looking digits without end, from our own strokes: no file, no licence, never the same twice. */
import { tokens } from '../../graph/space.ts';
import type { Stream } from '../random.ts';
import { GLYPHS } from './glyphs.ts';
import { blank, develop, write } from './pen.ts';
import { streamed } from './streamed.ts';
import type { SyntheticEntry } from './streamed.ts';

/** The most numbers a glyph is drawn by: each is moved a little. */
const MOST_NUMBERS = Math.max(...GLYPHS.flat().map((g) => g.reduce((n, s) => n + s.points.length, 0)));
/** Per digit: variant, thickness, pressure, two phases of bending, offset in two directions. */
const UNIFORMS = 7;
/** Per digit: slant, turn, width, height, two amplitudes of bending. */
const NORMALS = 6;

/** One digit of `size` pixels squared into out[at...]. u: UNIFORMS numbers in (0, 1); z: NORMALS + MOST_NUMBERS normal ones. */
function drawDigit(digit: number, size: number, u: Float64Array, z: Float64Array, out: Float32Array, at: number): void {
  const variants = GLYPHS[digit]!;
  const glyph = variants[Math.floor(u[0]! * variants.length)]!;
  const bound = (v: number, most: number): number => Math.max(-most, Math.min(most, v));
  const slant = 0.12 + bound(0.2 * z[0]!, 0.45);
  const turn = bound(0.09 * z[1]!, 0.25);
  const height = 0.71 * Math.exp(bound(0.07 * z[3]!, 0.13));
  const width = 0.46 * Math.exp(bound(0.14 * z[2]!, 0.3));
  const [bendX, bendY] = [bound(0.035 * z[4]!, 0.07), bound(0.03 * z[5]!, 0.06)];
  const [phaseX, phaseY] = [2 * Math.PI * u[3]!, 2 * Math.PI * u[4]!];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [cx, cy] = [0.5 + 0.08 * (u[5]! - 0.5), 0.5 + 0.08 * (u[6]! - 0.5)];
  // A pen of 0.9 to 1.8 pixels' radius at 28; thinner than 0.6 pixels a stroke would break up.
  const pen = Math.max(0.6, (size / 28) * (0.85 + 0.85 * u[1]! * u[1]! + 0.15 * u[1]!));
  const place = (x: number, y: number): readonly [number, number] => {
    const bx = x - 0.5 + bendX * Math.sin(4.4 * y + phaseX);
    const by = y - 0.5 + bendY * Math.sin(4.4 * x + phaseY);
    const px = width * bx - slant * height * by;
    const py = height * by;
    return [size * (cx + cos * px - sin * py), size * (cy + sin * px + cos * py)];
  };
  const ink = blank(size);
  const pressure = 0.3 * (u[2]! - 0.5);
  const radius = (t: number): number => pen * (1 + pressure * (t - 0.5));
  write(ink, glyph, place, radius, (i) => 0.018 * z[NORMALS + i]!);
  develop(ink, out, at);
}

function drawDigits(s: Stream, n: number, size: number): { x: Float32Array; y: Float32Array } {
  const y = Float32Array.from(s.integers(n, 10));
  const u = s.uniform(n * UNIFORMS);
  const perDigit = NORMALS + MOST_NUMBERS;
  const z = s.normal(n * perDigit);
  const x = new Float32Array(n * size * size);
  for (let i = 0; i < n; i++) {
    const own = u.subarray(i * UNIFORMS, (i + 1) * UNIFORMS);
    drawDigit(y[i]!, size, own, z.subarray(i * perDigit, (i + 1) * perDigit), x, i * size * size);
  }
  return { x, y };
}

const digitsOf = (name: string, title: string, summary: string, size: number): SyntheticEntry =>
  streamed({
    name,
    title,
    summary,
    columns: {
      x: { space: { layout: 'image', shape: [size, size, 1], values: { kind: 'levels', k: 256 } } },
      y: { space: tokens(10) },
    },
    labels: { y: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] },
    draw: (s, n) => drawDigits(s, n, size),
  });

/** x: levels of 256 [28, 28, 1], 0 is paper and 255 ink; y: tokens of 10, shape []. */
export const digits = digitsOf('digits', 'Digits', 'Handwritten-looking digits, 28 by 28 pixels, with their class.', 28);

/** The same at 16 by 16 pixels: x levels of 256 [16, 16, 1]. */
export const digits16 = digitsOf('digits-16', 'Small digits', 'The digits at 16 by 16 pixels: three times as fast.', 16);

/** The same at 8 by 8 pixels: x levels of 256 [8, 8, 1]. */
export const digits8 = digitsOf('digits-8', 'Tiny digits', 'The digits at 8 by 8 pixels, for models that draw pixel by pixel.', 8);
