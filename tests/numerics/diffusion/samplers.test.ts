import { describe, expect, test } from 'vitest';
import { downwards } from '../../../src/distributions/coordinates.ts';
import type { Estimate } from '../../../src/distributions/prediction.ts';
import { ancestral } from '../../../src/distributions/samplers/ancestral.ts';
import { ddim } from '../../../src/distributions/samplers/ddim.ts';
import { dpmSolver } from '../../../src/distributions/samplers/dpm-solver.ts';
import { euler } from '../../../src/distributions/samplers/euler.ts';
import { heun } from '../../../src/distributions/samplers/heun.ts';
import { langevin } from '../../../src/distributions/samplers/langevin.ts';
import type { Walk } from '../../../src/distributions/samplers/walk.ts';
import { type Level, type LevelVals, discrete } from '../../../src/distributions/schedule.ts';
import { Builder } from '../../../src/ir/builder.ts';
import type { Val } from '../../../src/ir/value.ts';
import { interpret } from '../../oracle/interpreter.ts';
import FIXTURE from '../../fixtures/diffusion.json' with { type: 'json' };
import { EDM, STRAIGHT, VE } from './analytic.ts';

const { levels: T, steps: STEPS, fresh: FRESH, start: START } = FIXTURE;
const LINEAR = discrete('s', 'linear', T);

/** Runs a sampler from given points, every draw replaced by one number. */
function walked(ladder: readonly Level[], estimate: (b: Builder, x: Val, l: LevelVals) => Estimate, f: (w: Walk, x: Val) => Val): number[] {
  const b = new Builder('sampler');
  const y = f({ b, name: 'it', ladder, estimate: (x, l) => estimate(b, x, l) }, b.input('x', [2]));
  return [
    ...interpret(b.program({ y }), {
      batch: START.length / 2,
      inputs: { x: START },
      random: (_, __, n) => new Float64Array(n).fill(FRESH),
    }).y!.data,
  ];
}
/** The made-up model of the fixture. */
const tanh = (b: Builder, x: Val, l: LevelVals): Estimate => {
  const noise = b.tanh(b.add(b.mul(0.7, x), b.mul(0.3, l.time)));
  return { noise, clean: b.div(b.sub(x, b.mul(l.sigma, noise)), l.alpha) };
};
/** Agreement in the size of the numbers, which a made-up model makes large. */
function near(found: readonly number[], wanted: readonly number[], tolerance = 1e-9): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((v, i) =>
    expect(Math.abs(v - wanted[i]!), `number ${i}: ${v} and ${wanted[i]}`).toBeLessThan(tolerance * Math.max(1, Math.abs(wanted[i]!))),
  );
}

describe('against diffusers', () => {
  test('ancestral, but for the last draw, which diffusers leaves out', () => {
    const last = Math.sqrt(1 - LINEAR.chain![0]!.alpha ** 2) * FRESH;
    for (const variance of ['small', 'large'] as const)
      near(
        walked(LINEAR.ladder(T), tanh, (w, x) => ancestral(w, x, variance)),
        FIXTURE.ddpm[variance].map((v) => v + last),
      );
  });
  test('DDIM', () => {
    near(
      walked(LINEAR.ladder(STEPS), tanh, (w, x) => ddim(w, x, 0)),
      FIXTURE.ddim['0'],
    );
    near(
      walked(LINEAR.ladder(STEPS), tanh, (w, x) => ddim(w, x, 0.5)),
      FIXTURE.ddim['0.5'],
    );
  });
  test('DPM-Solver++ 2M', () => {
    // diffusers keeps the noise levels of this one in float32
    near(walked(LINEAR.ladder(STEPS), tanh, dpmSolver), FIXTURE['dpm-solver'], 2e-6);
  });
});

describe('against the recurrences of the papers', () => {
  /** A made-up clean value that bends in x and in the noise level. */
  const clean = (x: number, sigma: number): number => Math.sin(x) / (1 + sigma);
  const bent = (b: Builder, x: Val, l: LevelVals): Estimate => {
    const c = b.div(b.sin(x), b.add(1, l.sigma));
    return { clean: c, noise: b.div(b.sub(x, b.mul(l.alpha, c)), l.sigma) };
  };
  test('Karras et al., 2022, algorithm 1 without churn: Heun in sigma', () => {
    const sigmas = EDM.curve(12).map((l) => l.sigma);
    const wanted = START.map((x0) => {
      let x = x0;
      for (let i = 0; i < 12; i++) {
        const [s, t] = [sigmas[i]!, sigmas[i + 1]!];
        const d = (x - clean(x, s)) / s;
        let next = x + (t - s) * d;
        if (t !== 0) next = x + (t - s) * (0.5 * d + (0.5 * (next - clean(next, t))) / t);
        x = next;
      }
      return x;
    });
    near(
      walked(EDM.curve(12), bent, (w, x) => heun(w, x, downwards(EDM), false)),
      wanted,
    );
  });
  test('Euler: DDIM without fresh noise, on every path but the straight one', () => {
    for (const s of [EDM, VE, LINEAR])
      near(
        walked(s.ladder(8), bent, euler),
        walked(s.ladder(8), bent, (w, x) => ddim(w, x, 0)),
      );
  });
  test('Euler and Heun of dx/dt = u(x, t) on the straight path', () => {
    const u = (x: number, t: number): number => Math.cos(x) + t * x;
    // clean and noise of which u is the difference, and that mix to x
    const flow = (b: Builder, x: Val, l: LevelVals): Estimate => {
      const v = b.add(b.cos(x), b.mul(l.time, x));
      return { clean: b.sub(x, b.mul(l.sigma, v)), noise: b.add(x, b.mul(l.alpha, v)) };
    };
    const h = 1 / 6;
    const solve = (step: (x: number, t: number) => number): number[] =>
      START.map((x0) => [6, 5, 4, 3, 2, 1].reduce((x, k) => step(x, k / 6), x0));
    const second = (x: number, t: number): number => x - (h / 2) * (u(x, t) + u(x - h * u(x, t), t - h));
    near(
      walked(STRAIGHT.ladder(6), flow, euler),
      solve((x, t) => x - h * u(x, t)),
    );
    near(
      walked(STRAIGHT.ladder(6), flow, (w, x) => heun(w, x, downwards(STRAIGHT), true)),
      solve(second),
    );
  });
  test('Song & Ermon, 2019, algorithm 1: annealed Langevin, and the clean value at the end', () => {
    const sigmas = VE.ladder(4)
      .slice(0, -1)
      .map((l) => l.sigma);
    const c = 0.3;
    const wanted = START.map((x0) => {
      let x = x0;
      for (const s of sigmas)
        for (let k = 0; k < 3; k++) {
          const score = (clean(x, s) - x) / s ** 2;
          const step = c * s ** 2;
          x += (step / 2) * score + Math.sqrt(step) * FRESH;
        }
      return clean(x, sigmas.at(-1)!);
    });
    near(
      walked(VE.ladder(4), bent, (w, x) => langevin(w, x, 3, c)),
      wanted,
    );
  });
});

test('a sampler’s frames show x', () => {
  const b = new Builder('frames');
  const x = ddim({ b, name: 'it', ladder: LINEAR.ladder(3), estimate: (y, l) => tanh(b, y, l) }, b.input('x', [2]), 0);
  expect(x.ins[0]!.at.region!.frames).toEqual({ name: 'it.x', of: 0 });
});
