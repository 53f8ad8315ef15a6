/** The posterior of everything not clamped: latents first; then the noise or choice inside a distribution; then labels by Bayes' rule. */
import { EXACT, type Grade, all, grade } from '../distributions/grade.ts';
import { refuse } from '../ir/refusal.ts';
import type { Val } from '../ir/value.ts';
import { binding } from './binding.ts';
import type { TaskProgram } from './compiled.ts';
import { enumeratedPosterior } from './posterior.ts';
import { attempt } from './task.ts';
import { type Drawing, Trace } from './trace.ts';

/** Outputs: a draw or posterior mean of each latent by its id; the weights of an enumerated one with its plate E.<id>; "<x>.<cause>" for what lies inside a distribution. */
export function infer(d: Drawing): TaskProgram {
  const m = d.model;
  return attempt('infer', (b) => {
    const outputs: Record<string, Val> = {};
    const grades: Grade[] = [];
    const refusals: string[] = [];
    const t = new Trace(d, b, binding({ use: 'score' }));
    // what is enumerated is weighed at the very draws that are given beside it, so that one inference is one draw of all latents
    const drawn = m.of('Latent').filter((z) => d.how(z) === 'q');
    const settled = t.under({ clamp: new Map(drawn.map((z) => [z, t.value(z)])) });
    const enumerated = m.of('Latent').filter((z) => d.how(z) === 'enumerate');
    for (const z of m.of('Latent')) {
      switch (d.how(z)) {
        case 'q': {
          outputs[z] = t.value(z).val;
          const q = t.distribution(z, 'q');
          const mean = q.mean?.(b);
          if (mean) outputs[`${z}.mean`] = b.expand(mean, ['B'], []);
          grades.push(
            q.can.sample,
            m.wired(z, 'p') ? grade('estimate', z, `${z} comes from its learnt q`) : grade('exact', z, `${z} is its q`),
          );
          break;
        }
        case 'child':
          outputs[z] = t.value(z).val;
          grades.push(grade('exact', z, `${z} has no observed descendants: its posterior is its p`));
          break;
        case 'conjugate':
          outputs[z] = t.value(z).val;
          grades.push(grade('exact', z, `${z}: mean of the linear-Gaussian posterior`));
          break;
        case 'enumerate': {
          const posterior = enumeratedPosterior(settled, z, t.value(z).val, enumerated);
          outputs[z] = posterior.weights;
          grades.push(...posterior.grades);
          break;
        }
        case 'none':
          refusals.push(`${z} has no q, no small support and no closed form`);
      }
    }
    for (const x of m.observed()) {
      if (m.cyclic(x) || m.of('Latent').some((z) => m.ancestors(x).has(z))) continue;
      const p = t.distribution(x, 'p');
      if (p.enumerate && p.can.support > 0 && (m.descendants(x).length > 0 || m.ancestors(x).size > 0)) {
        const posterior = enumeratedPosterior(settled, x, p.enumerate(b, `E.${x}`), enumerated);
        outputs[x] = posterior.weights;
        grades.push(...posterior.grades);
      } else if (p.cause?.grade.fidelity === 'impossible') refusals.push(...p.cause.grade.why.map((r) => r.text));
      else if (p.cause && p.closed?.family !== 'gaussian') {
        outputs[`${x}.${p.cause.name}`] = p.cause.infer(b, t.value(x));
        grades.push(p.cause.grade, grade('exact', x, `the ${p.cause.name} behind ${x}`));
      } else refusals.push(p.can.logProb.fidelity === 'impossible' ? `${p.node} has no inverse` : `${x} has no latent behind it`);
    }
    if (Object.keys(outputs).length === 0) refuse('', refusals.join('; ') || 'nothing is latent', 'add a Latent variable');
    return {
      grade: all(EXACT, ...grades),
      needs: m.given(m.observed()),
      outputs: Object.fromEntries(Object.entries(outputs).map(([k, v]) => [k, b.expand(v, ['B'], [])])),
    };
  });
}
