/** Markov chains against the distributions they should end in, and what learns from them. */
import { describe, expect, test } from 'vitest';
import { chain, flip, hamiltonian, langevin, type Energy } from '../../../src/distributions/energy/chains.ts';
import { restricted } from '../../../src/distributions/energy/rbm.ts';
import { drawingOf } from '../../../src/compiler/drawing.ts';
import { inferSpaces } from '../../../src/compiler/infer-spaces.ts';
import { Model } from '../../../src/compiler/model.ts';
import { lossesOf } from '../../../src/compiler/objective.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { leaves, topological } from '../../../src/ir/dependencies.ts';
import { gradients } from '../../../src/ir/differentiate.ts';
import { replay } from '../../../src/ir/loop.ts';
import { numel } from '../../../src/graph/space.ts';
import type { Val } from '../../../src/ir/value.ts';
import type { Loss } from '../../../src/nodes/define.ts';
import { drawing } from '../../drawings/all.ts';
import { type Drawn, compiled, environmentOf, graphOf, withSmallNetworks } from '../../drawings/notation.ts';
import { binary } from '../../drawings/spaces.ts';
import { differences } from '../../oracle/finite-differences.ts';
import { interpret } from '../../oracle/interpreter.ts';
import { draws } from '../../oracle/numbers.ts';
import { inputsOf } from './inputs.ts';
import { runPlayer, vectorsOf } from './run.ts';

const N = 2000;
/** Where N chains of a number each end. */
function ends(step: (b: Builder, x: Val) => Val, start: (b: Builder) => Val, steps: number): Float64Array {
  const b = new Builder('chains');
  return interpret(b.program({ x: chain(b, 'c', { step }, start(b), steps) }), { batch: N, random: draws(3, 0) }).x!.data;
}
const wide = (b: Builder): Val => b.mul(2, b.random('normal', ['B'], [1]));
function moments(xs: Float64Array): { mean: number; variance: number } {
  const mean = xs.reduce((a, x) => a + x, 0) / xs.length;
  return { mean, variance: xs.reduce((a, x) => a + (x - mean) ** 2, 0) / xs.length };
}
/** k/2 (x - 1)^2 */
const bowl =
  (k: number): Energy =>
  (b, x) =>
    b.mul(k / 2, b.sumEvent(b.square(b.sub(x, 1))));
function isGaussian(xs: Float64Array, mean: number, variance: number): void {
  const found = moments(xs);
  expect(Math.abs(found.mean - mean)).toBeLessThan(4.5 * Math.sqrt(variance / N));
  expect(Math.abs(found.variance - variance)).toBeLessThan(4.5 * variance * Math.sqrt(2 / N));
}

describe('chains over numbers', () => {
  // x' - 1 = (1 - ek)(x - 1) + noise √(2e) ξ is a linear recursion: its variance is noise² 2e / (1 - (1 - ek)²)
  test.each([
    [4, 0.05, 1],
    [4, 0.2, 1],
    [1, 0.3, 0.5],
  ])('Langevin on a bowl of curvature %f, size %f, noise %f', (k, size, noise) => {
    const xs = ends((b, x) => langevin(b, bowl(k), x, size, noise), wide, 60);
    isGaussian(xs, 1, (noise ** 2 * 2 * size) / (1 - (1 - size * k) ** 2));
  });
  test('without noise they go to the bottom', () => {
    for (const x of ends((b, v) => langevin(b, bowl(4), v, 0.2, 0), wide, 60)) expect(x).toBeCloseTo(1, 9);
  });
  test.each([
    [0.3, 1],
    [0.3, 3],
    [0.8, 2],
  ])('Hamiltonian steps of leapfrogs of %f, %i of them, leave a Gaussian exactly as it is', (size, leaps) => {
    isGaussian(
      ends((b, x) => hamiltonian(b, bowl(4), x, size, leaps), wide, 40),
      1,
      1 / 4,
    );
  });
});

