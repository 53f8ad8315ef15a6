/** What nodes show, against what is known in closed form. */
import { describe, expect, test } from 'vitest';
import type { Probe } from '../../../src/compiler/probes/probe.ts';
import { probesOf } from '../../../src/compiler/probes/probes.ts';
import type { Shows } from '../../../src/graph/vocabulary.ts';
import { cells, gridLines } from '../../../src/runtime/probe-feeds.ts';
import { DRAWINGS, drawing } from '../../drawings/all.ts';
import { type Drawn, altered, compiled, environmentOf, graphOf } from '../../drawings/notation.ts';
import { normals, run, runTask } from '../../numerics/closed-forms/run.ts';

const probes = (d: Drawn): readonly Probe[] => probesOf(graphOf(d), environmentOf(d), compiled(d));
function probe(d: Drawn, shows: Shows): Probe {
  const found = probes(d).find((p) => p.shows === shows);
  if (!found) throw new Error(`${d.name} shows no ${shows}`);
  return found;
}
const POINTS = cells(5, { low: [-2, -1], high: [2, 3] });
const n = POINTS.length / 2;

describe('probes', () => {
  test('the score of a diffusion that believes the data to be standard Gaussian is −x at every noise level', () => {
    const d = altered(drawing('ddpm'), {
      // with a network of zeros, v = 0: clean value alpha x, noise sigma x
      nodes: { den: ['MLP', { hidden: [4], lastGain: 0 }], diff: ['Diffusion', { odeSteps: 3, predicts: 'v' }] },
    });
    const { spots, program } = probe(d, 'field');
    expect(spots).toMatchObject([{ node: 'den', of: 'diff', about: { variable: 'x', quantity: 'score' } }]);
    const levels = spots[0]!.about.levels!;
    expect([...levels]).toEqual(levels.toSorted((a, b) => b - a));
    const out = run(compiled(d), program, { batch: n, inputs: { 'plane.x': POINTS } });
    expect(Object.keys(out)).toEqual(levels.map((_, i) => `den/${i}`));
    for (const v of Object.values(out)) v.data.forEach((s, i) => expect(s).toBeCloseTo(-POINTS[i]!, 10));
  });
  test('the velocity of a straight path from a network of zeros is none', () => {
    const d = altered(drawing('flow-matching'), { nodes: { den: ['MLP', { hidden: [4], lastGain: 0 }] } });
    const { spots, program } = probe(d, 'field');
    expect(spots[0]!.about.quantity).toBe('velocity');
    for (const v of Object.values(run(compiled(d), program, { batch: n, inputs: { 'plane.x': POINTS } })))
      v.data.forEach((s) => expect(s).toBeCloseTo(0, 12));
  });
  test('the landscape of an energy is its bowl where the network gives nothing', () => {
    const d = altered(drawing('ebm-persistent'), {
      nodes: { net: ['MLP', { hidden: [4], lastGain: 0 }], e: ['Energy', { confinement: 0.5, steps: 2, grid: 8 }] },
      wires: 'net.out>e.network',
    });
    const { spots, program } = probe(d, 'landscape');
    expect(spots).toMatchObject([{ node: 'net', of: 'e', about: { quantity: 'energy' } }]);
    const { 'net/value': energy } = run(compiled(d), program, { batch: n, inputs: { 'plane.x': POINTS } });
    energy!.data.forEach((v, i) => expect(v).toBeCloseTo(0.25 * (POINTS[2 * i]! ** 2 + POINTS[2 * i + 1]! ** 2), 10));
  });
  test('the critic of a game shows its score, at its network', () => {
    expect(probe(drawing('gan'), 'landscape').spots).toMatchObject([{ about: { variable: 'x', quantity: 'critic’s score' } }]);
  });
  test('the grid of a flow is taken back to where it came from by infer, and each node shows the way so far', () => {
    const d = drawing('realnvp');
    const c = compiled(d);
    // the interpreter takes its time: a point of every line
    const lines = gridLines().filter((_, i) => i % 62 < 2);
    const m = lines.length / 2;
    const params = Object.fromEntries(
      c.params.map((s) => [
        s.name,
        normals(
          s.name,
          s.event.reduce((a, k) => a * k, 1),
        ).map((v) => 0.3 * v),
      ]),
    );
    const { spots, program } = probe(d, 'grid');
    expect(spots.map((s) => s.node)).toEqual(['c1', 'c2']);
    const out = run(c, program, { batch: m, params, inputs: { places: lines } });
    const moved = out['c2/value']!.data;
    expect(Math.max(...moved.map((v, i) => Math.abs(v - lines[i]!)))).toBeGreaterThan(0.1);
    const noise = Object.values(runTask(c, c.infer, { batch: m, params, inputs: { 'd.x': moved } }))[0]!.data;
    noise.forEach((v, i) => expect(v).toBeCloseTo(lines[i]!, 6));
  });
  test('the posterior is drawn from data, the prior from nothing, and latents are decoded', () => {
    const d = drawing('vae');
    const c = compiled(d);
    const x = normals('data', 2 * n);
    const cloud = run(c, probe(d, 'posterior').program, { batch: n, inputs: { 'd.x': x } });
    expect(Object.keys(cloud)).toEqual(['enc/draw', 'enc/mean']);
    expect(cloud['enc/draw']!.shape).toEqual([n, 2]);
    const drawn = run(c, probe(d, 'draws').program, { batch: 2000 })['prior/draw']!.data;
    expect(drawn.reduce((a, v) => a + v * v, 0) / drawn.length).toBeCloseTo(1, 1);
    const made = run(c, probe(d, 'manifold').program, { batch: n, inputs: { places: POINTS } })['dec/value']!;
    const again = run(c, c.reconstruct.program!, { batch: n, inputs: { 'd.x': x } })['x.mean']!;
    expect([made.shape, again.shape]).toEqual([
      [n, 2],
      [n, 2],
    ]);
  });
  test.each(['ar-categorical', 'ar-binary', 'ar-levels', 'ar-real', 'gpt', 'lstm', 'pixelcnn', 'class-conditional-ar'])(
    'what %s says of every next value is normalised, and of the data it is what score adds up',
    (name) => {
      const d = drawing(name);
      const c = compiled(d);
      const params = Object.fromEntries(
        c.params.map((s) => [
          s.name,
          normals(
            s.name,
            s.event.reduce((a, k) => a * k, 1),
          ).map((v) => 0.7 * v),
        ]),
      );
      const { values, shape } = d.columns['x']!;
      const size = shape.reduce((a, k) => a * k, 1);
      const x = normals('x', 2 * size).map((v, i) =>
        values.kind === 'real' ? v : Math.floor(7 * Math.abs(v) + i) % ('k' in values ? values.k : 2),
      );
      const inputs = { 'd.x': x, ...(d.columns['y'] && { 'd.y': [0, 1] }) };
      const { spots, program } = probe(d, 'next');
      expect(spots).toMatchObject([{ node: 'ar', about: { variable: 'x' } }]);
      const out = run(c, program, { batch: 2, params, inputs });
      const [logs, given, places] = ['logs', 'given', 'values'].map((part) => [...out[`ar/${part}`]!.data]);
      const width = places!.length / 2;
      expect(given).toEqual([...x]);
      const step = values.kind === 'real' ? places![1]! - places![0]! : 1;
      for (let i = 0; i < 2 * size; i++) {
        const mass = logs!.slice(i * width, (i + 1) * width).reduce((sum, l) => sum + Math.exp(l) * step, 0);
        // numbers without steps reach beyond the places that are shown
        if (values.kind === 'real') expect(mass).toBeLessThan(1.01);
        else expect(mass).toBeCloseTo(1, 10);
      }
      if (values.kind === 'real') return;
      const { logp } = runTask(c, c.score, { batch: 2, params, inputs });
      const ofX = [0, 1].map((e) => Array.from({ length: size }, (_, i) => logs![(e * size + i) * width + given![e * size + i]!]!));
      const own = ofX.map((each) => each.reduce((a, l) => a + l, 0));
      // p(y) stands beside p(x | y), and is the same for both but for its label
      if (!d.columns['y']) own.forEach((l, e) => expect(l).toBeCloseTo(logp!.data[e]!, 8));
      expect(new Set(logs).size).toBeGreaterThan(2 * size);
    },
  );
  test('of every drawing they can be derived, reading nothing but what is fed', () => {
    for (const d of DRAWINGS)
      for (const p of probes(d)) {
        expect(p.spots.length).toBeGreaterThan(0);
        expect(p.program.params.size, d.name).toBe(0);
      }
  });
});
