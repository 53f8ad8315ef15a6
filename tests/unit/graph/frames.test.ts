import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FRAME_COLORS, carried, frameColor, inside } from '../../../src/graph/frames.ts';
import type { Frame } from '../../../src/graph/model.ts';
import { graph, node } from './sample.ts';

const frame = (id: string, x: number, y: number, width: number, height: number): Frame => ({
  id,
  title: id,
  position: { x, y },
  size: { width, height },
});
const drawing = graph(
  [
    node('in', 'Prior', {}, { position: { x: 20, y: 20 } }),
    node('deep', 'Prior', {}, { position: { x: 60, y: 60 } }),
    node('out', 'Prior', {}, { position: { x: 300, y: 20 } }),
  ],
  [],
  { frames: [frame('outer', 0, 0, 200, 200), frame('inner', 50, 50, 100, 100), frame('across', 150, 150, 100, 100)] },
);

describe('a frame', () => {
  it('holds what stands in it, and frames that lie in it whole', () => {
    expect(inside(drawing, drawing.frames[0]!)).toEqual(['inner', 'in', 'deep']);
    expect(inside(drawing, drawing.frames[2]!)).toEqual([]);
  });
  it('carries all of it once, however deep it lies', () => {
    expect(carried(drawing, { outer: { x: 10, y: 0 } })).toEqual({
      outer: { x: 10, y: 0 },
      inner: { x: 60, y: 50 },
      in: { x: 30, y: 20 },
      deep: { x: 70, y: 60 },
    });
  });
  it('leaves alone what is moved by itself', () => {
    expect(carried(drawing, { outer: { x: 10, y: 0 }, in: { x: 0, y: 0 } })['in']).toEqual({ x: 0, y: 0 });
    expect(carried(drawing, { out: { x: 1, y: 1 } })).toEqual({ out: { x: 1, y: 1 } });
  });
  it('has one of the colours, whatever the file says', () => {
    expect(frameColor({ color: 'blue' })).toBe('blue');
    expect(frameColor({ color: 'url(https://example.org)' })).toBe('grey');
    expect(frameColor({})).toBe('grey');
  });
});

/** Relative luminance and contrast, as WCAG 2 defines them. */
const channel = (v: number): number => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const rgb = (hex: string): readonly number[] => {
  const long = hex.length === 4 ? hex.slice(1).replaceAll(/./g, '$&$&') : hex.slice(1);
  return [0, 2, 4].map((i) => Number.parseInt(long.slice(i, i + 2), 16) / 255);
};
const luminance = (c: readonly number[]): number => 0.2126 * channel(c[0]!) + 0.7152 * channel(c[1]!) + 0.0722 * channel(c[2]!);
const contrast = (a: readonly number[], b: readonly number[]): number => {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
};

describe('the colours of frames', () => {
  const css = readFileSync('src/studio/styles/tokens.css', 'utf8');
  const frames = readFileSync('src/studio/styles/frames.css', 'utf8');
  const [light = '', dark = ''] = css.split(":root[data-theme='dark']");
  const token = (theme: string, name: string): readonly number[] => rgb(new RegExp(`--${name}: (#[0-9a-f]{3,6});`).exec(theme)![1]!);
  it.each([
    ['light', light],
    ['dark', dark],
  ])('stand out from the paper, and their titles can be read, by %s', (_, theme) => {
    const paper = token(theme, 'paper');
    for (const color of FRAME_COLORS) {
      const hue = token(theme, new RegExp(`\\[data-color='${color}'\\][^}]*--hue: var\\(--([a-z0-9]+)\\)`).exec(frames)![1]!);
      expect(contrast(hue, paper), color).toBeGreaterThan(3);
      // The title stands on a tenth of the hue.
      const tag = hue.map((v, i) => 0.1 * v + 0.9 * paper[i]!);
      expect(contrast(token(theme, 'ink'), tag), color).toBeGreaterThan(7);
    }
  });
});
