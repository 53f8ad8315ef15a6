/** The drawing as mathematics. Node names become symbols. */
import type { Model } from './model.ts';

/** A name as KaTeX: one letter and its index as they are, longer names upright, with what TeX would read as commands escaped. */
export function symbol(name: string): string {
  // A variable inside a group is its letter, with the groups it lies in.
  const slash = name.lastIndexOf('/');
  if (slash >= 0) return `{${symbol(name.slice(slash + 1))}}^{${symbol(name.slice(0, slash))}}`;
  const short = /^([A-Za-z])(\d*)$/.exec(name);
  if (short) return short[2] ? `${short[1]}_{${short[2]}}` : short[1]!;
  return `\\text{${name.replaceAll(/[\\{}$&#^_%~]/g, (c) => (c === '\\' || c === '^' || c === '~' ? '' : `\\${c}`))}}`;
}
/** p(v | parents) or q(v | parents). */
export function factor(m: Model, v: string, side: 'p' | 'q' = 'p'): string {
  const parents = [...m.parents(v, side)].map(symbol);
  return `${side}(${symbol(v)}${parents.length ? `\\mid ${parents.join(',')}` : ''})`;
}
/** The joint, as the product of its factors, by side. */
export const factorisation = (m: Model, side: 'p' | 'q'): string =>
  m
    .order()
    .filter((v) => m.kind(v) !== 'Given' && m.wired(v, side))
    .map((v) => factor(m, v, side))
    .join('\\,');
