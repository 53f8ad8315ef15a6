import { describe, expect, test } from 'vitest';
import { PREDICTIONS, PREDICTS } from '../../../src/distributions/prediction.ts';
import { type Level, type Schedule, curves, discrete, edm, linearBetas, straight } from '../../../src/distributions/schedule.ts';
import { transition } from '../../../src/distributions/transition.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { interpret } from '../../oracle/interpreter.ts';
import { draws } from '../../oracle/numbers.ts';
import FIXTURE from '../../fixtures/diffusion.json' with { type: 'json' };

const RANGE = { low: 0.02, high: 15, dataScale: 0.6 };
const KINDS: readonly Schedule[] = [
  discrete('s', 'linear', 200),
  discrete('s', 'cosine', 200),
  discrete('s', 've', 40, RANGE),
  edm('s', { ...RANGE, rho: 7, mean: -1, spread: 1 }),
  straight('s'),
];
const DATA: Level = { time: 0, alpha: 1, sigma: 0 };

describe('tables', () => {
  test('of DDPM and of the cosine agree with diffusers at 1000 levels, to the float32 it keeps them in', () => {
    for (const kind of ['linear', 'cosine'] as const) {
      const chain = discrete('s', kind, 1000).chain!;
      FIXTURE.kept[kind].forEach((kept, i) => expect(Math.abs(chain[100 * i]!.alpha ** 2 - kept)).toBeLessThan(2e-6));
    }
  });
  test('keep alpha² + sigma² at one', () => {
    for (const kind of ['linear', 'cosine'] as const)
      for (const l of discrete('s', kind, 50).chain!) expect(l.alpha ** 2 + l.sigma ** 2).toBeCloseTo(1, 12);
  });
  test('of a chain of one level are legal', () => {
    for (const kind of ['linear', 'cosine', 've'] as const) {
      const [l] = discrete('s', kind, 1).chain!;
      expect(Object.values(l!).every(Number.isFinite) && l!.sigma > 0).toBe(true);
    }
  });
  test('of EDM are those of its paper', () => {
    const s = edm('s', { low: 0.002, high: 80, rho: 7, mean: -1.2, spread: 1.2, dataScale: 0.5 });
    const n = 18;
    const wanted = Array.from({ length: n }, (_, i) => (80 ** (1 / 7) + (i / (n - 1)) * (0.002 ** (1 / 7) - 80 ** (1 / 7))) ** 7);
    s.ladder(n)
      .slice(0, n)
      .forEach((l, i) => expect(l.sigma).toBeCloseTo(wanted[i]!, 10));
  });
});

describe.each(KINDS.map((s) => [s.kind, s] as const))('%s', (_, s) => {
  test('goes from the most noise to the data, with less noise at each step', () => {
    for (const ladder of [s.ladder(12), s.curve(12), s.ladder(1), s.curve(1), s.curve(200)]) {
      const ratio = ladder.map((l) => l.sigma / l.alpha);
      expect(ratio).toEqual(ratio.toSorted((x, y) => y - x));
      expect(new Set(ladder.map((l) => l.sigma)).size).toBe(ladder.length);
      expect(ladder.at(-1)).toEqual(DATA);
      expect(ladder[0]).toEqual(s.ladder(3)[0]);
    }
    expect(s.ladder(12)).toHaveLength(13);
    expect(s.curve(12)).toHaveLength(13);
  });
  test('has times from 0 to 1, and a log-SNR that falls', () => {
    const found = curves(s, 30);
    expect(found.every((c) => c.time >= 0 && c.time <= 1 && Number.isFinite(c.logSnr))).toBe(true);
    expect(found.map((c) => c.logSnr)).toEqual(found.map((c) => c.logSnr).toSorted((x, y) => y - x));
  });
  test('draws levels that lie on the path', () => {
    const b = new Builder('levels');
    const l = s.random(b, ['B']);
    const n = 400;
    const out = interpret(
      b.program({ time: b.expand(l.time, ['B'], []), alpha: b.expand(l.alpha, ['B'], []), sigma: b.expand(l.sigma, ['B'], []) }),
      {
        batch: n,
        random: draws(3, 0),
      },
    );
    const level = (i: number): Level => ({ time: out.time!.data[i]!, alpha: out.alpha!.data[i]!, sigma: out.sigma!.data[i]! });
    const all = Array.from({ length: n }, (__, i) => level(i));
    if (s.chain) {
      expect(all.filter((v) => !s.chain!.some((c) => c.time === v.time && c.alpha === v.alpha && c.sigma === v.sigma))).toEqual([]);
      // every fifth of the chain comes about as often
      for (const k of [0, 1, 2, 3, 4]) {
        const share =
          all.filter((v) => Math.min(4, Math.floor((5 * s.chain!.findIndex((c) => c.time === v.time)) / s.chain!.length)) === k).length / n;
        expect(Math.abs(share - 0.2)).toBeLessThan(4.5 * Math.sqrt((0.2 * 0.8) / n));
      }
    } else if (s.kind === 'straight') all.forEach((v) => expect([v.alpha, v.sigma]).toEqual([1 - v.time, v.time]));
    else {
      const logs = all.map((v) => Math.log(v.sigma));
      const mean = logs.reduce((a, v) => a + v, 0) / n;
      expect(Math.abs(mean + 1)).toBeLessThan(4.5 / Math.sqrt(n));
      all.forEach((v) => expect(v.time).toBeCloseTo(Math.log(v.sigma / RANGE.low) / Math.log(RANGE.high / RANGE.low), 9));
    }
  });
  test('what a network gives tells the clean value and the noise, and its error theirs', () => {
    const b = new Builder('predictions');
    const { time, alpha, sigma } = s.ladder(7)[3]!;
    const l = { time: b.of(time), alpha: b.of(alpha), sigma: b.of(sigma) };
    const [x0, e] = [b.constant([0.7, -1.1], [2]), b.constant([-0.4, 0.9], [2])];
    const x = b.add(b.mul(l.alpha, x0), b.mul(l.sigma, e));
    for (const name of PREDICTS) {
      const p = PREDICTIONS[name];
      if (!p.fits.includes(s.kind)) continue;
      const target = p.target(b, x0, e, x, l, s);
      const right = p.estimate(b, x, target, l, s);
      const off = p.estimate(b, x, b.add(target, 0.01), l, s);
      const out = interpret(
        b.program({
          clean: right.clean,
          noise: right.noise,
          off: off.clean,
          mix: b.add(b.mul(l.alpha, off.clean), b.mul(l.sigma, off.noise)),
          x,
          gain: p.gain(b, l, s),
        }),
        { batch: 1 },
      );
      [0.7, -1.1].forEach((v, i) => expect(out.clean!.data[i]).toBeCloseTo(v, 9));
      [-0.4, 0.9].forEach((v, i) => expect(out.noise!.data[i]).toBeCloseTo(v, 9));
      // whatever the network says, the two mix to x
      out.x!.data.forEach((v, i) => expect(out.mix!.data[i]).toBeCloseTo(v, 9));
      [0.7, -1.1].forEach((v, i) => expect(Math.abs(out.off!.data[i]! - v)).toBeCloseTo(0.01 * out.gain!.data[0]!, 9));
    }
  });
});

