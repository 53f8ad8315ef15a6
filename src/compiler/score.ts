/** log p(x) of every observed variable but the hidden ones, which are summed or integrated like latents. */
import { refuse } from '../ir/refusal.ts';
import type { Val } from '../ir/value.ts';
import { binding } from './binding.ts';
import type { TaskProgram } from './compiled.ts';
import { latentsAbove, marginal } from './marginal.ts';
import { attempt } from './task.ts';
import { type Drawing, Trace } from './trace.ts';

/**
 * Output "logp": nats, one number an example. Where an observed variable is made by invertible maps, "roundTrip": how far |f(f⁻¹(x)) - x| is
 * at most from zero, in the units of x. @param samples importance samples where latents have a q
 */
export function score(d: Drawing, samples: number, hidden: readonly string[] = []): TaskProgram {
  const m = d.model;
  return attempt('score', (b) => {
    const unseen = m.unseen();
    const out = new Set([...hidden, ...unseen]);
    const xs = m.observed().filter((x) => !out.has(x));
    if (xs.length === 0 && unseen.length > 0)
      refuse(unseen[0]!, `${unseen[0]} has no data to score`, `wire a Dataset column to ${unseen[0]}.data`);
    if (xs.length === 0) refuse('', 'no variable has a p: there is no density', 'wire a distribution to the p of an Observed variable');
    const bare = m.of('Latent').find((z) => xs.some((x) => m.ancestors(x).has(z)) && !m.wired(z, 'p'));
    if (bare !== undefined) refuse(bare, `${bare} has no p, so the joint density has a gap`, `wire a Prior to ${bare}.p`);
    const probe = new Trace(d, b, binding({ use: 'score', hidden: out }));
    const weighed = latentsAbove(probe, xs, false).some((z) => d.how(z) === 'q' || d.how(z) === 'none');
    const plates = weighed ? [b.plate('K', samples)] : [];
    const t = new Trace(d, b, binding({ use: 'score', hidden: out, plates }));
    const r = marginal(t, xs, { samples: weighed ? samples : undefined, regularise: false });
    const misses = weighed ? [] : xs.flatMap((x) => missed(t, x) ?? []);
    const outputs = {
      logp: b.expand(r.value, ['B'], []),
      ...(misses.length > 0 && {
        roundTrip: b.expand(
          misses.reduce((a, c) => b.maximum(a, c)),
          ['B'],
          [],
        ),
      }),
    };
    return { grade: r.grade, needs: m.given(xs), outputs };
  });
}
/** How far an example is moved by going to the base and back: the greatest of its numbers, event []. */
function missed(t: Trace, x: string): Val | undefined {
  const { invert, node } = t.distribution(x, 'p');
  if (!invert) return undefined;
  const { b } = t;
  return b.within({ node }, () => {
    const given = t.value(x).val;
    return b.max(b.flat(b.abs(b.sub(invert.forth(b, invert.back(b, given)), given))), [0]);
  });
}
