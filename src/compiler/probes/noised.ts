/** Examples of the data on their way to noise, along a schedule. */
import { numel } from '../../graph/space.ts';
import { binding } from '../binding.ts';
import { Trace } from '../trace.ts';
import { type Rule, drawnFor } from './probe.ts';

/** Levels with noise; the data stand before them. */
const NOISY = 4;
const MOST = 4096;

/** Parts "0", "1" … from the data to the most noise: α x₀ + σ ε with one ε for all of them, as the nodes have drawn x₀ beside data. */
export const noised: Rule = (d, b, { of }) => {
  const { model: m } = d;
  const user = m.wires.find((w) => w.from.node === of && m.definition(w.to.node).inputs[w.to.port]?.kind === 'schedule')?.to.node;
  const variable = user === undefined ? undefined : drawnFor(m, user, ['p', 'q']);
  if (user === undefined || variable === undefined) return undefined;
  const t = new Trace(d, b, binding({ use: 'score' }));
  const schedule = t.schedule(user, 'schedule');
  const clean = t.value(variable).val;
  if (numel(clean.event) < 1 || numel(clean.event) > MOST || t.space(variable, m.valuePort(variable)).values.kind === 'tokens')
    return undefined;
  const noise = b.within({ node: of }, () => t.distribution(user, 'base').sample(b, ['B']).datum.val);
  const levels = schedule.ladder(NOISY).toReversed();
  return {
    about: { variable, quantity: 'noised', levels: levels.map((l) => l.sigma) },
    parts: Object.fromEntries(
      levels.map((l, i) => [String(i), b.flat(b.expand(b.add(b.mul(l.alpha, clean), b.mul(l.sigma, noise)), ['B'], clean.event))]),
    ),
  };
};
