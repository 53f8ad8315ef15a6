/** The variational bound of a Gaussian chain (Ho et al., 2020, eq. 5; Kingma et al., 2021, eq. 13 and 14). Nats, event []. */
import { numel } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import { loop } from '../ir/loop.ts';
import type { Val } from '../ir/value.ts';
import type { Use } from './distribution.ts';
import { LOG_2PI } from './gaussian.ts';
import type { Level, LevelVals, Schedule } from './schedule.ts';
import { type Variance, transition } from './transition.ts';

/** The term of each level: weight |x_0 - clean|^2 + offset per number. */
export function boundTerms(chain: readonly Level[], variance: Variance): readonly { readonly weight: number; readonly offset: number }[] {
  return chain.map((t, i) => {
    const s = chain[i - 1];
    if (!s) {
      // log p(x_0 | x_1)
      const v = transition(t, { time: 0, alpha: 1, sigma: 0 }, variance).variance;
      return { weight: 1 / (2 * v), offset: 0.5 * (LOG_2PI + Math.log(v)) };
    }
    // KL(q(x_s | x_t, x_0) || p(x_s | x_t))
    const step = transition(t, s, variance);
    const ratio = step.posterior / step.variance;
    return { weight: step.clean ** 2 / (2 * step.variance), offset: 0.5 * (ratio - 1 - Math.log(ratio)) };
  });
}

/**
 * A lower bound of log p(x). learn: one level for each example at random, which is unbiased; score: every level once, with its own noise.
 * @param clean the model's belief about x_0 in x_t
 */
export function bound(
  b: Builder,
  name: string,
  s: Schedule,
  variance: Variance,
  clean: (x: Val, level: LevelVals) => Val,
  x: Val,
  use: Use,
): Val {
  const chain = s.chain!;
  const terms = boundTerms(chain, variance);
  const d = numel(x.event);
  const last = chain.at(-1)!;
  // KL(q(x_T | x_0) || N(0, terminal^2)), and what does not depend on x
  const end = b.mul((0.5 * last.alpha ** 2) / s.terminal ** 2, b.sumEvent(b.square(x)));
  const rest =
    d * (Math.log(s.terminal / last.sigma) + 0.5 * (last.sigma / s.terminal) ** 2 - 0.5 + terms.reduce((a, t) => a + t.offset, 0));
  const error = (l: LevelVals): Val => {
    const e = b.random('normal', x.plates, x.event);
    const noisy = b.add(b.mul(l.alpha, x), b.mul(l.sigma, e));
    return b.sumEvent(b.square(b.sub(x, clean(noisy, l))));
  };
  const sum = use === 'learn' ? once() : every();
  return b.neg(b.total(sum, end, rest));

  function once(): Val {
    const l = s.random(b, x.plates);
    return b.mul(l.pick(terms.map((t) => chain.length * t.weight)), error(l));
  }
  function every(): Val {
    const turns = b.turns(`${name}.bound`, chain.length);
    const table = (f: (l: Level, i: number) => number): Val => b.constant(chain.map(f), [], [turns]);
    const over = [table((l) => l.time), table((l) => l.alpha), table((l) => l.sigma), table((_, i) => terms[i]!.weight)];
    const zero = b.expand(b.of(0), x.plates, []);
    return loop(b, turns, { carried: [zero], over }, ({ carried: [total], over: [time, alpha, sigma, weight] }) => ({
      carried: [b.add(total!, b.mul(weight!, error({ time: time!, alpha: alpha!, sigma: sigma! })))],
    })).carried[0]!;
  }
}
