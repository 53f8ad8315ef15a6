/** Normalisers of energies: against closed forms, against SciPy's quadrature, and against sums over every value. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { restricted } from '../../../src/distributions/energy/rbm.ts';
import { normaliserOf, type Judging } from '../../../src/distributions/energy/normaliser.ts';
import type { Energy } from '../../../src/distributions/energy/chains.ts';
import { type Space, real } from '../../../src/graph/space.ts';
import { Builder } from '../../../src/ir/builder.ts';
import type { Val } from '../../../src/ir/value.ts';
import { assertLegal } from '../../../src/ir/verify.ts';
import { binary } from '../../drawings/spaces.ts';
import { interpret } from '../../oracle/interpreter.ts';
import { draws, uniform } from '../../oracle/numbers.ts';

const SCIPY: { doubleWell: number; ring: number; three: number } = JSON.parse(
  readFileSync(new URL('../../fixtures/energies.json', import.meta.url), 'utf8'),
);
const JUDGING: Judging = { scale: 1, grid: 128, temperatures: 40, chains: 16 };
const part = (b: Builder, x: Val, i: number): Val => b.sumEvent(b.slice(b.flat(x), 0, i, i + 1));

function logZ(energy: Energy, space: Space, o: Partial<Judging> = {}, seed = 1): number {
  const b = new Builder('normaliser');
  const program = b.program({ z: normaliserOf({ node: 'e', space, energy, plates: [] }, { ...JUDGING, ...o }).log(b) });
  assertLegal(program);
  return interpret(program, { batch: 1, random: draws(seed, 0) }).z!.data[0]!;
}
/** The mean of exp(estimate - truth) over independent estimates, and how far from 1 it may be: they are unbiased. */
function unbiased(estimates: readonly number[], truth: number): { off: number; allowed: number } {
  const w = estimates.map((e) => Math.exp(e - truth));
  const mean = w.reduce((a, x) => a + x, 0) / w.length;
  const variance = w.reduce((a, x) => a + (x - mean) ** 2, 0) / (w.length - 1);
  return { off: Math.abs(mean - 1), allowed: 4.5 * Math.sqrt(variance / w.length) };
}
const gaussian =
  (...precisions: readonly number[]): Energy =>
  (b, x) =>
    b.sumEvent(
      b.mul(
        b.constant(
          precisions.map((p) => p / 2),
          [precisions.length],
        ),
        b.square(b.sub(x, 0.3)),
      ),
    );
const gaussianLogZ = (...precisions: readonly number[]): number => precisions.reduce((s, p) => s + 0.5 * Math.log((2 * Math.PI) / p), 0);
const doubleWell: Energy = (b, x) => b.sumEvent(b.add(b.square(b.sub(b.square(x), 1)), b.mul(0.3, x)));
const ring: Energy = (b, x) => {
  const radius = b.sqrt(b.sumEvent(b.square(x)));
  return b.sub(b.mul(8, b.square(b.sub(radius, 1.2))), b.mul(0.7, part(b, x, 1)));
};
const three: Energy = (b, v) => {
  const [x, y, z] = [part(b, v, 0), part(b, v, 1), part(b, v, 2)];
  const squares = b.mul(0.5, b.sumEvent(b.square(v)));
  const mixed = b.add(b.mul(0.4, b.mul(b.square(x), b.square(y))), b.mul(0.3, b.mul(x, z)));
  return b.sub(b.add(squares, mixed), b.mul(0.5, y));
};

describe('quadrature', () => {
  test('of Gaussians, narrow and wide', () => {
    for (const p of [0.05, 1, 60]) expect(logZ(gaussian(p), real(1))).toBeCloseTo(gaussianLogZ(p), 9);
    expect(logZ(gaussian(25, 0.5), real(2))).toBeCloseTo(gaussianLogZ(25, 0.5), 6);
    expect(logZ(gaussian(25, 0.5), real(1, 2))).toBeCloseTo(gaussianLogZ(25, 0.5), 6);
  });
  test('as SciPy finds it', () => {
    expect(logZ(doubleWell, real(1))).toBeCloseTo(SCIPY.doubleWell, 8);
    expect(logZ(ring, real(2))).toBeCloseTo(SCIPY.ring, 4);
  });
  test('for each condition on its own', () => {
    const b = new Builder('conditions');
    const c = b.input('c', []);
    const energy: Energy = (bb, x) => bb.mul(bb.mul(0.5, c), bb.sumEvent(bb.square(x)));
    const z = normaliserOf({ node: 'e', space: real(2), energy, plates: ['B'] }, { ...JUDGING, grid: 64 }).log(b);
    const out = interpret(b.program({ z }), { batch: 2, inputs: { c: [0.5, 3] } }).z!;
    expect(out.plates).toEqual(['B']);
    [0.5, 3].forEach((p, i) => expect(out.data[i]).toBeCloseTo(gaussianLogZ(p, p), 5));
  });
});

