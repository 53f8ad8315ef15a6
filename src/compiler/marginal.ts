/** log p(observed): the one function behind NLL, ELBO, IWAE and score (DESIGN rule 18). */
import type { Distribution } from '../distributions/distribution.ts';
import { type Grade, all, drawnBound, grade, minus } from '../distributions/grade.ts';
import { closedKl } from '../distributions/kl.ts';
import { refuse } from '../ir/refusal.ts';
import type { Plate, Val } from '../ir/value.ts';
import type { KlTerm, Marginal } from '../nodes/define.ts';
import { conjugate } from './conjugate.ts';
import type { Model } from './model.ts';
import type { Trace } from './trace.ts';

/**
 * Latents are summed over, integrated in closed form, or weighed against their q.
 * @param samples importance samples: the trace must have the plate K of that size
 */
export function marginal(
  t: Trace,
  observed: readonly string[],
  o: { readonly samples?: number | undefined; readonly regularise: boolean },
): Marginal {
  const { b } = t;
  const { model: m } = t.drawing;
  refuseCycles(m, observed);
  const latents = latentsAbove(t, observed, o.regularise);
  refuseCycles(
    m,
    latents.filter((z) => !(o.regularise && m.wired(z, 'regulariser'))),
  );
  const why: Grade[] = [];
  const used: Distribution[] = [];
  const plates: Plate[] = [];
  const penalties: Val[] = [];
  const monitors: Record<string, Val> = {};
  const kl: KlTerm[] = [];
  const settled = new Set<string>();
  const explained: string[] = [];
  let integrated: Marginal['integrated'];
  let reconstruction = b.of(0);

  const closed = latents.find((z) => how(t, z) === 'conjugate');
  if (closed !== undefined) {
    const { evidence, child } = conjugate(t, closed);
    reconstruction = evidence;
    settled.add(closed).add(child);
    why.push(grade('exact', closed, `${closed} is integrated in closed form: linear-Gaussian`));
    integrated = { latent: closed, child };
  }
  for (const x of observed) {
    if (settled.has(x)) continue;
    const p = t.distribution(x, 'p');
    used.push(p);
    why.push(p.can.logProb);
    reconstruction = b.add(reconstruction, logProb(t, p, x));
    explained.push(x);
  }
  let divergence = b.of(0);
  for (const z of latents) {
    if (settled.has(z)) continue;
    const value = t.value(z);
    const regulariser = o.regularise && m.wired(z, 'regulariser');
    const p = t.distribution(z, regulariser ? 'regulariser' : 'p');
    used.push(p);
    if (how(t, z) === 'enumerate') {
      plates.push(`E.${z}`);
      why.push(p.can.logProb, grade('exact', z, `${z} is summed over its ${p.can.support} values`));
      divergence = b.sub(divergence, logProb(t, p, z));
      continue;
    }
    const draw = t.draws.get(z);
    if (draw?.penalty) penalties.push(draw.penalty);
    for (const [name, v] of Object.entries(draw?.monitors ?? {})) monitors[`${name}.${z}`] = v;
    if (how(t, z) !== 'q') {
      why.push(grade('lower', z, `${z} has no q, so its p is the proposal: a loose bound`));
      continue;
    }
    const q = t.distribution(z, 'q');
    if (q.can.logProb.fidelity === 'impossible')
      refuse(z, `there is no bound: ${q.can.logProb.why.map((r) => r.text).join('; ')}`, `give ${z} a q with a density`);
    why.push(
      p.can.logProb,
      q.can.sample,
      minus(q.can.drawn ?? q.can.logProb),
      grade(
        'lower',
        z,
        (o.samples ?? 1) > 1 ? `${z} is weighed with ${o.samples} draws from its q` : `${z} is weighed with one draw from its q`,
      ),
    );
    const term = b.within({ node: z }, (): KlTerm => {
      // the mean over q may be taken before the sum over an enumerated latent only where q and p are the same for each of its values
      const closed = o.samples ? undefined : closedKl(b, q, p);
      const perElement = closed?.plates.some(isEnumeration) ? undefined : closed;
      if (perElement) return { latent: z, total: b.sumEvent(perElement), perElement, regulariser };
      const own = draw?.logProb ? draw.logProb() : q.logProb(b, value, t.bind.use);
      return { latent: z, total: b.sub(own, p.logProb(b, value, t.bind.use)), regulariser };
    });
    kl.push(term);
    divergence = b.add(divergence, term.total);
  }

  // a bound that is drawn is one on average; inside a logarithm of a sum it no longer is
  if (plates.length > 0 || (o.samples ?? 1) > 1) why.push(...used.filter((p) => p.can.noisy).map((p) => drawnBound(p.node)));
  const obstacles = all(...why.filter((g) => g.fidelity === 'impossible')).why;
  if (obstacles.length > 0) refuse(obstacles[0]!.node, obstacles.map((r) => r.text).join('; '), 'use a distribution with a density');
  let value = b.sub(reconstruction, divergence);
  for (const plate of plates) value = b.lse(value, plate);
  if (o.samples) value = b.sub(b.lse(value, 'K'), Math.log(o.samples));
  const enumerated = latents.filter((z) => plates.includes(`E.${z}`));
  return {
    value,
    grade: all(...why),
    reconstruction,
    kl,
    penalties,
    monitors,
    observed: explained,
    integrated,
    enumerated,
    inferred: kl.map((k) => k.latent),
  };
}

/** A density of a variable cannot read that variable. */
export function refuseCycles(m: Model, variables: readonly string[]): void {
  for (const v of variables)
    if (m.cyclic(v))
      refuse(v, `p(${v} | …) is conditioned on ${v} itself, so it is no density of ${v}`, `feed ${v}.p from latents or from other columns`);
}
const isEnumeration = (p: Plate): boolean => p.startsWith('E.');
const how = (t: Trace, z: string): string => t.drawing.how(z);
/**
 * Latents (and hidden variables) above what is observed, parents first.
 * @param regularised where a regulariser stands in for the p of a latent, what is above is what is above the regulariser
 */
export function latentsAbove(t: Trace, observed: readonly string[], regularised: boolean): readonly string[] {
  const { model: m } = t.drawing;
  const above = new Set<string>();
  const todo = observed.flatMap((x) => [...m.parents(x, 'p')]);
  for (let v = todo.pop(); v !== undefined; v = todo.pop()) {
    if (above.has(v)) continue;
    above.add(v);
    if (m.isVariable(v)) todo.push(...m.parents(v, regularised && m.wired(v, 'regulariser') ? 'regulariser' : 'p'));
  }
  return m.order().filter((v) => (m.kind(v) === 'Latent' || t.bind.hidden.has(v)) && how(t, v) !== 'child' && above.has(v));
}
const logProb = (t: Trace, p: Distribution, v: string): Val => t.b.within({ node: p.node }, () => p.logProb(t.b, t.value(v), t.bind.use));
