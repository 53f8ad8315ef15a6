import { describe, expect, test } from 'vitest';
import type { Params } from '../../../src/graph/model.ts';
import { drawing } from '../../drawings/all.ts';
import { altered, compiled } from '../../drawings/notation.ts';
import { normals, runPlayer } from './run.ts';
import { rows, worst } from './formulas.ts';

/** A Gaussian fitted to six points: its gradient is known by hand. */
const x = normals('optimiser x', 12);
const start = { 'prior.mean': [0.5, -0.3], 'prior.logScale': [0.2, -0.1] };
/** Gradient of the mean negative log-likelihood at (mean, log-scale), in that order. */
function gradient(theta: readonly number[]): number[] {
  const g = [0, 0, 0, 0];
  for (const r of rows(x, 2))
    for (const k of [0, 1]) {
      const u = (r[k]! - theta[k]!) * Math.exp(-theta[2 + k]!);
      g[k]! += (-u * Math.exp(-theta[2 + k]!)) / 6;
      g[2 + k]! += (1 - u * u) / 6;
    }
  return g;
}
interface Steps {
  readonly weights: readonly number[];
  readonly average: readonly number[] | undefined;
}
/** Weights after some steps of the derived program, its state carried along as a run would. */
function trained(settings: Params, steps: number): Steps {
  const c = compiled(altered(drawing('gaussian-fit'), { nodes: { opt: ['Optimiser', { batch: 6, ...settings }] } }));
  const [vector] = c.vectors;
  expect(vector!.entries.map((e) => e.param)).toEqual(['prior.mean', 'prior.logScale']);
  const first = [...start['prior.mean'], ...start['prior.logScale']];
  let state: Record<string, ArrayLike<number>> = { 'weights.opt': first, 'average.opt': first };
  for (let step = 0; step < steps; step++)
    state = { ...state, ...runPlayer(c, c.learn.players[0]!, { batch: 6, inputs: { 'd.x': x }, state, step }).next };
  return { weights: Array.from(state['weights.opt']!), average: state['average.opt'] && Array.from(state['average.opt']) };
}
/** The same by a rule written out: `rule` gets the gradient and the number of the step, from 0. */
function byHand(steps: number, rule: (theta: number[], g: readonly number[], step: number) => void): number[] {
  const theta = [...start['prior.mean'], ...start['prior.logScale']];
  for (let step = 0; step < steps; step++) rule(theta, gradient(theta), step);
  return theta;
}
const zeros = (): number[] => [0, 0, 0, 0];

describe('update rules, three steps each', () => {
  const rate = 0.05;
  test('SGD without momentum', () => {
    const want = byHand(3, (t, g) => g.forEach((gi, i) => (t[i]! -= rate * gi)));
    expect(worst(trained({ algorithm: 'sgd', momentum: 0, rate, schedule: 'constant' }, 3).weights, want)).toBeLessThan(1e-12);
  });
  test('SGD with momentum', () => {
    const velocity = zeros();
    const want = byHand(3, (t, g) =>
      g.forEach((gi, i) => {
        velocity[i] = 0.8 * velocity[i]! + gi;
        t[i]! -= rate * velocity[i]!;
      }),
    );
    expect(worst(trained({ algorithm: 'sgd', momentum: 0.8, rate, schedule: 'constant' }, 3).weights, want)).toBeLessThan(1e-12);
  });
  test('RMSProp', () => {
    const v = zeros();
    const want = byHand(3, (t, g) =>
      g.forEach((gi, i) => {
        v[i] = 0.9 * v[i]! + 0.1 * gi * gi;
        t[i]! -= (rate * gi) / (Math.sqrt(v[i]!) + 1e-6);
      }),
    );
    const got = trained({ algorithm: 'rmsprop', beta2: 0.9, epsilon: 1e-6, rate, schedule: 'constant' }, 3).weights;
    expect(worst(got, want)).toBeLessThan(1e-12);
  });
  const adam = (decay: number): number[] => {
    const [m, v] = [zeros(), zeros()];
    return byHand(3, (t, g, step) =>
      g.forEach((gi, i) => {
        m[i] = 0.8 * m[i]! + 0.2 * gi;
        v[i] = 0.95 * v[i]! + 0.05 * gi * gi;
        const [first, second] = [m[i]! / (1 - 0.8 ** (step + 1)), v[i]! / (1 - 0.95 ** (step + 1))];
        t[i]! -= rate * (first / (Math.sqrt(second) + 1e-8) + decay * t[i]!);
      }),
    );
  };
  const settings = { beta1: 0.8, beta2: 0.95, rate, schedule: 'constant' };
  test('Adam', () => {
    expect(worst(trained({ algorithm: 'adam', decay: 0.3, ...settings }, 3).weights, adam(0))).toBeLessThan(1e-12);
  });
  test('AdamW decays the weights apart from the gradient', () => {
    expect(worst(trained({ algorithm: 'adamw', decay: 0.3, ...settings }, 3).weights, adam(0.3))).toBeLessThan(1e-12);
    expect(worst(adam(0.3), adam(0))).toBeGreaterThan(1e-3);
  });
});

