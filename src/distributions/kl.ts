/** Kullback-Leibler divergences in closed form. */
import { eventOf } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import type { Val } from '../ir/value.ts';
import type { Distribution } from './distribution.ts';

/** KL(q || p) per element of the event, in nats; undefined where no closed form is known. */
export function closedKl(b: Builder, q: Distribution, p: Distribution): Val | undefined {
  const event = eventOf(q.space);
  if (q.closed?.family === 'gaussian' && p.closed?.family === 'gaussian') {
    const { mean: m, logScale: s } = q.closed;
    const { mean: n, logScale: t } = p.closed;
    const ratio = b.exp(b.mul(2, b.sub(s, t)));
    const gap = b.square(b.mul(b.sub(m, n), b.exp(b.neg(t))));
    return b.expand(b.add(b.sub(t, s), b.mul(0.5, b.sub(b.add(ratio, gap), 1))), [], event);
  }
  if (q.closed?.family === 'bernoulli' && p.closed?.family === 'bernoulli') {
    const { logits: l } = q.closed;
    const { logits: r } = p.closed;
    // mean under q of log q - log p
    return b.expand(b.add(b.mul(b.sigmoid(l), b.sub(l, r)), b.sub(b.softplus(r), b.softplus(l))), [], event);
  }
  if (q.closed?.family === 'categorical' && p.closed?.family === 'categorical') {
    const l = b.logSoftmax(q.closed.logits);
    return b.expand(b.mul(b.exp(l), b.sub(l, b.logSoftmax(p.closed.logits))), [], event);
  }
  return undefined;
}
