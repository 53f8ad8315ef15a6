/** log p of what is observed, or a bound on it, on paper: what NLL and ELBO minimise. */
import type { Marginal } from '../define.ts';
import { type Formula, type Line, type Piece, below, deeper, joined, line, term } from '../notation/formula.ts';
import type { Scribe, Written } from '../notation/scribe.ts';
import { latentDraws } from './regression.ts';

interface Knobs {
  readonly id: string;
  /** What the KL is multiplied by, as KaTeX; "" for one. */
  readonly beta: string;
  readonly freeBits: number;
  readonly samples: number | null;
}
export const PLAIN = { beta: '', freeBits: 0, samples: null } as const;

/** @param variables what is explained */
export function writtenBound(s: Scribe, m: Marginal, variables: readonly string[], o: Knobs): Written {
  const inside = o.samples !== null || m.enumerated.length > 0;
  const body = inside ? summed(s, m, o) : m.inferred.length === 0 ? exact(s, m) : bounded(s, m, o);
  const penalties = m.penalties.length > 0 ? m.inferred.flatMap((z) => commitment(s, z, o.id)) : [];
  const where =
    o.freeBits > 0 ? [{ formula: [term(`\\mathrm{KL}_j \\ge ${o.freeBits}`, [o.id])], text: 'nats in each dimension: free bits' }] : [];
  const over = s.overData(variables);
  const [sign, ...rest] = body;
  // a sum stays in brackets; of one negative term the sign goes first
  const single = penalties.length === 0 && isMinus(sign) && !hasPlus(rest);
  const formula: Formula = single ? [term('-'), over, ...rest] : [over, term('\\Big['), ...body, ...penalties, term('\\Big]')];
  return { draws: [...latentDraws(s, variables), ...drawn(s, m, o)], formula, where };
}
const isMinus = (p: Piece | undefined): boolean => p !== undefined && 'latex' in p && p.latex === '-';
/** Is there a plus outside all brackets? */
function hasPlus(f: Formula): boolean {
  let depth = 0;
  for (const p of f) {
    if (!('latex' in p)) continue;
    if (/^\\[Bb]ig[[(]$/.test(p.latex)) depth++;
    else if (/^\\[Bb]ig[\])]$/.test(p.latex)) depth--;
    else if (p.latex === '+' && depth === 0) return true;
  }
  return false;
}

function drawn(s: Scribe, m: Marginal, o: Knobs): readonly Line[] {
  const order = inQOrder(s, m.inferred);
  if (o.samples === null) return order.flatMap((z) => s.draw(z, 'q'));
  const lines = order.flatMap((z) => s.draw(z, 'q', (symbol, v) => (m.inferred.includes(v) ? below(symbol, 'k') : symbol)));
  return lines.length > 0 ? [line(`for $k = 1, \\dots, ${o.samples}$`, [o.id]), ...deeper(lines)] : [];
}
/** A q may read a latent that its own q must draw before. */
export const inQOrder = (s: Scribe, latents: readonly string[]): readonly string[] =>
  latents.toSorted((a, b) => Number(s.read(a, 'q').includes(b)) - Number(s.read(b, 'q').includes(a)));

