/** What an autoregressive distribution says of each position of an example, after the true ones before it: one pass of its network. */
import type { Distribution } from '../../distributions/distribution.ts';
import { binding } from '../binding.ts';
import { Trace } from '../trace.ts';
import { type Rule, drawnFor } from './probe.ts';

/** Of more numbers than this there is no picture. */
const MOST = 65_536;

export const next: Rule = (d, b, { of }) => {
  const variable = drawnFor(d.model, of);
  // what is built on top of it has values of its own
  if (variable === undefined || d.model.into(variable, 'p')[0]?.from.node !== of) return undefined;
  const t = new Trace(d, b, binding({ use: 'score' }));
  const { factors } = t.output(of, 'out') as Distribution;
  if (!factors || factors.positions * factors.values.length > MOST) return undefined;
  const x = t.value(variable);
  const parts = b.within({ node: of }, () => ({
    logs: factors.logs(b, x),
    given: factors.given(b, x),
    values: b.constant(factors.values, [factors.values.length]),
  }));
  return {
    about: { variable, quantity: 'next value' },
    parts: Object.fromEntries(Object.entries(parts).map(([name, v]) => [name, b.flat(b.expand(v, ['B'], []))])),
  };
};
