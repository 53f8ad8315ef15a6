/** How the model explains its data: latents from infer, then the mean of p(x | z). */
import { EXACT, all, grade } from '../distributions/grade.ts';
import { refuse } from '../ir/refusal.ts';
import type { Val } from '../ir/value.ts';
import { binding } from './binding.ts';
import type { TaskProgram } from './compiled.ts';
import { attempt } from './task.ts';
import { type Drawing, Trace } from './trace.ts';

/** Output "<x>.mean" for each observed variable with a code: latents above it that infer can bind, or its own data, as in p(x | x). */
export function reconstruct(d: Drawing): TaskProgram {
  const m = d.model;
  return attempt('reconstruct', (b) => {
    const t = new Trace(d, b, binding({ use: 'score' }));
    const outputs: Record<string, Val> = {};
    for (const x of m.observed()) {
      const latents = m.of('Latent').filter((z) => m.ancestors(x).has(z));
      if ((latents.length === 0 && !m.cyclic(x)) || latents.some((z) => !['q', 'conjugate'].includes(d.how(z)))) continue;
      const mean = t.distribution(x, 'p').mean?.(b);
      if (mean) outputs[`${x}.mean`] = b.expand(mean, ['B'], []);
    }
    if (Object.keys(outputs).length === 0)
      refuse('', 'no observed variable has a latent that infer can bind', 'wire an Encoder to the latent’s q');
    return { grade: all(EXACT, grade('estimate', '', 'one draw of the latents')), needs: m.given(m.observed()), outputs };
  });
}
