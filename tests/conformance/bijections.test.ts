/** Every invertible map goes there and back, and the density it gives follows from the determinant of its Jacobian (taken by reverse mode, row by row). */
import { describe, expect, test } from 'vitest';
import { binding } from '../../src/compiler/binding.ts';
import { drawingOf } from '../../src/compiler/drawing.ts';
import { inferSpaces } from '../../src/compiler/infer-spaces.ts';
import { Model } from '../../src/compiler/model.ts';
import { Trace } from '../../src/compiler/trace.ts';
import { numel, real } from '../../src/graph/space.ts';
import { Builder } from '../../src/ir/builder.ts';
import { gradients } from '../../src/ir/differentiate.ts';
import { assertLegal } from '../../src/ir/verify.ts';
import type { Val } from '../../src/ir/value.ts';
import { drawing } from '../drawings/all.ts';
import { type Drawn, altered, compiled, environmentOf, graphOf, withSmallNetworks } from '../drawings/notation.ts';
import { determinant } from '../oracle/determinant.ts';
import { interpret } from '../oracle/interpreter.ts';
import { feed, uniform } from '../oracle/numbers.ts';

const flow = drawing('realnvp');
const over = (n: number | readonly number[], nodes: Drawn['nodes'], wires: string): Drawn => ({
  ...altered(flow, { nodes, wires, without: 'prior.out>c1.base c1.out>c2.base c2.out>x.p' }),
  columns: { x: typeof n === 'number' ? real(n) : real(...n) },
});
const one = (name: string, n: number | readonly number[], kind: string, params = {}): readonly [string, Drawn] => [
  name,
  over(n, { f: [kind, params] }, 'prior.out>f.base f.out>x.p'),
];
const CASES: readonly (readonly [string, Drawn])[] = [
  one('affine coupling', 5, 'Coupling'),
  one('affine coupling of halves, swapped', 4, 'Coupling', { split: 'halves', flip: true }),
  one('additive coupling', 3, 'Coupling', { form: 'additive' }),
  one('spline coupling', 4, 'SplineCoupling', { bins: 5, bound: 3 }),
  one('spline coupling with tails', 4, 'SplineCoupling', { bins: 4, bound: 0.5, flip: true }),
  one('actnorm', 4, 'ActNorm'),
  one('actnorm of an image', [2, 2, 2], 'ActNorm'),
  one('invertible matrix', 5, 'InvertibleLinear'),
  one('invertible 1×1 convolution', [2, 1, 3], 'InvertibleLinear'),
  one('coupling of a chequerboard', [2, 3, 1], 'Coupling'),
  one('coupling of the other colour, additive', [3, 2, 2], 'Coupling', { flip: true, form: 'additive' }),
  one('coupling of channels', [2, 2, 3], 'Coupling', { split: 'halves' }),
  one('coupling of channels, swapped', [1, 2, 3], 'Coupling', { split: 'halves', flip: true }),
  one('coupling of an image of one pixel', [1, 1, 4], 'Coupling'),
  one('spline coupling of a chequerboard', [2, 2, 1], 'SplineCoupling', { bins: 4, bound: 3 }),
  one('spline coupling of channels', [2, 1, 3], 'SplineCoupling', { bins: 4, bound: 3, split: 'halves' }),
  one('squeeze', [2, 4, 1], 'Squeeze'),
  one('split', 6, 'Split'),
  one('split of an image', [2, 1, 4], 'Split'),
  ['split under a split', over(8, { f: ['Split'], g: ['Split'], c: ['Coupling'] }, 'prior.out>f.base f.out>c.base c.out>g.base g.out>x.p')],
  ['Glow', drawing('glow-of-images')],
  ['logit', drawing('logit-flow')],
  one('reversal', 4, 'Permute'),
  one('shuffle', 6, 'Permute', { order: 'shuffle', shuffle: 5 }),
  [
    'MAF',
    over(
      4,
      { made: ['MADE', { hidden: [9], activation: 'tanh' }], f: ['MaskedAutoregressive'] },
      'prior.out>f.base made.out>f.network f.out>x.p',
    ),
  ],
  [
    'IAF',
    over(
      4,
      { made: ['MADE', { hidden: [7, 9], activation: 'tanh' }], f: ['MaskedAutoregressive', { quick: 'forward' }] },
      'prior.out>f.base made.out>f.network f.out>x.p',
    ),
  ],
  ['several steps', { ...drawing('nice-with-permutation') }],
];
const BATCH = 4;

