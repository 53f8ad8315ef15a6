/** p(z | everything bound) over the support of z, by Bayes' rule. */
import { type Grade, grade } from '../distributions/grade.ts';
import type { Val } from '../ir/value.ts';
import type { Trace } from './trace.ts';

/**
 * The terms of the factorisation that mention z, summed over what else is unknown and normalised over the support of z: event [], plate E.z.
 * @param value every value of z, along the plate E.z
 * @param others variables to be summed out; z itself and those with a large support are passed over
 */
export function enumeratedPosterior(
  t: Trace,
  z: string,
  value: Val,
  others: readonly string[],
): { readonly weights: Val; readonly grades: readonly Grade[] } {
  const { b } = t;
  const { model: m, how } = t.drawing;
  const clamp = new Map([...t.bind.clamp, [z, { val: value }] as const]);
  const unknown = [z];
  // parents first, so that the p of each other one can be built
  for (const v of m.order()) {
    if (v === z || !others.includes(v) || t.bind.clamp.has(v)) continue;
    const p = t.under({ clamp, use: 'score' }).distribution(v, 'p');
    if (!p.enumerate || p.can.support === 0) continue;
    clamp.set(v, { val: p.enumerate(b, `E.${v}`) });
    unknown.push(v);
  }
  const at = t.under({ clamp, use: 'score' });
  const mention = m
    .order()
    .filter(
      (v) =>
        m.kind(v) !== 'Given' &&
        m.wired(v, 'p') &&
        unknown.some((u) => v === u || m.ancestors(v).has(u)) &&
        (m.kind(v) !== 'Latent' || unknown.includes(v) || how(v) !== 'child'),
    );
  const grades: Grade[] = [];
  const terms = mention.map((v) => {
    const p = at.distribution(v, 'p');
    grades.push(
      p.can.logProb.fidelity === 'exact'
        ? grade('exact', z, `${z} is enumerated`)
        : grade('estimate', z, `${z} is enumerated over bounds`, p.can.logProb.cost),
    );
    return p.logProb(b, at.value(v), 'score');
  });
  const joint = unknown.slice(1).reduce((j, v) => b.lse(j, `E.${v}`), b.total(...terms));
  return { weights: b.exp(b.sub(joint, b.lse(joint, `E.${z}`))), grades };
}
