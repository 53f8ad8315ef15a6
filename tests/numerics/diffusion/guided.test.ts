import { describe, expect, test } from 'vitest';
import type { Params } from '../../../src/graph/model.ts';
import { drawing } from '../../drawings/all.ts';
import { altered, compiled } from '../../drawings/notation.ts';
import { inputsOf } from '../closed-forms/inputs.ts';
import { runPlayer, runTask } from '../closed-forms/run.ts';

const BATCH = 4;
const same = (xs: readonly number[], ys: readonly number[]): boolean => xs.every((x, i) => Math.abs(x - ys[i]!) < 1e-9);

describe('guidance in a drawing', () => {
  /** Draws from one seed, all under one label. */
  const drawn = (guidance: number, label: number): readonly number[] => {
    const c = compiled(altered(drawing('guided-diffusion'), { nodes: { diff: ['Diffusion', { odeSteps: 3, guidance }] } }));
    return [...runTask(c, c.sample, { batch: BATCH, inputs: { 'd.y': Array<number>(BATCH).fill(label) } }).x!.data];
  };
  test('of -1 leaves the network without a label alone', () => expect(same(drawn(-1, 0), drawn(-1, 2))).toBe(true));
  test('of 0 is the model itself, and of 2 another', () => {
    expect(same(drawn(0, 0), drawn(0, 2))).toBe(false);
    expect(same(drawn(0, 0), drawn(2, 0))).toBe(false);
    expect(same(drawn(2, 0), drawn(2, 2))).toBe(false);
  });
  test('does not change what is learnt or scored', () => {
    const scores = [0, 2].map((guidance) => {
      const c = compiled(altered(drawing('guided-diffusion'), { nodes: { diff: ['Diffusion', { odeSteps: 3, guidance }] } }));
      return [...runTask(c, c.score, { batch: BATCH, inputs: inputsOf(c, c.score.program!, BATCH) }).logp!.data];
    });
    expect(scores[0]).toEqual(scores[1]);
  });
});

describe('condition dropout while learning', () => {
  const loss = (rate: number, label: number): number => {
    const c = compiled(altered(drawing('guided-diffusion'), { nodes: { drop: ['ConditionDropout', { rate }] } }));
    const [p] = c.learn.players;
    const inputs = { ...inputsOf(c, p!.program, BATCH), 'd.y': Array<number>(BATCH).fill(label) };
    return runPlayer(c, p!, { batch: BATCH, inputs }).report['loss.obj']!;
  };
  test('hides the label in that share of the examples', () => {
    expect(loss(0.999, 0)).toBeCloseTo(loss(0.999, 2), 9);
    expect(Math.abs(loss(0.001, 0) - loss(0.001, 2))).toBeGreaterThan(1e-6);
  });
});

describe('weights of Denoising', () => {
  const loss = (name: string, params: Params): number => {
    const c = compiled(altered(drawing(name), { nodes: { obj: ['Denoising', params] } }));
    const [p] = c.learn.players;
    return runPlayer(c, p!, { batch: 64, inputs: inputsOf(c, p!.program, 64) }).report['loss.obj']!;
  };
  test('EDM’s are one in what its network gives (Karras et al., 2022, section 5)', () => {
    expect(loss('edm', { weighting: 'edm' })).toBeCloseTo(loss('edm', { weighting: 'simple' }), 9);
  });
  test('min-SNR without a limit is the simple weight of noise, and below every level a share of it', () => {
    // four levels: the greatest signal-to-noise ratio is 39
    expect(loss('ddpm', { weighting: 'min-snr', gamma: 1000 })).toBeCloseTo(loss('ddpm', { weighting: 'simple' }), 9);
    expect(loss('ddpm', { weighting: 'min-snr', gamma: 1 })).toBeLessThan(loss('ddpm', { weighting: 'min-snr', gamma: 2 }));
    expect(loss('ddpm', { weighting: 'min-snr', gamma: 2 })).toBeLessThan(loss('ddpm', { weighting: 'simple' }));
  });
});
