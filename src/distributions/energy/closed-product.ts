/** Products and temperatures of distributions whose form is known: they stay in their family, normaliser and all (DESIGN rule 14). */
import { type Space, eventOf } from '../../graph/space.ts';
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';
import { bernoulli } from '../bernoulli.ts';
import { categorical } from '../categorical.ts';
import type { Closed, Distribution } from '../distribution.ts';
import { gaussian } from '../gaussian.ts';

/** The distribution of a closed form. @param relaxed draws of bits carry the gradient of a relaxation */
function from(b: Builder, node: string, space: Space, c: Closed, relaxed: boolean): Distribution {
  const wide = (v: Val): Val => b.expand(v, [], eventOf(space));
  switch (c.family) {
    case 'gaussian':
      return gaussian(node, space, c.mean, c.logScale);
    case 'bernoulli':
      return bernoulli(node, space, wide(c.logits), relaxed ? TEMPERATURE : undefined);
    case 'categorical':
      return categorical(node, space, wide(c.logits));
  }
}
/** Of the relaxed draw of a product of Bernoullis, as of an Encoder's. */
const TEMPERATURE = 0.67;

/** Π p_i, normalised: precisions of Gaussians add up (Hinton, 2002, section 2), and so do logits. Undefined where the parts are of no one such family. */
export function closedProduct(b: Builder, node: string, space: Space, parts: readonly Distribution[]): Distribution | undefined {
  const closed = parts.flatMap((p) => (p.closed ? [p.closed] : []));
  if (closed.length < parts.length) return undefined;
  const gaussians = closed.flatMap((c) => (c.family === 'gaussian' ? [c] : []));
  const logits = (family: 'bernoulli' | 'categorical'): readonly Val[] => closed.flatMap((c) => (c.family === family ? [c.logits] : []));
  const relaxed = parts.every((p) => p.can.path !== 'none');
  if (gaussians.length === parts.length) {
    const precisions = gaussians.map((g) => b.exp(b.mul(-2, g.logScale)));
    const precision = b.total(...precisions);
    const mean = b.div(b.total(...gaussians.map((g, i) => b.mul(precisions[i]!, g.mean))), precision);
    return from(b, node, space, { family: 'gaussian', mean, logScale: b.mul(-0.5, b.log(precision)) }, relaxed);
  }
  for (const family of ['bernoulli', 'categorical'] as const)
    if (logits(family).length === parts.length) return from(b, node, space, { family, logits: b.total(...logits(family)) }, relaxed);
  return undefined;
}
/** p^(1/T), normalised: the variance of a Gaussian grows by T, logits shrink by it. */
export function closedTemperature(b: Builder, node: string, base: Distribution, temperature: number): Distribution | undefined {
  const { closed: c, space } = base;
  if (!c) return undefined;
  const tempered: Closed =
    c.family === 'gaussian'
      ? { ...c, logScale: b.add(c.logScale, 0.5 * Math.log(temperature)) }
      : { ...c, logits: b.div(c.logits, temperature) };
  return from(b, node, space, tempered, base.can.path !== 'none');
}
