/** Going back through a flow: from data to the noise of its base. */
import { type Line, line } from '../../../nodes/notation/formula.ts';
import type { Law } from '../../../nodes/notation/law.ts';

/** Adds up what the volume changes. @returns the lines, and the name of what they end in */
export function inverseLines(
  v: string,
  flow: NonNullable<Law['flow']>,
  scored = true,
): { readonly lines: readonly Line[]; readonly base: string } {
  const last = flow.steps.length;
  const u = (k: number): string => (k === last ? v : `u_{${k}}`);
  const f = (k: number): string => (last === 1 ? 'f' : `f_{${k}}`);
  const lines = flow.steps
    .map((s, i) => {
      const k = i + 1;
      const joins = s.joins?.symbol(k);
      const back = `${joins ? `(${u(i)},\\,${joins})` : u(i)} \\leftarrow ${f(k)}^{-1}(${u(k)})`;
      const volume = s.logDet === '' ? '' : `,\\quad \\ell \\leftarrow \\ell - \\log\\big|\\det \\partial ${f(k)}/\\partial ${u(i)}\\big|`;
      const joined = s.joins ? `,\\quad \\ell \\leftarrow \\ell + \\log ${s.joins.density(k)}` : '';
      return line(`$${back}${scored ? volume + joined : ''}$`, s.nodes);
    })
    .toReversed();
  return { lines, base: u(0) };
}
