/** One number for each point of the plane: an energy, or what a critic says. */
import type { Distribution } from '../../distributions/distribution.ts';
import { binding } from '../binding.ts';
import { Trace } from '../trace.ts';
import { type Rule, drawnFor, isPlane, planeOf } from './probe.ts';

export const landscape: Rule = (d, b, { of }) => {
  const { model: m } = d;
  const t = new Trace(d, b, binding({ side: 'model', use: 'score' }));
  if (m.definition(of).category === 'objective') {
    const variables = m.into(of, 'variables').map((w) => w.from.node);
    const [variable] = variables;
    if (variable === undefined || variables.length > 1 || !isPlane(t.event(variable))) return undefined;
    const x = b.input(planeOf(variable), [2]);
    const score = b.within({ node: of }, () => t.network(of, 'discriminator').apply(b, { x: [x], condition: [] }, [1]));
    return { about: { variable, quantity: 'critic’s score' }, parts: { value: score } };
  }
  const variable = drawnFor(m, of);
  const p = t.output(of, 'out') as Distribution;
  if (variable === undefined || !isPlane(p.event)) return undefined;
  const x = b.input(planeOf(variable), [2]);
  // in learning the normaliser is left out: what is left is minus the energy
  const energy = b.within({ node: of }, () => b.neg(p.logProb(b, { val: x }, 'learn')));
  return { about: { variable, quantity: 'energy' }, parts: { value: b.reshape(energy, [1]) } };
};
