/** Where a flow, from its base up to this node, takes points of the plane. */
import type { Distribution } from '../../distributions/distribution.ts';
import { binding } from '../binding.ts';
import { Trace } from '../trace.ts';
import { type Rule, PLACES, drawnFor, isPlane } from './probe.ts';

export const grid: Rule = (d, b, { of }) => {
  const variable = drawnFor(d.model, of, ['p', 'q']);
  const p = new Trace(d, b, binding({ side: 'model', use: 'score' })).output(of, 'out') as Distribution;
  const { invert } = p;
  if (variable === undefined || !invert || !isPlane(invert.event) || !isPlane(p.event)) return undefined;
  const places = b.input(PLACES, [2]);
  return { about: { variable, quantity: 'grid of the base' }, parts: { value: invert.forth(b, places) } };
};