/** Counts of each value against probabilities. */
function followed(xs: Float64Array, n: number, energy: (x: readonly number[]) => number): void {
  const values = Array.from({ length: 2 ** n }, (_, k) => Array.from({ length: n }, (__, i) => (k >> i) & 1));
  const weights = values.map((x) => Math.exp(-energy(x)));
  const total = weights.reduce((a, w) => a + w, 0);
  values.forEach((v, k) => {
    const p = weights[k]! / total;
    let count = 0;
    for (let i = 0; i < N; i++) count += Number(v.every((x, j) => xs[i * n + j] === x));
    expect(Math.abs(count / N - p), v.join('')).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / N));
  });
}
describe('chains over bits', () => {
  const coins = (n: number) => (b: Builder) => b.greater(0.5, b.random('uniform', ['B'], [n]));
  test('flips follow the energy', () => {
    const [a, j] = [
      [0.5, -0.8, 0.2],
      [1.1, -0.7],
    ];
    const energy: Energy = (b, x) => {
      const both = b.mul(b.constant(j, [2]), b.mul(b.slice(x, 0, 0, 2), b.slice(x, 0, 1, 3)));
      return b.add(b.sumEvent(b.mul(b.constant(a, [3]), x)), b.sumEvent(both));
    };
    const xs = ends((b, x) => flip(b, energy, x), coins(3), 30);
    followed(xs, 3, (x) => x.reduce((s, v, i) => s + a[i]! * v, 0) + j[0]! * x[0]! * x[1]! + j[1]! * x[1]! * x[2]!);
  });
  test('Gibbs steps of a small machine follow its free energy', () => {
    const [w, a, c] = [
      [1.2, -0.8, -0.6, 1.5, 0.9, 0.4],
      [0.3, -0.5, 0.1],
      [-0.2, 0.4],
    ];
    const xs = ends(
      (b, x) =>
        restricted('r', binary(3), { w: b.constant(w, [3, 2]), a: b.constant(a, [3]), c: b.constant(c, [2]) }, 1, {
          temperatures: 2,
          chains: 1,
        }).markov!.step(b, x),
      coins(3),
      20,
    );
    followed(xs, 3, (v) => {
      const up = c.map((cj, k) => cj + v.reduce((s, x, i) => s + x * w[2 * i + k]!, 0));
      return -v.reduce((s, x, i) => s + x * a[i]!, 0) - up.reduce((s, u) => s + Math.log1p(Math.exp(u)), 0);
    });
  });
});

