/** How a latent gets its value on the data side (DESIGN rule 4). */
import { Builder } from '../ir/builder.ts';
import { degree } from '../ir/dependencies.ts';
import { Refusal } from '../ir/refusal.ts';
import type { Datum } from '../distributions/distribution.ts';
import { binding } from './binding.ts';
import { type Drawing, type How, Trace } from './trace.ts';
import { eventOf } from '../graph/space.ts';

export function latentHow(d: Drawing, id: string): How {
  const m = d.model;
  if (m.wired(id, 'q')) return 'q';
  if (!m.wired(id, 'p')) return 'none';
  if (m.descendants(id).length === 0) return 'child';
  const b = new Builder('probe');
  // every variable an input of its own, so that the ops show how one depends on another
  const clamp = new Map<string, Datum>();
  for (const v of m.variables()) {
    const space = d.spaces.get(v, m.valuePort(v));
    if (space) clamp.set(v, { val: b.input(v, eventOf(space), v === id ? [] : ['B']) });
  }
  const t = new Trace(d, b, binding({ side: 'model', clamp }));
  try {
    const p = t.distribution(id, 'p');
    if (p.can.support > 0) return 'enumerate';
    const children = m.variables().filter((v) => m.parents(v, 'p').has(id));
    const [child] = children;
    if (children.length !== 1 || child === undefined || m.kind(child) !== 'Observed' || p.closed?.family !== 'gaussian') return 'none';
    const likelihood = t.distribution(child, 'p').closed;
    const z = clamp.get(id)!.val;
    const linear = likelihood?.family === 'gaussian' && degree(likelihood.mean, z) <= 1 && degree(likelihood.logScale, z) === 0;
    return linear && z.event.length === 1 ? 'conjugate' : 'none';
  } catch (e) {
    if (e instanceof Refusal) return 'none';
    throw e;
  }
}
