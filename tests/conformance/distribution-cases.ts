/** One of each distribution, with parameters that favour no symmetry. Their names and numbers, so that gradients to them can be looked for. */
import type { Distribution } from '../../src/distributions/distribution.ts';
import { type AutoregressiveOptions, autoregressive } from '../../src/distributions/autoregressive.ts';
import { bernoulli } from '../../src/distributions/bernoulli.ts';
import { categorical } from '../../src/distributions/categorical.ts';
import { dirac } from '../../src/distributions/dirac.ts';
import { type Bijection, type Moved, transformed } from '../../src/distributions/bijection.ts';
import { factoredOut } from '../../src/distributions/factored-out.ts';
import { hamiltonian } from '../../src/distributions/energy/chains.ts';
import { closedProduct, closedTemperature } from '../../src/distributions/energy/closed-product.ts';
import { unnormalised } from '../../src/distributions/energy/landscape.ts';
import { normaliserOf } from '../../src/distributions/energy/normaliser.ts';
import { restricted } from '../../src/distributions/energy/rbm.ts';
import { fullGaussian } from '../../src/distributions/full-gaussian.ts';
import { gaussian } from '../../src/distributions/gaussian.ts';
import { BERNOULLI, type Law, categoricalLaw, gaussiansLaw, levelLaw, logisticsLaw } from '../../src/distributions/laws.ts';
import { categoricalLevels, discretisedLogistic } from '../../src/distributions/levels.ts';
import { mixture } from '../../src/distributions/mixture.ts';
import { spline } from '../../src/distributions/spline.ts';
import { uniform } from '../../src/distributions/uniform.ts';
import { type Space, real, tokens } from '../../src/graph/space.ts';
import type { Builder } from '../../src/ir/builder.ts';
import { type Val, ZEROS } from '../../src/ir/value.ts';
import { binary, levels } from '../drawings/spaces.ts';

export interface Case {
  readonly name: string;
  /** Parameters: numbers by name, with their shapes. */
  readonly params: Readonly<Record<string, { readonly event: readonly number[]; readonly data: readonly number[] }>>;
  make(b: Builder, param: (name: string) => Val): Distribution;
  /** Every value, for a discrete one: each as the numbers it has inside programs. */
  readonly values?: readonly (readonly number[])[];
  /** A box that holds all but 1e-6 of the mass, for a continuous one. */
  readonly box?: readonly (readonly [low: number, high: number])[];
  /** Is `mean` the exact expectation? A discretised logistic gives its centre instead, for views. */
  readonly exactMean?: boolean;
  /** Parameters that a draw carries a gradient to. */
  readonly moves: readonly string[];
}
const vector = (...data: number[]): { event: readonly number[]; data: readonly number[] } => ({ event: [data.length], data });
const table = (event: readonly number[], ...data: number[]): { event: readonly number[]; data: readonly number[] } => ({ event, data });
/** All tuples over the alphabets, the last position running fastest. */
function tuples<T>(n: number, alphabet: readonly T[]): T[][] {
  return n === 0 ? [[]] : tuples(n - 1, alphabet).flatMap((head) => alphabet.map((a) => [...head, a]));
}
const hot = (k: number): number[][] => Array.from({ length: k }, (_, i) => Array.from({ length: k }, (__, j) => +(i === j)));
const numbers = (k: number): number[] => Array.from({ length: k }, (_, i) => i);

function mixtureOf(b: Builder, param: (name: string) => Val, shape: readonly number[]): Distribution {
  const plate = b.plate('m.c', 3);
  const part = gaussian('m', real(...shape), b.toPlate(param('mean'), plate), b.toPlate(param('logScale'), plate));
  const logits = b.toPlate(param('logits'), plate);
  return mixture('m', real(...shape), plate, logits, {
    parts: [part],
    logProb: part.logProb,
    sample: (bb, ps) => part.sample(bb, ps).datum.val,
  });
}
const logistic = (name: string, logScale: number): Case => ({
  name,
  params: { mean: vector(-0.3, 0.8), logScale: vector(logScale, logScale + 0.5) },
  make: (_, p) => discretisedLogistic('l', levels(5, 2), 5, p('mean'), p('logScale')),
  values: tuples(2, numbers(5)),
  moves: [],
});

