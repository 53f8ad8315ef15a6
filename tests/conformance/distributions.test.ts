import { describe, expect, test } from 'vitest';
import type { Distribution } from '../../src/distributions/distribution.ts';
import { eventOf, numel } from '../../src/graph/space.ts';
import { Builder } from '../../src/ir/builder.ts';
import { leaves } from '../../src/ir/dependencies.ts';
import { gradients } from '../../src/ir/differentiate.ts';
import { assertLegal } from '../../src/ir/verify.ts';
import { type Val, ZEROS } from '../../src/ir/value.ts';
import { type Dense, interpret } from '../oracle/interpreter.ts';
import { draws } from '../oracle/numbers.ts';
import { CASES, type Case, point } from './distribution-cases.ts';

/** Builds a case and runs what `f` makes of it. */
function run(
  k: Case,
  batch: number,
  f: (b: Builder, d: Distribution, param: (name: string) => Val) => Record<string, Val>,
  inputs: Record<string, readonly number[]> = {},
): Record<string, Dense> {
  const b = new Builder('conformance');
  const param = (name: string): Val => b.param(name, k.params[name]!.event, ZEROS);
  const program = b.program(f(b, k.make(b, param), param));
  assertLegal(program);
  const vectors = Object.fromEntries(Object.entries(k.params).map(([name, p]) => [name, p.data]));
  return interpret(program, { batch, vectors, inputs, random: draws(4, 0) });
}
const logProbs = (k: Case, xs: readonly (readonly number[])[]): Float64Array =>
  run(k, xs.length, (b, d) => ({ logp: b.expand(d.logProb(b, { val: b.input('x', d.event) }, 'score'), ['B'], []) }), { x: xs.flat() })
    .logp!.data;
function drawn(k: Case, n: number): number[][] {
  const { val } = run(k, n, (b, d) => ({ val: d.sample(b, ['B']).datum.val }));
  const size = val!.data.length / n;
  return Array.from({ length: n }, (_, i) => Array.from(val!.data.slice(i * size, (i + 1) * size)));
}
/** Midpoints of a grid over a box, and the volume of a cell. */
function grid(box: readonly (readonly [number, number])[]): { points: number[][]; volume: number } {
  const n = box.length === 1 ? 2000 : 120;
  const axis = ([low, high]: readonly [number, number]): number[] =>
    Array.from({ length: n }, (_, i) => low + ((i + 0.5) * (high - low)) / n);
  const points = box.reduce<number[][]>((ps, side) => ps.flatMap((p) => axis(side).map((x) => [...p, x])), [[]]);
  return { points, volume: box.reduce((v, [low, high]) => (v * (high - low)) / n, 1) };
}
const sum = (xs: Iterable<number>): number => [...xs].reduce((a, x) => a + x, 0);
const CONTINUOUS = CASES.filter((k) => k.box);
const DISCRETE = CASES.filter((k) => k.values);
const named = (ks: readonly Case[]): readonly (readonly [string, Case])[] => ks.map((k) => [k.name, k] as const);

describe.each(named(CONTINUOUS))('%s', (_, k) => {
  const { points, volume } = grid(k.box!);
  const mass = logProbs(k, points).map((l) => Math.exp(l) * volume);
  const expectation = (f: (x: readonly number[]) => number): number => sum(points.map((x, i) => f(x) * mass[i]!));
  const n = 4000;
  const xs = drawn(k, n);
  const dims = k.box!.map((__, i) => i);

  test('its density integrates to one', () => {
    expect(sum(mass)).toBeCloseTo(1, 5);
  });
  test('its draws have the mean and covariance of the density', () => {
    const m = dims.map((i) => expectation((x) => x[i]!));
    for (const i of dims) {
      const second = expectation((x) => (x[i]! - m[i]!) ** 2);
      expect(Math.abs(sum(xs.map((x) => x[i]!)) / n - m[i]!)).toBeLessThan(4.5 * Math.sqrt(second / n));
      for (const j of dims) {
        const product = (x: readonly number[]): number => (x[i]! - m[i]!) * (x[j]! - m[j]!);
        const c = expectation(product);
        const spread = expectation((x) => (product(x) - c) ** 2);
        expect(Math.abs(sum(xs.map(product)) / n - c)).toBeLessThan(4.5 * Math.sqrt(spread / n));
      }
    }
  });
  test('each coordinate’s draws follow its distribution function (Kolmogorov and Smirnov)', () => {
    for (const i of dims) {
      const order = [...points.keys()].sort((a, b) => points[a]![i]! - points[b]![i]!);
      const sorted = xs.map((x) => x[i]!).sort((a, b) => a - b);
      let [below, at, distance] = [0, 0, 0];
      for (const p of order) {
        while (at < n && sorted[at]! < points[p]![i]!) at++;
        below += mass[p]!;
        distance = Math.max(distance, Math.abs(at / n - below));
      }
      // 1.95 / sqrt(n) is passed once in a thousand; a cell of the grid adds its own mass
      const cell = Math.max(...mass) * (dims.length === 1 ? 1 : 120);
      expect(distance).toBeLessThan(1.95 / Math.sqrt(n) + cell);
    }
  });
});

