/** Ancestral sampling as an algorithm: every variable from its p, parents first. */
import { type Line, line } from '../../../nodes/notation/formula.ts';
import type { Notation } from '../notation.ts';

/** @param clamps variables the user fixes */
export function sampleLines(n: Notation, clamps: readonly string[]): readonly Line[] {
  const { m } = n;
  const fixed = new Set(clamps.filter((v) => m.isVariable(v)));
  const wanted = new Set([...n.above(m.observed()), ...m.of('Latent').filter((z) => m.wired(z, 'p'))]);
  // what lies above a fixed variable is drawn given it, never from its p
  const conditioned = new Set(
    [...fixed].flatMap((v) => [...m.ancestors(v)]).filter((v) => m.isVariable(v) && !fixed.has(v) && m.kind(v) !== 'Given'),
  );
  const given = m.given(m.observed()).filter((v) => !fixed.has(v));
  const drawn = m.order().filter((v) => wanted.has(v) && !fixed.has(v));
  const returned = m.observed().map(n.symbol).join(', ');
  return [
    ...given.map((v) => line(`$${n.symbol(v)} \\leftarrow$ a condition you give`, m.isVariable(v) ? [v] : [v.split('.')[0]!])),
    ...[...fixed].map((v) => line(`$${n.symbol(v)} \\leftarrow$ the value you fixed`, [v])),
    ...drawn.flatMap((v) => {
      if (!conditioned.has(v)) return n.draw(v, 'p');
      return n.inferred(v)
        ? n.draw(v, 'q')
        : [line(`$${n.symbol(v)} \\sim p(${n.symbol(v)} \\mid ${[...fixed].map(n.symbol).join(',')})$, by enumeration`, [v])];
    }),
    ...(returned === '' ? [] : [line(`return $${returned}$`, m.observed())]),
  ];
}
