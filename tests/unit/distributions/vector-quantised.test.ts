import { describe, expect, test } from 'vitest';
import { follow, perplexity, quantise, usage } from '../../../src/distributions/vector-quantised.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { gradients } from '../../../src/ir/differentiate.ts';
import { type Val, ZEROS } from '../../../src/ir/value.ts';
import { interpret } from '../../oracle/interpreter.ts';
import { differences } from '../../oracle/finite-differences.ts';
import { draws } from '../../oracle/numbers.ts';
import { mean, rows, softmax, worst } from '../../numerics/closed-forms/formulas.ts';
import { normals } from '../../numerics/closed-forms/run.ts';

// six examples of two positions each, and four codes of three numbers
const [B, N, K, D] = [6, 2, 4, 3];
const VECTORS = normals('vq vectors', B * N * D);
const TABLE = normals('vq table', K * D);
const COUNT = [0.4, 1.2, 0.05, 2];

interface Made {
  readonly b: Builder;
  readonly vectors: Val;
  readonly table: Val;
  readonly count: Val;
}
function run(
  f: (m: Made) => Readonly<Record<string, Val>>,
  {
    vectors = VECTORS,
    table = TABLE,
    count = COUNT,
    step = 0,
    batch = B,
  }: { vectors?: ArrayLike<number>; table?: ArrayLike<number>; count?: readonly number[]; step?: number; batch?: number } = {},
): Record<string, number[]> {
  const b = new Builder('vq');
  const made = { b, vectors: b.input('v', [N, D]), table: b.state('table', [K, D], ZEROS), count: b.state('count', [K], ZEROS) };
  const out = interpret(b.program(f(made)), { batch, vectors: { table, count }, inputs: { v: vectors }, random: draws(2, step) });
  return Object.fromEntries(Object.entries(out).map(([k, v]) => [k, Array.from(v.data)]));
}
const square = (xs: readonly number[]): number => xs.reduce((a, x) => a + x * x, 0);
const gap = (v: readonly number[], e: readonly number[]): number => square(v.map((x, i) => x - e[i]!));
const nearestOf = (v: readonly number[], table: readonly (readonly number[])[]): number => {
  const d = table.map((e) => gap(v, e));
  return d.indexOf(Math.min(...d));
};
const CHOSEN = rows(VECTORS, D).map((v) => nearestOf(v, rows(TABLE, D)));

describe('quantising', () => {
  const { hot, nearest, straight, relaxed } = run(({ b, vectors, table }) => ({ ...quantise(b, vectors, table) }));
  test('takes the code at the least distance', () => {
    expect(rows(hot!, K).map((h) => h.indexOf(1))).toEqual(CHOSEN);
    expect(hot!.reduce((a, x) => a + x)).toBe(B * N);
    expect(new Set(CHOSEN).size).toBeGreaterThan(2);
    const want = CHOSEN.flatMap((k) => rows(TABLE, D)[k]!);
    expect(worst(nearest!, want)).toBe(0);
    expect(worst(straight!, want)).toBeLessThan(1e-15);
    expect(worst(relaxed!, hot!)).toBeLessThan(1e-15);
  });
  test('straight through: what reaches the code reaches the vector', () => {
    const w = normals('vq weights', N * D);
    const loss = (b: Builder, e: Val): Val => b.sum(b.sumEvent(b.mul(b.constant(w, [N, D]), b.square(e))), [], ['B']);
    const { g } = run(({ b, vectors, table }) => ({ g: gradients(b, loss(b, quantise(b, vectors, table).straight), [vectors])[0]! }));
    const codes = CHOSEN.flatMap((k) => rows(TABLE, D)[k]!);
    expect(
      worst(
        g!,
        codes.map((e, i) => 2 * w[i % (N * D)]! * e),
      ),
    ).toBeLessThan(1e-14);
  });
  test('relaxed: the gradient of the responsibilities of Gaussians as wide as the vectors are far from their codes', () => {
    const w = normals('vq readers', N * K);
    const variance = mean(rows(VECTORS, D).map((v, i) => gap(v, rows(TABLE, D)[CHOSEN[i]!]!))) / D + 1e-6;
    const read = (v: ArrayLike<number>): number =>
      rows(v, D).reduce((sum, r, i) => {
        const p = softmax(rows(TABLE, D).map((e) => -gap(r, e) / (2 * variance)));
        return sum + p.reduce((a, x, k) => a + x * w[(i % N) * K + k]!, 0);
      }, 0);
    const { g } = run(({ b, vectors, table }) => {
      const y = b.sum(b.sumEvent(b.mul(b.constant(w, [N, K]), quantise(b, vectors, table).relaxed)), [], ['B']);
      return { g: gradients(b, y, [vectors])[0]! };
    });
    expect(worst(g!, differences(read, VECTORS))).toBeLessThan(1e-9);
    expect(Math.max(...g!.map(Math.abs))).toBeGreaterThan(0.01);
  });
  test('tells how often codes are taken, and how many are', () => {
    const { taken, many } = run(({ b, vectors, table }) => {
      const t = usage(b, quantise(b, vectors, table).hot);
      return { taken: t, many: perplexity(b, t) };
    });
    const share = Array.from({ length: K }, (_, k) => CHOSEN.filter((c) => c === k).length / CHOSEN.length);
    expect(
      worst(
        taken!,
        share.map((s) => K * s),
      ),
    ).toBeLessThan(1e-14);
    expect(many![0]).toBeCloseTo(Math.exp(-share.reduce((a, s) => a + (s > 0 ? s * Math.log(s) : 0), 0)), 12);
  });
});

