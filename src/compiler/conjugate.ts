/** Linear-Gaussian posterior and evidence, from the ops: the loadings W are read off by differentiating the decoder's mean (Bishop, 2006, section 12.2). */
import { numel } from '../graph/space.ts';
import type { Closed } from '../distributions/distribution.ts';
import { LOG_2PI } from '../distributions/gaussian.ts';
import { gradients } from '../ir/differentiate.ts';
import { refuse } from '../ir/refusal.ts';
import type { Val } from '../ir/value.ts';
import type { Trace } from './trace.ts';

export interface Conjugate {
  readonly child: string;
  /** Posterior mean of z, event [k]. */
  readonly mean: Val;
  /** Scaled posterior precision M = I + S' Psi^-1 S, event [k, k]; the posterior precision is D^-1 M D^-1 with D = diag(prior sd). */
  readonly precision: Val;
  readonly priorScale: Val;
  /** log p(x), with z integrated out; event []. */
  readonly evidence: Val;
}

export function conjugate(t: Trace, id: string): Conjugate {
  const { b } = t;
  const { model: m } = t.drawing;
  const child =
    m.observed().find((v) => m.parents(v, 'p').has(id)) ?? refuse(id, `nothing observed depends on ${id}`, `wire ${id} to a Decoder`);
  const k = t.event(id)[0]!;
  const prior = t.distribution(id, 'p').closed;
  // the likelihood at z = 0, with every other variable at its own value
  const others = m.variables().filter((v) => v !== id && (v === child || m.ancestors(child).has(v)));
  const likelihoodAt = (z: Val): Closed | undefined => {
    const clamp = new Map([...others.map((v) => [v, t.value(v)] as const), [id, { val: z }]]);
    return t.under({ side: 'model', clamp }).distribution(child, 'p').closed;
  };
  const shared = b.expand(b.of(0), [], [k]);
  const probe = likelihoodAt(shared);
  // a mean that also depends on a condition has loadings of its own for each example
  const plates = probe?.family === 'gaussian' ? probe.mean.plates : [];
  const zero = b.expand(shared, plates, [k]);
  const likelihood = plates.length ? likelihoodAt(zero) : probe;
  if (prior?.family !== 'gaussian' || likelihood?.family !== 'gaussian')
    return refuse(id, 'it is not linear-Gaussian', `wire an Encoder to ${id}.q`);
  const n = numel(t.event(child));
  const offset = b.flat(b.expand(likelihood.mean, [], t.event(child)));
  const rows = Array.from({ length: n }, (_, i) => b.reshape(gradients(b, b.slice(offset, 0, i, i + 1), [zero])[0]!, [1, k]));
  const loadings = b.concat(rows, 0);
  const priorScale = b.exp(b.expand(prior.logScale, [], [k]));
  const inverseNoise = b.exp(b.mul(-2, b.flat(b.expand(likelihood.logScale, [], t.event(child)))));
  const scaled = b.mul(loadings, priorScale);
  const weighted = b.mul(scaled, b.reshape(inverseNoise, [n, 1]));
  const eye = b.constant(
    Array.from({ length: k * k }, (_, i) => +(i % (k + 1) === 0)),
    [k, k],
  );
  const precision = b.add(eye, b.contract(weighted, scaled, 'ni,nj->ij'));
  const residual = b.sub(b.flat(t.value(child).val), b.add(offset, b.contract(loadings, b.expand(prior.mean, [], [k]), 'nk,k->n')));
  const r = b.contract(weighted, residual, 'nk,n->k');
  const u = b.solve(precision, r);
  const quadratic = b.sub(b.sumEvent(b.mul(inverseNoise, b.square(residual))), b.sumEvent(b.mul(r, u)));
  const evidence = b.mul(-0.5, b.total(quadratic, b.logdet(precision), b.neg(b.sumEvent(b.log(inverseNoise))), n * LOG_2PI));
  return { child, mean: b.add(prior.mean, b.mul(priorScale, u)), precision, priorScale, evidence };
}