describe('a sum over bits', () => {
  test.each([3, 8, 10])('of %i bits', (n) => {
    const w = uniform(`pairs ${n}`, n * n, -1, 1);
    const energy: Energy = (b, x) => b.neg(b.sumEvent(b.mul(b.matmul(x, b.constant([...w], [n, n])), x)));
    let total = 0;
    for (let k = 0; k < 2 ** n; k++) {
      const x = Array.from({ length: n }, (_, i) => (k >> i) & 1);
      total += Math.exp(x.reduce((s, xi, i) => s + xi * x.reduce((t, xj, j) => t + xj * w[i * n + j]!, 0), 0));
    }
    expect(logZ(energy, binary(n))).toBeCloseTo(Math.log(total), 10);
  });
});

describe('annealed importance sampling', () => {
  const SEEDS = Array.from({ length: 24 }, (_, i) => i + 1);
  const over = (energy: Energy, space: Space): readonly number[] => SEEDS.map((s) => logZ(energy, space, {}, s));
  test('is unbiased on a Gaussian', () => {
    const found = unbiased(over(gaussian(4, 0.7, 2), real(3)), gaussianLogZ(4, 0.7, 2));
    expect(found.off).toBeLessThan(found.allowed);
    expect(found.allowed).toBeLessThan(0.3);
  }, 60_000);
  test('is unbiased where SciPy knows the answer', () => {
    const found = unbiased(over(three, real(3)), SCIPY.three);
    expect(found.off).toBeLessThan(found.allowed);
    expect(found.allowed).toBeLessThan(0.3);
  }, 60_000);
  test('is unbiased on bits', () => {
    const n = 17;
    const a = [...uniform('fields', n, -0.5, 0.5)];
    // a chain of neighbours that like to agree: summed exactly by transfer
    const energy: Energy = (b, x) => {
      const both = b.sumEvent(b.mul(b.slice(x, 0, 0, n - 1), b.slice(x, 0, 1, n)));
      return b.neg(b.add(b.sumEvent(b.mul(b.constant(a, [n]), x)), b.mul(0.4, both)));
    };
    let [zero, one] = [1, Math.exp(a[0]!)];
    for (let i = 1; i < n; i++) [zero, one] = [zero + one, (zero + one * Math.exp(0.4)) * Math.exp(a[i]!)];
    const found = unbiased(over(energy, binary(n)), Math.log(zero + one));
    expect(found.off).toBeLessThan(found.allowed);
    expect(found.allowed).toBeLessThan(0.3);
  }, 60_000);
});

describe('a restricted Boltzmann machine', () => {
  /** Weights, and log Z by counting every visible vector. */
  function machine(visible: number, hidden: number) {
    const name = `${visible} by ${hidden}`;
    const w = uniform(`w ${name}`, visible * hidden, -0.7, 0.7);
    const a = uniform(`a ${name}`, visible, -1, 0.5);
    const c = uniform(`c ${name}`, hidden, -0.5, 0.5);
    const minusF = (v: readonly number[]): number => {
      let f = v.reduce((s, x, i) => s + x * a[i]!, 0);
      for (let j = 0; j < hidden; j++) f += Math.log1p(Math.exp(v.reduce((s, x, i) => s + x * w[i * hidden + j]!, c[j]!)));
      return f;
    };
    let total = 0;
    for (let k = 0; k < 2 ** visible; k++) total += Math.exp(minusF(Array.from({ length: visible }, (_, i) => (k >> i) & 1)));
    const score = (v: readonly number[], seed: number): number => {
      const b = new Builder('rbm');
      const of = { w: b.constant([...w], [visible, hidden]), a: b.constant([...a], [visible]), c: b.constant([...c], [hidden]) };
      const d = restricted('r', binary(visible), of, 1, { temperatures: 30, chains: 10 });
      const logp = d.logProb(b, { val: b.constant([...v], [visible]) }, 'score');
      return interpret(b.program({ logp }), { batch: 1, random: draws(seed, 0) }).logp!.data[0]!;
    };
    return { minusF, logZ: Math.log(total), score };
  }
  const some = (n: number): number[] => Array.from(uniform('visible', n, 0, 2), Math.floor);

  test('scores exactly with few hidden units, or with few visible ones', () => {
    for (const [visible, hidden] of [
      [5, 3],
      [6, 11],
      [4, 17],
    ] as const) {
      const m = machine(visible, hidden);
      const v = some(visible);
      expect(m.score(v, 1)).toBeCloseTo(m.minusF(v) - m.logZ, 8);
    }
  });
  test('is annealed without bias where both are many', () => {
    const m = machine(17, 17);
    const v = some(17);
    const estimates = Array.from({ length: 20 }, (_, i) => m.minusF(v) - m.score(v, i + 1));
    const found = unbiased(estimates, m.logZ);
    expect(found.off).toBeLessThan(found.allowed);
    expect(found.allowed).toBeLessThan(0.3);
  }, 60_000);
});