/** "log p(x | z)" of everything observed, and of what is integrated. */
function likelihoods(s: Scribe, m: Marginal): Formula {
  const closed: readonly Formula[] = m.integrated
    ? [
        [
          term('\\log\\int'),
          s.factor(m.integrated.child, 'p'),
          s.factor(m.integrated.latent, 'p'),
          term(`d${s.symbol(m.integrated.latent)}`, [m.integrated.latent]),
        ],
      ]
    : [];
  return joined([...closed, ...m.observed.map((x): Formula => [term('\\log'), s.factor(x, 'p')])], '+');
}
function exact(s: Scribe, m: Marginal): Formula {
  const terms = likelihoods(s, m);
  const one = m.observed.length + (m.integrated ? 1 : 0) === 1;
  return one ? [term('-'), ...terms] : [term('-'), term('\\big['), ...terms, term('\\big]')];
}
const expectation = (s: Scribe, latents: readonly string[], index = ''): Piece => {
  const q = latents.map((z) => s.factor(z, 'q'));
  return term(
    `\\mathbb{E}_{${index}${q.map((f) => f.latex).join('')}}`,
    q.flatMap((f) => f.nodes),
  );
};
function bounded(s: Scribe, m: Marginal, o: Knobs): Formula {
  const order = inQOrder(s, m.inferred);
  const divergences = m.kl.map((t): Formula => {
    const p = s.factor(t.latent, t.regulariser ? 'regulariser' : 'p');
    const q = s.factor(t.latent, 'q');
    const weight = o.beta === '' ? '' : `${o.beta}\\,`;
    return t.perElement || o.beta !== ''
      ? [term('+'), term(`${weight}\\mathrm{KL}\\big(`, [o.id]), q, term('\\,\\|\\,'), p, term('\\big)')]
      : s.certain(t.latent)
        ? [term('-'), term('\\log'), p]
        : [term('+'), term('\\log'), q, term('-'), term('\\log'), p];
  });
  const fits = likelihoods(s, m);
  const alone = m.kl.length === 1 && (m.kl[0]?.perElement !== undefined || o.beta !== '');
  const mean = expectation(s, order);
  return alone
    ? [term('-'), mean, term('\\big['), ...fits, term('\\big]'), ...divergences.flat()]
    : [mean, term('\\big['), term('-'), ...bracketed(fits, m), ...divergences.flat(), term('\\big]')];
}
const bracketed = (fits: Formula, m: Marginal): Formula =>
  m.observed.length + (m.integrated ? 1 : 0) > 1 ? [term('('), ...fits, term(')')] : fits;

/** Importance weights, with enumerated latents summed inside the logarithm. */
function summed(s: Scribe, m: Marginal, o: Knobs): Formula {
  const named = (symbol: string, v: string): string => (o.samples !== null && m.inferred.includes(v) ? below(symbol, 'k') : symbol);
  const factor = (v: string, side: 'p' | 'q' | 'regulariser'): Piece => s.factor(v, side, named);
  const regularised = new Set(m.kl.filter((t) => t.regulariser).map((t) => t.latent));
  const integrated = m.integrated ? [m.integrated.latent, m.integrated.child] : [];
  const joint = [...m.enumerated, ...m.inferred, ...integrated, ...m.observed].map((v) =>
    factor(v, regularised.has(v) ? 'regulariser' : 'p'),
  );
  const sums: Formula = [
    ...(o.samples !== null ? [term(`\\tfrac{1}{${o.samples}}\\sum_{k=1}^{${o.samples}}`, [o.id])] : []),
    ...m.enumerated.map((z) => term(`\\sum_{${s.symbol(z)}}`, [z])),
    ...(m.integrated ? [term('\\int')] : []),
  ];
  const end: Formula = m.integrated ? [term(`d${s.symbol(m.integrated.latent)}`, [m.integrated.latent])] : [];
  const weight: Formula = m.inferred.length > 0 ? [{ over: joint, under: m.inferred.map((z) => factor(z, 'q')) }] : joint;
  const inner: Formula = [term('\\log'), ...sums, ...weight, ...end];
  if (m.inferred.length === 0) return [term('-'), ...inner];
  return [term('-'), expectation(s, inQOrder(s, m.inferred)), term('\\Big['), ...inner, term('\\Big]')];
}
/** What a draw of codes adds: features are to stay near their codes. */
function commitment(s: Scribe, z: string, id: string): Formula {
  const weight = s.reading(z).settings('q')?.['commitment'];
  if (typeof weight !== 'number') return [];
  const q = s.factor(z, 'q');
  return [term('+'), term(`${weight}\\,\\big\\|f-\\operatorname{sg}[e_{${s.symbol(z)}}]\\big\\|^2`, [id, ...q.nodes])];
}
