/** Energies on paper: what is known but for a normaliser, and chains that draw from it. */
import { isDiscrete } from '../../graph/space.ts';
import { type Formula, type Line, type Statement, below, deeper, line, term } from '../notation/formula.ts';
import type { Law, LawContext } from '../notation/law.ts';

/** How families without a normaliser get around it. */
export const ESCAPE =
  'The normaliser is intractable in general. Learning escapes it: in the gradient it becomes a mean over draws of the model, for which chains stand in. Scoring sums it where that is feasible, and estimates it elsewhere.';

export interface ChainSettings {
  readonly sampler: string;
  readonly steps: number;
  readonly stepSize: number;
  readonly noise: number;
  readonly leapfrogs: number;
}
/** One step of the chain that draws from an energy. */
export function stepOf(c: LawContext, energy: (v: string) => string, p: ChainSettings): readonly Line[] {
  const { v } = c;
  const nodes = c.nodes('network', 'condition', 'parts', 'base');
  if (c.space && isDiscrete(c.space.values))
    return [
      line(`choose a bit of $${v}$ by how much its flip lowers $${energy(v)}$`, nodes),
      line('flip it, or not (Metropolis–Hastings)', nodes),
    ];
  if (p.sampler === 'hmc')
    return [
      line(`$m \\sim \\mathcal N(0,\\,I)$`, nodes),
      line(`$(${v}', m') \\leftarrow$ ${p.leapfrogs} leapfrogs of length ${p.stepSize} from $(${v}, m)$`, nodes),
      line(`$${v} \\leftarrow ${v}'$ with probability $\\min(1,\\, e^{H(${v}, m)-H(${v}', m')})$`, nodes),
    ];
  const noise = p.noise === 0 ? '' : ` + ${p.noise === 1 ? '' : `${p.noise}\\,`}\\sqrt{2\\eta}\\,\\xi`;
  return [
    line(
      `$${v} \\leftarrow ${v} - \\eta\\,\\nabla ${energy(v)}${noise}${p.noise === 0 ? '' : ', \\quad \\xi \\sim \\mathcal N(0,\\,I)'}$ with $\\eta$ = ${p.stepSize}`,
      nodes,
    ),
  ];
}
export function drawn(c: LawContext, start: string, energy: (v: string) => string, p: ChainSettings): readonly Line[] {
  return [line(`$${c.v} \\sim ${start}$`, [c.id]), line(`repeat ${p.steps} times`, [c.id]), ...deeper(stepOf(c, energy, p))];
}
/** over / Z, the normaliser underlined. */
export function unnormalised(c: LawContext, over: Formula, where: readonly Statement[], draw: readonly Line[], z: string): Law {
  const nodes = [...new Set([...c.nodes('network', 'condition'), ...over.flatMap((p) => ('nodes' in p ? p.nodes : []))])];
  return {
    nodes,
    formula: [{ over, under: [term(`\\underline{${z}}`, nodes)] }],
    of: 'density',
    sign: '=',
    where,
    draw,
    undirected: true,
  };
}
export const startOf = (c: LawContext, scale: number): string =>
  c.space && isDiscrete(c.space.values) ? '\\operatorname{Bern}(\\tfrac12)' : `\\mathcal N(0,\\,${scale === 1 ? '' : `${scale}^2 `}I)`;
export const expert = (i: number): string => below('p', String(i + 1));