/** The flow drawn as p(x), with what is asked of it, at random weights and points; in float64. */
function run(d: Drawn): {
  n: number;
  x: Float64Array;
  back: Float64Array;
  again: Float64Array;
  logp: Float64Array;
  rows: readonly Float64Array[];
} {
  const small = withSmallNetworks(d);
  const graph = graphOf(small);
  const model = new Model(graph, new Set(Object.keys(small.nodes)));
  const { spaces } = inferSpaces(model, environmentOf(small));
  const b = new Builder('bijection');
  const t = new Trace(drawingOf(model, spaces), b, binding({ use: 'score' }));
  const p = t.distribution('x', 'p');
  const x = b.input('x', p.event);
  const n = numel(p.event);
  const z = b.flat(p.invert!.back(b, x));
  const outputs: Record<string, Val> = {
    back: z,
    again: p.invert!.forth(b, p.invert!.back(b, x)),
    logp: b.expand(p.logProb(b, { val: x }, 'score'), ['B'], []),
  };
  for (let i = 0; i < n; i++) outputs[`row${i}`] = gradients(b, b.sum(b.slice(z, 0, i, i + 1), [0], ['B']), [x])[0]!;
  const program = b.program(outputs);
  assertLegal(program);
  const vectors = Object.fromEntries([...b.params].map(([name, slot]) => [name, uniform(name, numel(slot.event), -0.9, 0.9)]));
  const given = p.space.values.kind === 'unit' ? uniform('x', BATCH * n, 0.02, 0.98) : uniform('x', BATCH * n, -2, 2);
  const out = interpret(program, { batch: BATCH, vectors, inputs: { x: given } });
  return {
    n,
    x: Float64Array.from(given),
    back: out.back!.data,
    again: out.again!.data,
    logp: out.logp!.data,
    rows: Array.from({ length: n }, (_, i) => out[`row${i}`]!.data),
  };
}

describe.each(CASES)('%s', (_, d) => {
  const { n, x, back, again, logp, rows } = run(d);
  test('goes to the base and back', () => {
    again.forEach((v, i) => expect(v).toBeCloseTo(x[i]!, 9));
    expect(Math.max(...back.map((v, i) => Math.abs(v - x[i]!)))).toBeGreaterThan(1e-3);
  });
  test('its density is that of the base times the determinant of its Jacobian', () => {
    for (let k = 0; k < BATCH; k++) {
      const at = (data: Float64Array): readonly number[] => Array.from(data.subarray(k * n, (k + 1) * n));
      const normal = at(back).reduce((s, z) => s - (z * z + Math.log(2 * Math.PI)) / 2, 0);
      const jacobian = rows.map(at);
      expect(logp[k]!).toBeCloseTo(normal + Math.log(Math.abs(determinant(jacobian))), 8);
    }
  });
});

test('score tells how far an example misses itself on the way to the base and back, where there is such a way', () => {
  const { program } = compiled(withSmallNetworks(drawing('realnvp'))).score;
  const { vectors, inputs } = feed(program!, 5, -0.7, 0.7);
  const { roundTrip } = interpret(program!, { batch: 5, vectors, inputs });
  expect(roundTrip!.data).toHaveLength(5);
  roundTrip!.data.forEach((d) => expect(d).toBeLessThan(1e-12));
  for (const name of ['vae', 'gmm-mixture', 'vae-iaf-posterior'])
    expect(Object.keys(compiled(drawing(name)).score.program!.outputs), name).toEqual(['logp']);
});