/** A spline of a standard normal. In two dimensions its kinks would want a finer grid than there is. */
function splined(b: Builder, raw: Val): Distribution {
  const either = (bb: Builder, v: Val, direction: 'up' | 'down'): Moved => {
    const { val, logDets } = spline(bb, v, raw, 4, 3, direction);
    return { val, logDet: bb.sumEvent(logDets) };
  };
  const f: Bijection = {
    plates: raw.plates,
    forward: (bb, z) => either(bb, z, 'down'),
    inverse: (bb, x) => either(bb, x, 'up'),
  };
  return transformed('s', real(1), gaussian('s', real(1), b.expand(b.of(0), [], [1]), b.expand(b.of(0), [], [1])), f);
}
/** exp(-u² - u⁴) of u = x - tilt: drawn by chains that leave it exactly as it is. */
function quartic(tilt: Val): Distribution {
  const energy = (b: Builder, x: Val): Val => {
    const square = b.square(b.sub(x, tilt));
    return b.sumEvent(b.mul(square, b.add(1, square)));
  };
  const landscape = { node: 'e', space: real(1), energy, plates: tilt.plates };
  return unnormalised(
    landscape,
    {
      name: 'steps',
      // far out the energy is so steep that every proposal would be turned down
      start: (b, plates) => b.mul(0.4, b.random('normal', [...plates, ...tilt.plates], [1])),
      step: (b, x) => hamiltonian(b, energy, x, 0.25, 2),
      init: ZEROS,
      settle: (_, raw) => raw,
    },
    40,
    normaliserOf(landscape, { scale: 1, grid: 64, temperatures: 2, chains: 2 }),
  );
}
const two = (make: (at: number) => Distribution): readonly Distribution[] => [make(0), make(1)];
/** Widths, heights and slopes of a spline with four bins. */
const RAW = Array.from({ length: 11 }, (_, i) => 0.5 * Math.sin(2.1 * i + 0.4));

/** Each position reads the one before it: numbers [n, law] and pull [width, law]. */
function inTurn(space: Space, law: Law, o: AutoregressiveOptions = {}, pull = 0.9): Pick<Case, 'params' | 'make' | 'moves'> {
  const n = space.shape[0]!;
  const width = 'k' in space.values && space.values.kind === 'tokens' ? space.values.k : 1;
  const some = (size: number, most: number, by: number): number[] => Array.from({ length: size }, (_, i) => most * Math.sin(by * i + 0.7));
  return {
    params: {
      numbers: table([n, law.numbers], ...some(n * law.numbers, 0.6, 1.3)),
      pull: table([width, law.numbers], ...some(width * law.numbers, pull, 2.9)),
    },
    make: (_, p) => {
      const [own, weights] = [p('numbers'), p('pull')];
      const before = (bb: Builder, x: Val): Val => bb.pad(bb.slice(x, 0, 0, n - 1), 0, 1, 0);
      return autoregressive(
        'a',
        space,
        {
          law,
          positions: [n],
          width,
          plates: own.plates,
          read: (__, x) => x,
          apply: (bb, x) => bb.add(own, bb.matmul(before(bb, x), weights)),
        },
        o,
      );
    },
    moves: [],
  };
}

