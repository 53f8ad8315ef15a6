/** Ancestral sampling: every variable drawn from its p, unless it is clamped. */
import { all, EXACT, type Grade, grade } from '../distributions/grade.ts';
import type { Datum } from '../distributions/distribution.ts';
import { gumbel } from '../distributions/categorical.ts';
import type { Builder } from '../ir/builder.ts';
import { refuse } from '../ir/refusal.ts';
import type { Val } from '../ir/value.ts';
import { binding } from './binding.ts';
import type { TaskProgram } from './compiled.ts';
import { enumeratedPosterior } from './posterior.ts';
import { attempt } from './task.ts';
import { type Drawing, Trace } from './trace.ts';

/**
 * Outputs: each variable by its id; the conditional mean of an observed one as "<id>.mean".
 * Clamping a variable below unclamped ones conditions on it: those come from infer, the rest from p (DESIGN rule 3).
 */
export function sample(d: Drawing, clamps: readonly string[] = []): TaskProgram {
  const m = d.model;
  return attempt('sample', (b) => {
    const xs = m.observed();
    if (xs.length === 0)
      refuse('', 'no variable has a p: the drawing generates nothing', 'wire a distribution to the p of an Observed variable');
    const clamp = new Map<string, Datum>();
    const outside = new Trace(d, b, binding({ side: 'model', use: 'score' }));
    for (const c of clamps) clamp.set(c, outside.arriving(c, outside.space(c, m.valuePort(c))));
    const grades = conditioned(d, b, clamps, clamp);
    const t = new Trace(d, b, binding({ side: 'model', use: 'score', clamp }));
    const wanted = [
      ...new Set([...xs.flatMap((x) => [...m.ancestors(x)]), ...xs, ...m.of('Latent').filter((z) => d.how(z) === 'child')]),
    ].filter((v) => m.isVariable(v));
    const outputs: Record<string, Val> = {};
    for (const v of wanted) {
      outputs[v] = b.expand(t.value(v).val, ['B'], []);
      if (m.kind(v) !== 'Observed' || clamp.has(v) || m.ancestors(v).size === 0) continue;
      const mean = t.distribution(v, 'p').mean?.(b);
      if (mean) outputs[`${v}.mean`] = b.expand(mean, ['B'], []);
    }
    const drawn = wanted.filter((v) => m.kind(v) !== 'Given' && !clamp.has(v));
    const each = drawn.map((v) => t.distribution(v, 'p').can.sample);
    return { grade: all(EXACT, ...each, ...grades), needs: m.given(xs), outputs };
  });
}

/** Clamps the unclamped ancestors of clamped variables, too: to a draw from their q, else from their posterior, enumerated beside those draws. */
function conditioned(d: Drawing, b: Builder, clamps: readonly string[], clamp: Map<string, Datum>): readonly Grade[] {
  const m = d.model;
  const inferred = new Set<string>();
  const grades: Grade[] = [];
  const above = new Set(
    clamps.flatMap((c) => [...m.ancestors(c)]).filter((v) => m.isVariable(v) && m.kind(v) !== 'Given' && !clamps.includes(v)),
  );
  for (const v of above) if (m.wired(v, 'q')) inferred.add(v);
  const drawn = new Trace(d, b, binding({ side: 'model', use: 'score', clamp: new Map(clamp), inferred }));
  for (const v of inferred) {
    clamp.set(v, drawn.value(v));
    grades.push(grade('estimate', v, `${v} is drawn from its q, given ${clamps.join(', ')}`));
  }
  const left = [...above].filter((v) => !inferred.has(v));
  for (const [i, v] of left.entries()) {
    const t = new Trace(d, b, binding({ side: 'model', use: 'score', clamp }));
    const p = t.distribution(v, 'p');
    if (!p.enumerate || p.can.support === 0)
      return refuse(
        v,
        `${clamps.join(', ')} is clamped and ${v} lies above it: drawing ${v} from its p would ignore the clamp, and ${v} has neither a q nor a small support`,
        `wire an Encoder to ${v}.q, or clamp ${v} itself`,
      );
    const values = p.enumerate(b, `E.${v}`);
    const posterior = enumeratedPosterior(t, v, values, left.slice(i + 1));
    grades.push(...posterior.grades);
    const noisy = b.add(b.log(posterior.weights), gumbel(b, ['B', `E.${v}`], []));
    const chosen = b.eq(noisy, b.max(noisy, [], [`E.${v}`]));
    clamp.set(v, {
      val: b.sumPlate(
        b.mul(
          b.reshape(
            chosen,
            values.event.map(() => 1),
          ),
          values,
        ),
        `E.${v}`,
      ),
    });
  }
  return grades;
}
