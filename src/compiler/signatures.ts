/** A network wired to two places is one set of weights, in every program of the drawing (DESIGN rule 11). */
import { sameShape } from '../graph/space.ts';
import { type Refusal, twoSignatures } from '../ir/refusal.ts';
import type { Slot } from '../ir/value.ts';

/** The first parameter that would have another shape than it has in an earlier program. */
export function signatureClash(known: ReadonlyMap<string, Slot>, params: ReadonlyMap<string, Slot>): Refusal | undefined {
  for (const s of params.values()) {
    const before = known.get(s.name);
    if (before && !sameShape(before.event, s.event)) return twoSignatures(s.name, before.event, s.event);
  }
  return undefined;
}