describe.each(named(DISCRETE))('%s', (_, k) => {
  const p = logProbs(k, k.values!).map(Math.exp);
  test('its probabilities sum to one', () => {
    expect(sum(p)).toBeCloseTo(1, 10);
  });
  test('its draws come as often as their probabilities say', () => {
    const n = 4000;
    const counts = new Map<string, number>();
    for (const x of drawn(k, n)) counts.set(x.join(), (counts.get(x.join()) ?? 0) + 1);
    expect([...counts.keys()].filter((x) => !k.values!.some((v) => v.join() === x))).toEqual([]);
    k.values!.forEach((v, i) =>
      expect(Math.abs((counts.get(v.join()) ?? 0) / n - p[i]!)).toBeLessThan(4.5 * Math.sqrt((p[i]! * (1 - p[i]!)) / n) + 1 / n),
    );
  });
  test('where it can be enumerated, each value comes once', () => {
    const b = new Builder('support');
    const d = k.make(b, (name) => b.param(name, k.params[name]!.event, ZEROS));
    if (d.can.support === 0) return expect(k.values!.length).toBeGreaterThan(4);
    const all = interpret(b.program({ all: d.enumerate!(b, 'E') }), { batch: 1 }).all!.data;
    const size = all.length / d.can.support;
    const rows = Array.from({ length: d.can.support }, (__, i) => all.slice(i * size, (i + 1) * size).join());
    return expect([...rows].sort()).toEqual(k.values!.map((v) => v.join()).sort());
  });
});

describe.each(named(CASES))('%s', (_, k) => {
  test('its event is that of its Space, and log p has none', () => {
    run(k, 2, (b, d) => {
      expect(d.event).toEqual(eventOf(d.space));
      const { val } = d.sample(b, ['B']).datum;
      expect([val.event, [...val.plates]]).toEqual([d.event, expect.arrayContaining(['B'])]);
      expect(d.logProb(b, { val }, 'score').event).toEqual([]);
      return { val };
    });
  });
  test('a draw carries a gradient to what it should, and to nothing else', () => {
    run(k, 2, (b, d) => {
      const { val, soft } = d.sample(b, ['B']).datum;
      expect([...leaves([soft ?? val], 'param', true)].sort()).toEqual([...k.moves].sort());
      const all = Object.keys(k.params);
      if (d.can.path === 'none') expect(k.moves).toEqual([]);
      if (d.can.path === 'full') expect([...k.moves].sort()).toEqual(all.sort());
      return { val };
    });
  });
  test('log p carries a gradient to every parameter', () => {
    run(k, 2, (b, d) => {
      const logp = d.logProb(b, { val: b.input('x', d.event) }, 'learn');
      expect([...leaves([logp], 'param', true)].sort()).toEqual(Object.keys(k.params).sort());
      return {};
    });
  });
  test('draws under a condition are independent along its plates', () => {
    if (Object.keys(k.params).length === 0) return expect(k.moves).toEqual([]);
    const b = new Builder('plates');
    b.plate('E', 2);
    const d = k.make(b, (name) => {
      const { event } = k.params[name]!;
      return b.expand(b.param(name, event, ZEROS), ['E'], event);
    });
    const program = b.program({ val: d.sample(b, ['B']).datum.val });
    assertLegal(program);
    const vectors = Object.fromEntries(Object.entries(k.params).map(([name, p]) => [name, p.data]));
    const { val } = interpret(program, { batch: 40, vectors, random: draws(6, 0) });
    const lead = val!.plates.indexOf('E');
    expect(lead).toBeGreaterThanOrEqual(0);
    const stride = val!.shape.slice(lead + 1).reduce((a, s) => a * s, 1);
    const half = (e: number): number[] => [...val!.data].filter((__, i) => Math.floor(i / stride) % 2 === e);
    if (k.name !== 'discretised logistic, narrow') expect(half(0)).not.toEqual(half(1));
    return expect(half(0).length).toBe(half(1).length);
  });
  test('its mean, where it has one, is the expectation', () => {
    const { mean } = run(k, 1, (b, d) => {
      const m = d.mean?.(b);
      return m ? { mean: m } : {};
    });
    if (!k.exactMean) return expect(k.name).toMatch(/mixture|logistic|flow|autoregressive|energy|machine/);
    const points = k.values ?? grid(k.box!).points;
    const volume = k.values ? 1 : grid(k.box!).volume;
    const mass = logProbs(k, points).map((l) => Math.exp(l) * volume);
    const want = points[0]!.map((__, i) => sum(points.map((x, j) => x[i]! * mass[j]!)));
    return want.forEach((w, i) => expect(mean!.data[i]!).toBeCloseTo(w, 4));
  });
  test('what lies inside it can be found again', () => {
    const n = 2000;
    const { cause } = run(k, n, (b, d) => (d.cause ? { cause: d.cause.infer(b, d.sample(b, ['B']).datum) } : {}));
    if (!cause) return expect(k.name).toMatch(/uniform|bernoulli|categorical|logistic|autoregressive|energy|machine/);
    if (k.name.startsWith('mixture')) {
      const c = cause.plates.indexOf('m.c');
      const rows = Array.from({ length: n }, (__, i) => [0, 1, 2].map((j) => cause.data[c === 0 ? j * n + i : i * 3 + j]!));
      return rows.forEach((r) => expect(sum(r)).toBeCloseTo(1, 12));
    }
    // the noise of a draw is standard normal
    expect(Math.abs(sum(cause.data) / cause.data.length)).toBeLessThan(4.5 / Math.sqrt(cause.data.length));
    const second = sum([...cause.data].map((u) => u * u)) / cause.data.length;
    return expect(Math.abs(second - 1)).toBeLessThan(4.5 * Math.sqrt(2 / cause.data.length));
  });
});