describe('what goes around a rule', () => {
  const sgd = { algorithm: 'sgd', momentum: 0, rate: 0.1 };
  const g = gradient([...start['prior.mean'], ...start['prior.logScale']]);
  const norm = Math.hypot(...g);
  const moved = (settings: Params, steps = 1): number[] => [...trained({ ...sgd, ...settings }, steps).weights];
  const by = (factor: number): number[] => byHand(1, (t, gs) => gs.forEach((gi, i) => (t[i]! -= factor * gi)));
  test('clipping scales a long gradient to its norm, and leaves a short one alone', () => {
    expect(worst(moved({ schedule: 'constant', clip: norm / 3 }), by(0.1 / 3))).toBeLessThan(1e-12);
    expect(worst(moved({ schedule: 'constant', clip: norm * 3 }), by(0.1))).toBeLessThan(1e-12);
  });
  test('warm-up raises the rate step by step', () => {
    const want = byHand(3, (t, gs, step) => gs.forEach((gi, i) => (t[i]! -= ((0.1 * (step + 1)) / 4) * gi)));
    expect(worst(moved({ schedule: 'constant', warmup: 4 }, 3), want)).toBeLessThan(1e-12);
  });
  test('the cosine falls to a hundredth at its horizon', () => {
    const rate = (step: number): number => 0.1 * (0.01 + 0.99 * 0.5 * (1 + Math.cos((Math.PI * Math.min(step, 2)) / 2)));
    const want = byHand(4, (t, gs, step) => gs.forEach((gi, i) => (t[i]! -= rate(step) * gi)));
    expect(worst(moved({ schedule: 'cosine', horizon: 2 }, 4), want)).toBeLessThan(1e-12);
    expect(rate(2)).toBeCloseTo(0.001, 12);
  });
  test('steps down multiply the rate every so often', () => {
    const want = byHand(4, (t, gs, step) => gs.forEach((gi, i) => (t[i]! -= 0.1 * 0.5 ** Math.floor(step / 2) * gi)));
    expect(worst(moved({ schedule: 'step', every: 2, factor: 0.5 }, 4), want)).toBeLessThan(1e-12);
  });
  test('the average of the weights follows them, faster at first', () => {
    const { weights, average } = trained({ ...sgd, schedule: 'constant', ema: 0.15 }, 3);
    let theta = [...start['prior.mean'], ...start['prior.logScale']];
    let want = [...theta];
    for (let step = 0; step < 3; step++) {
      const gs = gradient(theta);
      theta = theta.map((t, i) => t - 0.1 * gs[i]!);
      // (1 + t) / (10 + t) reaches 0.15 only after the first step
      const decay = Math.min(0.15, (1 + step) / (10 + step));
      want = want.map((a, i) => decay * a + (1 - decay) * theta[i]!);
    }
    expect(worst(weights, theta)).toBeLessThan(1e-12);
    expect(worst(average!, want)).toBeLessThan(1e-12);
  });
  test('without one, no average is kept', () => {
    const c = compiled(drawing('gaussian-fit'));
    expect(Object.keys(c.learn.players[0]!.states).filter((s) => s.startsWith('average'))).toEqual([]);
  });
});

describe('two objectives and two optimisers', () => {
  test('objectives into one optimiser add up', () => {
    const one = compiled(drawing('gaussian-fit'));
    const two = compiled(
      altered(drawing('gaussian-fit'), { nodes: { again: ['NLL'] }, wires: 'x.variable>again.variables again.out>opt.objectives' }),
    );
    const step = (c: typeof one): Float64Array =>
      runPlayer(c, c.learn.players[0]!, { batch: 6, params: start, inputs: { 'd.x': x } }).next['opt.m.opt']!;
    expect(
      worst(
        step(two),
        step(one).map((m) => 2 * m),
      ),
    ).toBeLessThan(1e-12);
  });
  test('clipping looks at the whole gradient, over all vectors of the player', () => {
    // opt2 trains the decoder on, so that it and the encoder live in two vectors of opt
    const d = altered(drawing('thaw-in-phase-2'), {
      nodes: {
        le: ['MLP', { hidden: [] }],
        ld: ['MLP', { hidden: [] }],
        opt: ['Optimiser', { clip: 0.01 }],
        opt2: ['Optimiser', { phase: 2, thaw: ['ld'] }],
      },
      wires: 'le.out>enc.network ld.out>dec.network',
    });
    const c = compiled(d);
    const { next } = runPlayer(c, c.learn.players[0]!, { batch: 6, inputs: { 'd.x': x } });
    const m = Object.entries(next).filter(([name]) => name.startsWith('opt.m.'));
    expect(m.map(([name]) => name).sort()).toEqual(['opt.m.opt', 'opt.m.opt+opt2']);
    // one step of Adam keeps a tenth of the gradient in m
    expect(Math.hypot(...m.flatMap(([, v]) => [...v])) / 0.1).toBeCloseTo(0.01, 10);
  });
});