describe('the table follows', () => {
  const decay = 0.9;
  const turn = (
    o: { table: readonly number[]; count: readonly number[]; vectors?: readonly number[]; step?: number; batch?: number },
    revive = 0,
  ): { table: number[]; count: number[] } => {
    const out = run(
      ({ b, vectors, table, count }) => ({ ...follow(b, { table, count }, vectors, quantise(b, vectors, table), { decay, revive }) }),
      o,
    );
    return { table: out.table!, count: out.count! };
  };
  test('the recurrence of the paper, with its counts and sums, for five turns', () => {
    // N_i and m_i count vectors; ours are in shares of an even use
    const scale = (B * N) / K;
    const counts = COUNT.map((c) => c * scale);
    const sums = rows(TABLE, D).map((e, k) => e.map((x) => x * counts[k]!));
    let at = { table: TABLE, count: COUNT };
    for (let step = 0; step < 5; step++) {
      const vectors = normals(`vq batch ${step}`, B * N * D);
      const codes = sums.map((m, k) => m.map((x) => x / counts[k]!));
      const chosen = rows(vectors, D).map((v) => nearestOf(v, codes));
      for (let k = 0; k < K; k++) {
        const mine = rows(vectors, D).filter((_, i) => chosen[i] === k);
        counts[k] = decay * counts[k]! + (1 - decay) * mine.length;
        sums[k] = sums[k]!.map((m, j) => decay * m + (1 - decay) * mine.reduce((a, v) => a + v[j]!, 0));
      }
      at = turn({ ...at, vectors });
      expect(
        worst(
          at.count,
          counts.map((c) => c / scale),
        ),
      ).toBeLessThan(1e-12);
      expect(
        worst(
          at.table,
          sums.flatMap((m, k) => m.map((x) => x / counts[k]!)),
        ),
      ).toBeLessThan(1e-12);
    }
  });
  test('a code that nothing takes stays, even one that was never counted', () => {
    const far = [...TABLE.slice(0, 9), 50, 50, 50];
    const next = turn({ table: far, count: [1, 1, 1, 0] });
    expect(next.table.slice(9)).toEqual([50, 50, 50]);
    expect(next.count[3]).toBe(0);
  });
  test('with a code in each of some clusters far apart it comes to rest at their means', () => {
    const centres = [
      [10, 0, 0],
      [0, 10, 0],
      [0, 0, 10],
      [-10, 0, 0],
    ];
    const vectors = Array.from({ length: 20 * N }, (_, i) => normals(`cluster ${i}`, D).map((x, j) => x + centres[i % K]![j]!)).flat();
    const means = centres.map((_, k) => [0, 1, 2].map((j) => mean(rows(vectors, D).flatMap((v, i) => (i % K === k ? [v[j]!] : [])))));
    let at = { table: centres.flat().map((x) => 0.6 * x), count: [1, 1, 1, 1] };
    for (let i = 0; i < 250; i++) at = turn({ ...at, vectors, batch: 20 }, 0.1);
    expect(worst(at.table, means.flat())).toBeLessThan(1e-9);
    expect(worst(at.count, [1, 1, 1, 1])).toBeLessThan(1e-9);
  });
  test('codes that lay dead start again, each at a vector of the batch, every one of which is as likely', () => {
    const turns = 400;
    const hits = Array<number>(B * N).fill(0);
    for (let step = 0; step < turns; step++) {
      // far from everything but the first, which takes all and is alive
      const next = turn({ table: [0, 0, 0, ...Array<number>(9).fill(90)], count: [1, 0.05, 0.05, 0.05], step }, 0.1);
      expect(next.count.slice(1)).toEqual([0.2, 0.2, 0.2]);
      expect(next.count[0]).toBeCloseTo(decay + (1 - decay) * K, 12);
      for (const e of rows(next.table, D).slice(1)) {
        const at = rows(VECTORS, D).findIndex((v) => gap(v, e) < 1e-20);
        expect(at).toBeGreaterThanOrEqual(0);
        hits[at]!++;
      }
    }
    const p = 1 / (B * N);
    // draws of one turn share the places of the vectors, so their number counts for less
    for (const h of hits) expect(Math.abs(h / (3 * turns) - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / turns));
    expect(turn({ table: TABLE, count: [0, 0, 0, 0] }, 0.9).count).toEqual([1.8, 1.8, 1.8, 1.8]);
  });
});
