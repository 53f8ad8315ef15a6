/** An Autoregressive on paper: the chain rule. */
import { numel } from '../../graph/space.ts';
import { below, deeper, line, listed, term } from '../notation/formula.ts';
import { type Family, bernoulli, categorical, logistic, normal, sumOver, valuesOf } from '../notation/families.ts';
import type { Law, LawContext } from '../notation/law.ts';

interface Settings {
  readonly likelihood: string;
  readonly components: number;
  readonly temperature: number;
  readonly greedy: boolean;
  readonly topK: number | null;
  readonly topP: number | null;
  readonly end: number | null;
}
/** Up to this many levels each has a probability of its own (autoregressive.ts). */
const MOST_FREE_LEVELS = 32;

export function autoregressiveLaw(c: LawContext, p: Settings): Law {
  const nodes = c.nodes('network', 'condition');
  const w = c.weights('network');
  const n = c.space && Math.max(1, numel(c.space.shape));
  const given = c.args('condition');
  const read = listed(`${below(c.v, '<i')}`, given);
  const [one, factor] = [below(c.v, 'i'), `p${w}(${below(c.v, 'i')}\\mid ${read})`];
  const parameter = (s: string): string => `${s}${w}(${read})`;
  const law = positionLaw(c, p, parameter);
  return {
    nodes,
    formula: [term(`\\prod_{i=1}^{${n ?? 'D'}}`, [c.id]), term(factor, nodes)],
    of: 'density',
    sign: '=',
    text: 'The chain rule: one pass of a causal network gives every factor.',
    where: [{ formula: [term(factor, nodes), term('='), term(law.density(one), nodes)] }],
    draw: [
      line(`for $i = 1, \\dots, ${n ?? 'D'}$`, [c.id]),
      ...deeper([line(`$${one} \\sim ${law.name}$${sharpened(p)}`, nodes), ...ended(c, p, one)]),
    ],
    positions: `i = 1, …, ${n ?? 'D'}`,
  };
}
function positionLaw(c: LawContext, p: Settings, parameter: (s: string) => string): Family {
  const k = valuesOf(c.space);
  const kind = c.space?.values.kind ?? 'real';
  if (kind === 'binary') return bernoulli(parameter('\\pi'));
  const free = p.likelihood === 'categorical' || (p.likelihood === 'auto' && (k ?? 0) <= MOST_FREE_LEVELS);
  if (kind === 'tokens' || (kind === 'levels' && free)) return categorical(parameter('\\pi'));
  const part = kind === 'levels' ? logistic(k, '\\mu_c', 's_c') : normal('\\mu_c', '\\sigma_c^2');
  const of = (inside: string): string => `${sumOver('c', p.components)}\\pi_c\\,${inside}`;
  return { density: (v) => of(part.density(v)), name: of(part.name) };
}
/** How a draw leans towards what is likely. */
function sharpened(p: Settings): string {
  const ways = [
    ...(p.greedy ? ['the likeliest'] : []),
    ...(p.temperature === 1 || p.greedy ? [] : [`temperature ${p.temperature}`]),
    ...(p.topK === null || p.greedy ? [] : [`among the ${p.topK} likeliest`]),
    ...(p.topP === null || p.greedy ? [] : [`among those that make up ${p.topP}`]),
  ];
  return ways.length > 0 ? `, ${ways.join(', ')}` : '';
}
const ended = (c: LawContext, p: Settings, one: string): readonly ReturnType<typeof line>[] =>
  p.end === null ? [] : [line(`stop if $${one} = ${p.end}$`, [c.id])];
