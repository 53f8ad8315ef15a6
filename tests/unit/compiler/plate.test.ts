import { describe, expect, test } from 'vitest';
import { type Layout, layoutOf } from '../../../src/compiler/maths/plate/layout.ts';
import { tikzOf } from '../../../src/compiler/maths/plate/tikz.ts';
import type { Plate } from '../../../src/compiler/maths/plate/plate.ts';
import { svgOf } from '../../../src/studio/mathematics/plate-svg.ts';
import { DRAWINGS, drawing } from '../../drawings/all.ts';
import { type Drawn, compiled } from '../../drawings/notation.ts';

const plateOf = (name: string): Plate => compiled(drawing(name)).maths.plate;
const edges = (p: Plate): readonly string[] => p.edges.map((e) => `${e.from} ${e.side === 'p' ? '->' : '~>'} ${e.to}`);
const boxes = (p: Plate): readonly string[] => p.boxes.map((b) => `${b.label}: ${b.members.join(' ')}`);
const kind = (p: Plate, id: string): string | undefined => p.nodes.find((n) => n.id === id)?.kind;

describe('what a plate diagram shows', () => {
  test('of a VAE: a latent above what is observed, weights outside the plate', () => {
    const p = plateOf('vae');
    expect(edges(p)).toEqual(['weights \\phi ~> z', 'x ~> z', 'weights \\theta -> x', 'z -> x']);
    expect([kind(p, 'z'), kind(p, 'x'), kind(p, 'weights \\phi')]).toEqual(['latent', 'observed', 'parameter']);
    expect(boxes(p)).toEqual(['n = 1, …, N: z x']);
  });
  test('of an IWAE: a plate of importance samples inside that of the examples', () => {
    expect(boxes(plateOf('iwae'))).toEqual(['k = 1, …, 5: z', 'n = 1, …, N: z x']);
  });
  test('of a DDPM: the chain of noise levels', () => {
    const p = plateOf('ddpm');
    expect(edges(p)).toEqual(expect.arrayContaining(['x/0 -> x/1', 'x/1 -> x/1', 'x/1 -> x', 'weights \\theta -> x/1']));
    expect(boxes(p)[0]).toMatch(/^t = \d+, …, 1: x\/1$/);
  });
  test('of an energy: a factor without direction', () => {
    const p = plateOf('ebm-persistent');
    expect(p.edges.filter((e) => !e.directed).map((e) => `${e.from} - ${e.to}`)).toEqual(['x/factor - x', 'weights \\theta - x/factor']);
  });
  test('of a conditional VAE: the condition is neither generated nor inferred', () => {
    const p = plateOf('conditional-vae');
    expect(kind(p, 'y')).toBe('given');
    expect(p.edges.some((e) => e.to === 'y')).toBe(false);
  });
});

const within = (l: Layout, id: string): readonly string[] => {
  const b = l.boxes.find((x) => x.id === id)!;
  return l.nodes.filter((n) => n.x > b.x && n.x < b.x + b.width && n.y > b.y && n.y < b.y + b.height).map((n) => n.id);
};
describe('the layout of every drawing', () => {
  const drawn = DRAWINGS.filter((d) => compiled(d).maths.plate.nodes.length > 0);
  test.each(drawn.map((d): [string, Drawn] => [d.name, d]))('%s', (_, d) => {
    const plate = compiled(d).maths.plate;
    const l = layoutOf(plate);
    for (const n of l.nodes) {
      expect(n.x - n.r).toBeGreaterThanOrEqual(0);
      expect(n.x + n.r).toBeLessThanOrEqual(l.width);
      expect(n.y + n.r).toBeLessThanOrEqual(l.height);
      for (const o of l.nodes) if (o !== n) expect(Math.hypot(o.x - n.x, o.y - n.y), `${n.id} and ${o.id}`).toBeGreaterThan(o.r + n.r);
      for (const id of n.nodes) expect(Object.keys(d.nodes)).toContain(id);
    }
    // everything repeated with the examples lies in their plate, and the weights do not
    expect(within(l, 'N').toSorted()).toEqual(
      plate.nodes
        .filter((n) => n.kind !== 'parameter')
        .map((n) => n.id)
        .toSorted(),
    );
    for (const e of plate.edges)
      if (e.side === 'p' && e.from !== e.to && !e.from.startsWith('weights')) {
        const [from, to] = [e.from, e.to].map((id) => l.nodes.find((n) => n.id === id)!);
        expect(from!.y, `${e.from} above ${e.to}`).toBeLessThan(to!.y);
      }
    const tikz = tikzOf(plate);
    expect(tikz.match(/\\node/g)).toHaveLength(plate.nodes.length);
    expect(tikz.match(/\\draw/g)?.length ?? 0).toBe(plate.edges.length);
    expect(tikz.match(/\\plate/g)).toHaveLength(plate.boxes.length);
  });
  test('weights stand outside the plate in LaTeX too, whose caption makes it wide', () => {
    const tikz = tikzOf(plateOf('vae'));
    const at = (pattern: RegExp): number => Number(pattern.exec(tikz)![1]);
    const data = at(/obs\] \(\w+\) at \((-?[\d.]+),/);
    const weights = at(/label=left:.*? at \((-?[\d.]+),/);
    // the caption, set in 8 pt, and half a circle (compiled with the library, it takes 1.6 cm)
    expect(data + 0.35 - weights).toBeGreaterThan(1.7);
  });
  test('a file of its own is well-formed', () => {
    const svg = svgOf(layoutOf(plateOf('latent-diffusion')), 'a <b> & c');
    expect(svg).toContain('a &lt;b&gt; &amp; c');
    expect(svg.match(/<(svg|defs|marker|title|text|tspan)[ >]/g)!.length).toBe(
      svg.match(/<\/(svg|defs|marker|title|text|tspan)>/g)!.length,
    );
  });
});
