/** The body of a loop: closed, so that a pass may treat it as a small program of its own. What it uses from outside is handed in as `reads`. */
import { topological } from './dependencies.ts';
import { IrError } from './ops.ts';
import type { Region, Val } from './value.ts';

/** Every leaf that a body is handed, in the order of the loop's operands after the turn's number. */
export const handed = (r: Region): readonly Val[] => [...r.carried, ...r.over, ...r.reads];
/** What a body gives: the next carried values, then what each turn leaves. */
export const given = (r: Region): readonly Val[] => [...r.results, ...r.each];

/** The results of a loop, by the index of an `out`: carried values after the last turn, what each turn left, and each turn's carried values before it. */
export type OutKind = 'carried' | 'each' | 'tape';
export function outKind(r: Region, index: number): { readonly kind: OutKind; readonly of: number } {
  const [c, e] = [r.results.length, r.each.length];
  if (index < c) return { kind: 'carried', of: index };
  if (index < c + e) return { kind: 'each', of: index - c };
  if (index < c + e + c) return { kind: 'tape', of: index - c - e };
  throw new IrError(`a loop has no result ${index}`);
}
export function outIndex(r: Region, kind: OutKind, of: number): number {
  return kind === 'carried' ? of : kind === 'each' ? r.results.length + of : r.results.length + r.each.length + of;
}
/** The value of the body that a result is made of. */
export function sourceOf(r: Region, index: number): Val {
  const { kind, of } = outKind(r, index);
  return (kind === 'carried' ? r.results : kind === 'each' ? r.each : r.carried)[of]!;
}

/**
 * Values below `roots` that change from turn to turn: those that depend on what a turn is handed, or on a draw. What does not change belongs outside.
 * @param handedIn the leaves of the body
 */
export function changing(roots: readonly Val[], handedIn: readonly Val[], since: number): ReadonlySet<Val> {
  const own = new Set<Val>(handedIn);
  for (const v of topological(roots)) if (!own.has(v) && ((v.id >= since && draws(v)) || v.ins.some((u) => own.has(u)))) own.add(v);
  return own;
}
/** Is a value a draw, or a loop that makes draws? */
function draws(v: Val): boolean {
  if (v.op === 'random') return true;
  return v.op === 'loop' && topological(given(v.at.region!)).some(draws);
}
