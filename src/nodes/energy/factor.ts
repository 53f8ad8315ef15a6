/** A distribution as a factor of another: its energy, where it has one that can be computed. */
import type { Distribution } from '../../distributions/distribution.ts';
import type { Energy } from '../../distributions/energy/chains.ts';
import type { BuildContext } from '../define.ts';

/** -log p up to a constant. Refuses a part without a density, or with no more than a bound on it. @param verb what is done to it, as in "it multiplies" */
export function energyOf(c: BuildContext, d: Distribution, verb: string): Energy {
  const { logProb, normalised } = d.can;
  if (logProb.fidelity === 'impossible')
    c.refuse(
      `it ${verb} ${d.node}, which has no density: ${logProb.why.map((r) => r.text).join('; ')}`,
      `wire a distribution with a density in place of ${d.node}`,
    );
  if (normalised && logProb.fidelity !== 'exact')
    c.refuse(
      `it ${verb} ${d.node}, whose density is only known by a bound or an estimate`,
      `wire a distribution with an exact density in place of ${d.node}`,
    );
  // what a part says of its normaliser is the same for every x, so its cheap form will do
  return (b, x) => b.within({ node: d.node }, () => b.neg(d.logProb(b, { val: x }, 'learn')));
}
