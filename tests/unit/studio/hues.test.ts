/** Wires of different kinds look different to every eye, and stand out from the paper. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { WIRE_KINDS } from '../../../src/graph/vocabulary.ts';

type Triple = readonly [number, number, number];
/** What is left of linear RGB where one sort of cone is missing: Machado, Oliveira and Fernandes (2009), table 1, severity 1. */
const EYES: Readonly<Record<string, readonly [Triple, Triple, Triple]>> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
/** Distance in CIELAB; 2.3 is what an eye just notices side by side. */
const APART = 12;
/** Against the paper: WCAG 2.2, 1.4.11. */
const CONTRAST = 3;

const css = readFileSync('src/studio/styles/tokens.css', 'utf8');
const [day = '', night = ''] = css.split(":root[data-theme='dark']");
const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
function token(theme: string, name: string): Triple {
  const hex = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(theme)?.[1];
  if (hex === undefined) throw new Error(`tokens.css has no colour ${name}`);
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((i) => linear(Number.parseInt(hex.slice(i, i + 2), 16) / 255));
  return [r, g, b];
}
const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const seenBy = (eye: readonly [Triple, Triple, Triple], c: Triple): Triple => {
  const [r = 0, g = 0, b = 0] = eye.map((row) => Math.min(1, Math.max(0, dot(row, c))));
  return [r, g, b];
};
const luminance = (c: Triple): number => dot([0.2126, 0.7152, 0.0722], c);
function lab(c: Triple): Triple {
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  // sRGB to XYZ over the white of D65
  const x = f(dot([0.4124, 0.3576, 0.1805], c) / 0.9505);
  const y = f(luminance(c));
  const z = f(dot([0.0193, 0.1192, 0.9505], c) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

describe.each([
  ['by day', day],
  ['by night', night],
])('%s', (_, theme) => {
  test.each(Object.entries(EYES))('no two kinds of wire are alike to an eye with %s', (__, eye) => {
    const seen = WIRE_KINDS.map((kind) => [kind, lab(seenBy(eye, token(theme, kind)))] as const);
    for (const [i, [a, p]] of seen.entries())
      for (const [b, q] of seen.slice(0, i))
        expect(Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]), `${a} and ${b}`).toBeGreaterThan(APART);
  });
  test.each(WIRE_KINDS)('%s wires stand out from the paper', (kind) => {
    const [a, b] = [luminance(token(theme, kind)), luminance(token(theme, 'paper'))];
    expect((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)).toBeGreaterThan(CONTRAST);
  });
});