export const CASES: readonly Case[] = [
  {
    name: 'gaussian, 1-D',
    params: { mean: vector(0.4), logScale: vector(-0.3) },
    make: (_, p) => gaussian('g', real(1), p('mean'), p('logScale')),
    box: [[-5, 6]],
    exactMean: true,
    moves: ['mean', 'logScale'],
  },
  {
    name: 'gaussian, 2-D with one scale',
    params: { mean: vector(0.4, -1), logScale: table([], 0.2) },
    make: (_, p) => gaussian('g', real(2), p('mean'), p('logScale')),
    box: [
      [-7, 8],
      [-8, 6],
    ],
    exactMean: true,
    moves: ['mean', 'logScale'],
  },
  {
    name: 'full gaussian, 1-D',
    params: { mean: vector(0.4), lower: table([1, 1], 3), logDiagonal: vector(0.3) },
    make: (_, p) => fullGaussian('f', real(1), p('mean'), p('lower'), p('logDiagonal')),
    box: [[-5, 6]],
    exactMean: true,
    moves: ['mean', 'lower', 'logDiagonal'],
  },
  {
    name: 'full gaussian, 2-D',
    params: { mean: vector(0.4, -1), lower: table([2, 2], 9, 8, 0.7, 7), logDiagonal: vector(0.1, -0.2) },
    make: (_, p) => fullGaussian('f', real(2), p('mean'), p('lower'), p('logDiagonal')),
    box: [
      [-7, 8],
      [-11, 9],
    ],
    exactMean: true,
    moves: ['mean', 'lower', 'logDiagonal'],
  },
  {
    name: 'uniform, 1-D',
    params: {},
    make: () => uniform('u', real(1), -0.5, 2),
    box: [[-0.5, 2]],
    exactMean: true,
    moves: [],
  },
  {
    name: 'uniform, 2-D',
    params: {},
    make: () => uniform('u', real(2), -0.5, 2),
    box: [
      [-0.5, 2],
      [-0.5, 2],
    ],
    exactMean: true,
    moves: [],
  },
  {
    name: 'mixture, 1-D',
    params: { mean: table([3, 1], -2, 0, 1.5), logScale: table([3, 1], -1, -0.3, 0.1), logits: vector(0.5, -0.2, 0) },
    make: (b, p) => mixtureOf(b, p, [1]),
    box: [[-6, 8]],
    moves: ['mean', 'logScale'],
  },
  {
    name: 'mixture, 2-D',
    params: {
      mean: table([3, 2], -2, 0, 1.5, 1, 0, -1),
      logScale: table([3, 2], -0.6, -0.3, 0.1, 0, -0.4, 0.2),
      logits: vector(0.5, -0.2, 0),
    },
    make: (b, p) => mixtureOf(b, p, [2]),
    box: [
      [-6, 8],
      [-8, 7],
    ],
    moves: ['mean', 'logScale'],
  },
  {
    name: 'flow: a spline',
    params: { raw: table([1, 11], ...RAW) },
    make: (b, p) => splined(b, p('raw')),
    box: [[-6, 6]],
    moves: ['raw'],
  },
  {
    name: 'flow: half factored out',
    params: { slope: table([1], 1.2), spread: table([1], 0.5) },
    make: (b, p) =>
      factoredOut('s', real(2), gaussian('g', real(1), b.expand(b.of(0), [], [1]), b.expand(b.of(0), [], [1])), {
        plates: [...p('slope').plates, ...p('spread').plates],
        given: (bb, h) => ({ mean: bb.tanh(bb.mul(p('slope'), h)), logScale: bb.sub(bb.mul(p('spread'), bb.tanh(h)), 0.5) }),
      }),
    box: [
      [-5.5, 5.5],
      [-6, 6],
    ],
    moves: ['slope', 'spread'],
  },
  {
    name: 'energy, by Hamiltonian steps',
    params: { tilt: vector(0.4) },
    make: (_, p) => quartic(p('tilt')),
    box: [[-3, 4]],
    moves: [],
  },
  {
    name: 'product of Gaussians, 2-D',
    params: { mean: table([2, 2], -1, 0.5, 1, 0.2), logScale: table([2, 2], 0.3, -0.2, 0.5, -0.4) },
    make: (b, p) => {
      const row = (name: string, i: number): Val => b.reshape(b.slice(p(name), 0, i, i + 1), [2]);
      return closedProduct(
        b,
        'g',
        real(2),
        two((i) => gaussian('g', real(2), row('mean', i), row('logScale', i))),
      )!;
    },
    box: [
      [-5, 6],
      [-4, 5],
    ],
    exactMean: true,
    moves: ['mean', 'logScale'],
  },
  {
    name: 'tempered Gaussian, 1-D',
    params: { mean: vector(0.7), logScale: vector(-0.4) },
    make: (b, p) => closedTemperature(b, 'g', gaussian('g', real(1), p('mean'), p('logScale')), 1.7)!,
    box: [[-5, 7]],
    exactMean: true,
    moves: ['mean', 'logScale'],
  },
  {
    name: 'machine of three visible bits',
    params: { w: table([3, 2], 1.2, -0.8, -0.6, 1.5, 0.9, 0.4), a: vector(0.3, -0.5, 0.1), c: vector(-0.2, 0.4) },
    make: (_, p) => restricted('r', binary(3), { w: p('w'), a: p('a'), c: p('c') }, 12, { temperatures: 2, chains: 2 }),
    values: tuples(3, [0, 1]),
    moves: [],
  },
  {
    name: 'product of bernoullis',
    params: { logits: table([2, 3], 0.4, -1, 2, 0.2, 0.7, -1.1) },
    make: (b, p) => {
      const row = (i: number): Val => b.reshape(b.slice(p('logits'), 0, i, i + 1), [3]);
      return closedProduct(
        b,
        'b',
        binary(3),
        two((i) => bernoulli('b', binary(3), row(i))),
      )!;
    },
    values: tuples(3, [0, 1]),
    exactMean: true,
    moves: [],
  },
  {
    name: 'tempered categorical',
    params: { logits: vector(0.4, -1, 0.7) },
    make: (b, p) => closedTemperature(b, 'c', categorical('c', tokens(3), p('logits')), 0.4)!,
    values: hot(3),
    exactMean: true,
    moves: ['logits'],
  },
  {
    name: 'bernoulli',
    params: { logits: vector(0.4, -1, 2) },
    make: (_, p) => bernoulli('b', binary(3), p('logits')),
    values: tuples(3, [0, 1]),
    exactMean: true,
    moves: [],
  },
  {
    name: 'bernoulli, straight-through',
    params: { logits: vector(0.4, -1, 2) },
    make: (_, p) => bernoulli('b', binary(3), p('logits'), 0.7),
    values: tuples(3, [0, 1]),
    exactMean: true,
    moves: ['logits'],
  },
  {
    name: 'categorical',
    params: { logits: vector(0.4, -1, 0.7) },
    make: (_, p) => categorical('c', tokens(3), p('logits')),
    values: hot(3),
    exactMean: true,
    moves: ['logits'],
  },
  {
    name: 'categorical, two at once',
    params: { logits: table([2, 3], 0.4, -1, 0.7, 0, 2, -0.5) },
    make: (_, p) => categorical('c', tokens(3, 2), p('logits'), 0.5),
    values: tuples(2, hot(3)).map((t) => t.flat()),
    exactMean: true,
    moves: ['logits'],
  },
  logistic('discretised logistic', -1),
  logistic('discretised logistic, narrow', -5),
  logistic('discretised logistic, wide', 2),
  {
    name: 'categorical over levels',
    params: { logits: table([2, 4], 0.4, -1, 0.7, 0.1, 0, 2, -0.5, 0) },
    make: (_, p) => categoricalLevels('v', levels(4, 2), 4, p('logits')),
    values: tuples(2, numbers(4)),
    exactMean: true,
    moves: [],
  },
  {
    name: 'categorical over levels, one position',
    params: { logits: table([1, 4], 0.4, -1, 0.7, 0.1) },
    make: (_, p) => categoricalLevels('v', levels(4, 1), 4, p('logits')),
    values: tuples(1, numbers(4)),
    exactMean: true,
    moves: [],
  },
  { name: 'autoregressive over bits', ...inTurn(binary(3), BERNOULLI), values: tuples(3, [0, 1]) },
  { name: 'autoregressive over tokens', ...inTurn(tokens(3, 3), categoricalLaw(3)), values: tuples(3, hot(3)).map((v) => v.flat()) },
  {
    name: 'autoregressive over tokens with an end',
    ...inTurn(tokens(3, 3), categoricalLaw(3), { end: 1 }),
    values: tuples(3, numbers(3))
      .filter((v) => !v.includes(1) || v.slice(v.indexOf(1)).every((t) => t === 1))
      .map((v) => v.flatMap((t) => hot(3)[t]!)),
  },
  { name: 'autoregressive over levels', ...inTurn(levels(4, 2), levelLaw(4)), values: tuples(2, numbers(4)) },
  { name: 'autoregressive over levels by logistics', ...inTurn(levels(5, 2), logisticsLaw(5, 2)), values: tuples(2, numbers(5)) },
  {
    name: 'autoregressive over reals',
    ...inTurn(real(2), gaussiansLaw(2), {}, 0.04),
    box: [
      [-10, 10],
      [-12, 12],
    ],
  },
];
/** A point mass stands apart: it is one value. */
export const point = (b: Builder, discrete: boolean): Distribution =>
  discrete ? dirac('d', binary(2), { val: b.constant([1, 0], [2]) }) : dirac('d', real(2), { val: b.param('at', [2], ZEROS) });