describe('straight-through draws', () => {
  const soft = CASES.filter((k) => k.values && k.moves.length > 0);
  test('are those of four cases', () => expect(soft.map((k) => k.name)).toHaveLength(4));
  test.each(named(soft))('%s: the stand-in equals the draw and has the gradient of the relaxation', (_, k) => {
    const out = run(k, 5, (b, d, param) => {
      const { val, soft: standIn } = d.sample(b, ['B']).datum;
      const weights = b.constant(
        Array.from({ length: numel(d.event) }, (__, i) => i + 1),
        d.event,
      );
      const [g] = gradients(b, b.sum(b.sumEvent(b.mul(standIn!, weights)), [], ['B']), [param('logits')]);
      return { val, standIn: standIn!, g: g! };
    });
    out.standIn!.data.forEach((s, i) => expect(s).toBeCloseTo(out.val!.data[i]!, 12));
    // the logits of a softmax may be moved together without effect, so their gradients sum to nothing
    const rows = k.name.startsWith('categorical') ? 3 : 1;
    if (rows === 3) for (let i = 0; i < out.g!.data.length; i += 3) expect(sum(out.g!.data.slice(i, i + 3))).toBeCloseTo(0, 12);
    expect(out.g!.data.every((v) => Math.abs(v) > 1e-6)).toBe(true);
  });
});

describe('a point mass', () => {
  test('has a probability on a discrete space, and no density on a continuous one', () => {
    const b = new Builder('point');
    expect(point(b, true).can.logProb.fidelity).toBe('exact');
    expect(point(b, false).can.logProb.fidelity).toBe('impossible');
  });
  test('has the probability one there, and none beside it', () => {
    const b = new Builder('point');
    const logp = b.exp(point(b, true).logProb(b, { val: b.input('x', [2]) }, 'score'));
    const inputs = { x: [1, 0, 0, 0, 1, 1, 0, 1] };
    expect([...interpret(b.program({ logp }), { batch: 4, inputs }).logp!.data]).toEqual([1, 0, 0, 0]);
  });
  test('draws its value for every example, with its gradient', () => {
    const b = new Builder('point');
    const { val } = point(b, false).sample(b, ['B']).datum;
    expect([...leaves([val], 'param', true)]).toEqual(['at']);
    expect([...interpret(b.program({ val }), { batch: 2, vectors: { at: [3, -1] } }).val!.data]).toEqual([3, -1, 3, -1]);
  });
});
