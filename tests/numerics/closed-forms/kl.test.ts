import { expect, test } from 'vitest';
import { bernoulli } from '../../../src/distributions/bernoulli.ts';
import { categorical } from '../../../src/distributions/categorical.ts';
import type { Distribution } from '../../../src/distributions/distribution.ts';
import { gaussian } from '../../../src/distributions/gaussian.ts';
import { closedKl } from '../../../src/distributions/kl.ts';
import { uniform } from '../../../src/distributions/uniform.ts';
import { real, tokens } from '../../../src/graph/space.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { binary } from '../../drawings/spaces.ts';
import { interpret } from '../../oracle/interpreter.ts';
import { draws } from '../../oracle/numbers.ts';
import { integral, logNormal, mean, sigmoid, softmax, standardError, worst } from './formulas.ts';

const divergence = (f: (b: Builder) => readonly [Distribution, Distribution]): number[] => {
  const b = new Builder('kl');
  const kl = closedKl(b, ...f(b));
  if (!kl) throw new Error('no closed form');
  return [...interpret(b.program({ kl }), { batch: 1 }).kl!.data];
};

test('Gaussians: element by element, as the integral of q log q/p', () => {
  const q = [
    [0.5, -0.3],
    [-1, 0.2],
  ] as const;
  const p = [
    [0, 0.1],
    [0.3, -0.1],
  ] as const;
  const got = divergence((b) => {
    const of = (node: string, d: typeof q | typeof p): Distribution =>
      gaussian(
        node,
        real(2),
        b.constant(
          d.map((e) => e[0]),
          [2],
        ),
        b.constant(
          d.map((e) => e[1]),
          [2],
        ),
      );
    return [of('q', q), of('p', p)];
  });
  const want = q.map(([m, s], i) => {
    const [n, t] = p[i]!;
    const density = (x: number): number => logNormal(x, m, Math.exp(s));
    return integral((x) => Math.exp(density(x)) * (density(x) - logNormal(x, n, Math.exp(t))), -15, 15);
  });
  expect(worst(got, want)).toBeLessThan(1e-10);
});
test('Bernoullis: as the sum over 0 and 1', () => {
  const [l, r] = [
    [0.4, -2, 6],
    [-1, 0.3, 5],
  ];
  const got = divergence((b) => [bernoulli('q', binary(3), b.constant(l!, [3])), bernoulli('p', binary(3), b.constant(r!, [3]))]);
  const want = l!.map((a, i) =>
    [1, -1].reduce((s, sign) => s + sigmoid(sign * a) * (Math.log(sigmoid(sign * a)) - Math.log(sigmoid(sign * r![i]!))), 0),
  );
  expect(worst(got, want)).toBeLessThan(1e-12);
});
test('categoricals: as the sum over the classes', () => {
  const [l, r] = [
    [0.4, -2, 1, 0, 0, 3],
    [-1, 0.3, 0, 2, 0, 0],
  ];
  const got = divergence((b) => [
    categorical('q', tokens(3, 2), b.constant(l!, [2, 3])),
    categorical('p', tokens(3, 2), b.constant(r!, [2, 3])),
  ]);
  const want = [0, 1].flatMap((i) => {
    const [q, p] = [softmax(l!.slice(3 * i, 3 * i + 3)), softmax(r!.slice(3 * i, 3 * i + 3))];
    return q.map((a, k) => a * Math.log(a / p[k]!));
  });
  expect(worst(got, want)).toBeLessThan(1e-12);
});
test('the mean of log q - log p over draws from q is the closed form', () => {
  const b = new Builder('kl');
  const q = gaussian('q', real(2), b.constant([0.5, -1], [2]), b.constant([-0.3, 0.2], [2]));
  const p = gaussian('p', real(2), b.constant([0, 0.3], [2]), b.constant([0.1, -0.1], [2]));
  const z = q.sample(b, ['B']).datum;
  const program = b.program({ kl: b.sumEvent(closedKl(b, q, p)!), ratio: b.sub(q.logProb(b, z, 'learn'), p.logProb(b, z, 'learn')) });
  const out = interpret(program, { batch: 8000, random: draws(2, 0) });
  expect(Math.abs(mean(out.ratio!.data) - out.kl!.data[0]!)).toBeLessThan(4.5 * standardError(out.ratio!.data));
});
test('no closed form is claimed for a pair without one', () => {
  const b = new Builder('kl');
  const q = gaussian('q', real(1), b.constant([0], [1]), b.constant([0], [1]));
  expect(closedKl(b, q, uniform('p', real(1), -1, 1))).toBeUndefined();
  expect(closedKl(b, q, bernoulli('p', binary(1), b.constant([0], [1])))).toBeUndefined();
});
