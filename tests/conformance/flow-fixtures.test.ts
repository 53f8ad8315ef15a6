/** Flows against nflows with the same weights: what comes out, and the log-determinant. The figures were made by tests/fixtures/flows.py. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { binding } from '../../src/compiler/binding.ts';
import { drawingOf } from '../../src/compiler/drawing.ts';
import { inferSpaces } from '../../src/compiler/infer-spaces.ts';
import { Model } from '../../src/compiler/model.ts';
import { Trace } from '../../src/compiler/trace.ts';
import { spline } from '../../src/distributions/spline.ts';
import { real } from '../../src/graph/space.ts';
import { Builder } from '../../src/ir/builder.ts';
import { factoredRotation } from '../../src/nodes/flows/rotation.ts';
import { drawing } from '../drawings/all.ts';
import { type Drawn, altered, environmentOf, graphOf } from '../drawings/notation.ts';
import { interpret } from '../oracle/interpreter.ts';

interface Mapped {
  readonly n: number;
  readonly x: readonly number[];
  readonly z: readonly number[];
  readonly logDet: readonly number[];
}
interface Fixtures {
  readonly spline: Readonly<Record<'x' | 'raw' | 'up' | 'logUp' | 'down' | 'logDown', readonly number[]>> & {
    readonly bins: number;
    readonly bound: number;
  };
  readonly coupling: Mapped & { readonly weights: Readonly<Record<string, readonly number[]>> };
  readonly maf: Mapped & { readonly hidden: readonly number[]; readonly weights: Readonly<Record<string, readonly number[]>> };
  readonly linear: Mapped & Readonly<Record<'lower' | 'upper' | 'diagonal', readonly number[]>>;
}
const FIXTURES = JSON.parse(readFileSync(new URL('../fixtures/flows.json', import.meta.url), 'utf8')) as Fixtures;

const close = (found: ArrayLike<number>, wanted: readonly number[]): void => {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((w, i) => expect(found[i]!, String(i)).toBeCloseTo(w, 10));
};
const prefixed = (scope: string, weights: Readonly<Record<string, readonly number[]>>): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(Object.entries(weights).map(([k, v]) => [`${scope}.${k}`, v]));

/** One step over a standard normal base, from data to base and back; the log-determinant is what it adds to the density of the base. */
function mapped(
  nodes: Drawn['nodes'],
  wires: string,
  n: number,
  vectors: Readonly<Record<string, readonly number[]>>,
  x: readonly number[],
) {
  const d: Drawn = {
    ...altered(drawing('realnvp'), {
      nodes,
      wires: `prior.out>f.base f.out>x.p ${wires}`,
      without: 'prior.out>c1.base c1.out>c2.base c2.out>x.p',
    }),
    columns: { x: real(n) },
  };
  const model = new Model(graphOf(d), new Set(Object.keys(d.nodes)));
  const b = new Builder('fixture');
  const p = new Trace(drawingOf(model, inferSpaces(model, environmentOf(d)).spaces), b, binding({ use: 'score' })).distribution('x', 'p');
  const input = b.input('x', [n]);
  const z = p.invert!.back(b, input);
  const program = b.program({ z, again: p.invert!.forth(b, z), logp: p.logProb(b, { val: input }, 'score') });
  const rows = x.length / n;
  const out = interpret(program, { batch: rows, vectors, inputs: { x } });
  const normal = (k: number): number => out.z!.data.slice(k * n, (k + 1) * n).reduce((s, v) => s - (v * v + Math.log(2 * Math.PI)) / 2, 0);
  return { z: out.z!.data, again: out.again!.data, logDet: Array.from(out.logp!.data, (l, k) => l - normal(k)) };
}
function agrees(f: Mapped, nodes: Drawn['nodes'], wires: string, vectors: Readonly<Record<string, readonly number[]>>, x = f.x): void {
  const { z, again, logDet } = mapped(nodes, wires, f.n, vectors, x);
  close(z, f.z);
  close(logDet, f.logDet);
  close(again, x);
}

test.each([
  ['up', 'logUp'],
  ['down', 'logDown'],
] as const)('rational-quadratic splines, %s, with their tails', (direction, log) => {
  const f = FIXTURES.spline;
  const b = new Builder('spline');
  const n = f.x.length;
  const { val, logDets } = spline(b, b.constant(f.x, [n]), b.constant(f.raw, [n, 3 * f.bins - 1]), f.bins, f.bound, direction);
  const out = interpret(b.program({ val, logDets }), { batch: 1 });
  close(out.val!.data, f[direction]);
  close(out.logDets!.data, f[log]);
});

describe('whole steps', () => {
  test('an affine coupling', () => {
    const f = FIXTURES.coupling;
    agrees(f, { f: ['Coupling'], net: ['MLP', { hidden: [4], activation: 'tanh' }] }, 'net.out>f.network', prefixed('net', f.weights));
  });
  test('a masked autoregressive flow', () => {
    const f = FIXTURES.maf;
    const nodes: Drawn['nodes'] = { f: ['MaskedAutoregressive'], made: ['MADE', { hidden: [...f.hidden], activation: 'tanh' }] };
    agrees(f, nodes, 'made.out>f.network', prefixed('made', f.weights));
  });
  test('an invertible matrix by its factors', () => {
    const f = FIXTURES.linear;
    // nflows has no permutation and positive diagonals only: P and the signs S of ours are taken into x, as x P S (S L S) |D| U'
    const { order, sign } = factoredRotation('f', f.n);
    const vectors = {
      'f.lower': f.lower.map((v, k) => v * sign[Math.floor(k / f.n)]! * sign[k % f.n]!),
      'f.upper': f.upper.map((v, k) => v * sign[Math.floor(k / f.n)]!),
      'f.logScale': f.diagonal.map(Math.log),
    };
    const x = f.x.map((_, k) => {
      const at = order[k % f.n]!;
      return f.x[k - (k % f.n) + at]! * sign[at]!;
    });
    expect(sign.includes(-1)).toBe(true);
    agrees(f, { f: ['InvertibleLinear'] }, '', vectors, x);
  });
});