describe('contrastive divergence', () => {
  const BATCH = 4;
  const names = [
    'ebm-persistent',
    'ebm-of-a-buffer',
    'ebm-short-run',
    'ebm-hamiltonian',
    'ebm-of-four-bits',
    'ebm-conditional',
    'rbm',
    'product-of-experts',
    'tempered-rbm',
  ];
  /** The loss of a drawing as it is traced: before it is differentiated, packed and simplified. */
  function traced(d: Drawn): { b: Builder; loss: Loss } {
    const graph = graphOf(d);
    const model = new Model(graph, new Set(graph.nodes.map((n) => n.id)));
    const { spaces } = inferSpaces(model, environmentOf(d));
    const b = new Builder('learn.opt');
    return { b, loss: lossesOf(drawingOf(model, spaces), b, 'cd', 'out')[0]! };
  }

  test.each(names)('%s: its gradient is that of energies at chains that stand still', (name) => {
    const d = withSmallNetworks(drawing(name));
    const { b, loss } = traced(d);
    const slots = [...b.params.values()];
    const at = slots.map((s) => b.param(s.name, s.event, s.init));
    const stops = topological([loss.value]).filter((v) => v.op === 'stop' && leaves([v], 'param', false).size > 0);
    expect(stops.length).toBeGreaterThan(0);
    const c = compiled(d);
    const program = b.program({
      loss: loss.value,
      ...Object.fromEntries(gradients(b, loss.value, at).map((g, i) => [`g${i}`, g])),
      ...Object.fromEntries(stops.map((s, i) => [`s${i}`, s])),
    });
    const values = vectorsOf(c);
    const params = Object.fromEntries(
      c.vectors.flatMap((v) => v.entries.map((e) => [e.param, values[`weights.${v.name}`]!.slice(e.offset, e.offset + numel(e.shape))])),
    );
    const env = { batch: BATCH, inputs: inputsOf(c, program, BATCH), random: draws(1, 0) };
    const state = Object.fromEntries(Object.entries(values).filter(([k]) => !k.startsWith('weights.')));
    const out = interpret(program, { ...env, vectors: { ...params, ...state } });
    // the same loss, the ends of the chains being inputs
    const inputs = stops.map((s, i) => b.input(`stop${i}`, s.event, s.plates));
    const [still] = replay(b, [loss.value], new Map(stops.map((s, i) => [s, inputs[i]!])));
    const frozen = b.program({ loss: still! });
    const fed = { ...env.inputs, ...Object.fromEntries(stops.map((_, i) => [`stop${i}`, out[`s${i}`]!.data])) };
    const lossAt = (p: Record<string, ArrayLike<number>>): number =>
      interpret(frozen, { ...env, inputs: fed, vectors: { ...p, ...state } }).loss!.data[0]!;
    expect(lossAt(params)).toBeCloseTo(out.loss!.data[0]!, 12);
    slots.forEach((s, i) => {
      const direction = Array.from({ length: numel(s.event) }, (_, k) => Math.cos(1 + k));
      const along = (t: Float64Array): number => lossAt({ ...params, [s.name]: params[s.name]!.map((x, k) => x + t[0]! * direction[k]!) });
      const derived = out[`g${i}`]!.data.reduce((a, g, k) => a + g * direction[k]!, 0);
      expect(Math.abs(derived - differences(along, [0], 1e-5)[0]!), s.name).toBeLessThan(1e-6);
    });
    expect(slots.some((_, i) => out[`g${i}`]!.data.some((g) => g !== 0))).toBe(true);
  });
  test('a latent is held at its data side: its encoder learns nothing from it', () => {
    const { loss } = traced(drawing('vae-then-energy-prior'));
    const reached = [...leaves([loss.value], 'param', true)].map((p) => p.split('.')[0]);
    expect(new Set(reached)).toEqual(new Set(['e']));
    expect([...leaves([loss.value], 'param', false)].some((p) => p.startsWith('enc.'))).toBe(true);
  });
  test('kept chains move on, each set when its turn comes, and bits stay bits', () => {
    const c = compiled(withSmallNetworks(drawing('ebm-of-a-buffer')));
    const [player] = c.learn.players;
    expect(player!.updates).toEqual(['cd.x']);
    const before = vectorsOf(c)['cd.x']!;
    const { next } = runPlayer(c, player!, { batch: BATCH, inputs: inputsOf(c, player!.program, BATCH) });
    const after = next['cd.x']!;
    expect(after.length).toBe(2 * 3 * 2);
    const moved = [0, 1].map((set) => after.slice(set * 6, set * 6 + 6).some((x, i) => x !== before[set * 6 + i]));
    expect(moved.filter(Boolean)).toHaveLength(1);
    const bits = compiled(drawing('rbm'));
    const kept = runPlayer(bits, bits.learn.players[0]!, { batch: BATCH, inputs: inputsOf(bits, bits.learn.players[0]!.program, BATCH) });
    expect(kept.next['cd.x']!.every((x) => x === 0 || x === 1)).toBe(true);
  });
  test('another player, in a later phase, leaves the chains where they are', () => {
    const players = compiled(drawing('ebm-with-a-later-phase')).learn.players;
    expect(players.map((p) => [p.optimiser, p.updates])).toEqual([
      ['opt', ['cd.x']],
      ['opt2', []],
    ]);
    expect(Object.keys(players[1]!.states)).toContain('cd.x');
  });
  test('chains from the data begin at the data, and from noise anywhere else', () => {
    const reads = (name: string): boolean => {
      const { loss } = traced(drawing(name));
      const end = topological([loss.value]).find((v) => v.op === 'stop' && topological([v]).some((u) => u.op === 'loop'))!;
      return leaves([end], 'input', false).has('d.x');
    };
    expect(reads('ebm-hamiltonian')).toBe(true);
    expect(reads('ebm-short-run')).toBe(false);
  });
});
