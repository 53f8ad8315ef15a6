/** p(z | everything bound) over the support of z, by Bayes' rule. */
import { type Grade, grade } from '../distributions/grade.ts';
import type { Val } from '../ir/value.ts';
import type { Trace } from './trace.ts';

/**
 * The terms of the factorisation that mention z, normalised over its support: event [], plate E.z.
 * @param value every value of z, along the plate E.z
 */
export function enumeratedPosterior(t: Trace, z: string, value: Val): { readonly weights: Val; readonly grades: readonly Grade[] } {
  const { b } = t;
  const { model: m, how } = t.drawing;
  const at = t.under({ clamp: new Map([...t.bind.clamp, [z, { val: value }]]), use: 'score' });
  const mention = m
    .order()
    .filter(
      (v) =>
        m.kind(v) !== 'Given' &&
        m.wired(v, 'p') &&
        (v === z || m.ancestors(v).has(z)) &&
        (m.kind(v) !== 'Latent' || v === z || how(v) !== 'child'),
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
  const joint = b.total(...terms);
  return { weights: b.exp(b.sub(joint, b.lse(joint, `E.${z}`))), grades };
}