describe('targets of networks, by their definitions', () => {
  const at = (name: (typeof PREDICTS)[number], s: Schedule, level: Level): number => {
    const b = new Builder('target');
    const l = { time: b.of(level.time), alpha: b.of(level.alpha), sigma: b.of(level.sigma) };
    const x = b.constant([level.alpha * 0.7 + level.sigma * -0.4], [1]);
    const y = PREDICTIONS[name].target(b, b.constant([0.7], [1]), b.constant([-0.4], [1]), x, l, s);
    return interpret(b.program({ y }), { batch: 1 }).y!.data[0]!;
  };
  const level = { time: 0.3, alpha: 0.8, sigma: 0.6 };
  test('epsilon, x0, v, velocity and score', () => {
    const [linear, , , , line] = KINDS;
    expect(at('epsilon', linear!, level)).toBeCloseTo(-0.4, 12);
    expect(at('x0', linear!, level)).toBeCloseTo(0.7, 12);
    expect(at('v', linear!, level)).toBeCloseTo(0.8 * -0.4 - 0.6 * 0.7, 12);
    expect(at('velocity', line!, { time: 0.3, alpha: 0.7, sigma: 0.3 })).toBeCloseTo(-0.4 - 0.7, 12);
    // sigma times the score of N(x; alpha x0, sigma²), which is -(x - alpha x0) / sigma² = -e / sigma
    expect(at('score', linear!, level)).toBeCloseTo(0.4, 12);
  });
  test('EDM: D(x) = skip x + out F', () => {
    const [sigma, d] = [1.7, RANGE.dataScale];
    const x = 0.7 + sigma * -0.4;
    const skip = d ** 2 / (sigma ** 2 + d ** 2);
    const out = (sigma * d) / Math.sqrt(sigma ** 2 + d ** 2);
    expect(at('edm', KINDS[3]!, { time: 0.5, alpha: 1, sigma })).toBeCloseTo((0.7 - skip * x) / out, 12);
  });
});

test('a step of the chain is what Bayes’ rule says', () => {
  const betas = linearBetas(100);
  const chain = discrete('s', 'linear', 100).chain!;
  for (const t of [1, 10, 50, 99]) {
    const beta = betas[t]!;
    const before = chain[t - 1]!.alpha ** 2;
    // x_s from x_0 with variance 1 - before, x_t from x_s with variance beta: precisions add
    const precision = 1 / (1 - before) + (1 - beta) / beta;
    const { keep, clean, posterior, variance } = transition(chain[t]!, chain[t - 1]!, 'large');
    expect(posterior).toBeCloseTo(1 / precision, 12);
    expect(variance).toBeCloseTo(beta, 12);
    expect(keep).toBeCloseTo(Math.sqrt(1 - beta) / beta / precision, 10);
    expect(clean).toBeCloseTo(Math.sqrt(before) / (1 - before) / precision, 10);
  }
});
