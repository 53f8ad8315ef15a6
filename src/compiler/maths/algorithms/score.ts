/** log p of an example as an algorithm. */
import { type Line, deeper, latexOf, line, nodesIn, below } from '../../../nodes/notation/formula.ts';
import { inQOrder } from '../../../nodes/objectives/bound.ts';
import { explained } from '../../../nodes/notation/law.ts';
import type { How } from '../../trace.ts';
import type { Notation } from '../notation.ts';
import { inverseLines } from './inverse.ts';

/** @param samples importance samples, where latents are weighed */
export function scoreLines(n: Notation, how: (latent: string) => How, samples: number): readonly Line[] {
  const { m } = n;
  const unseen = m.unseen();
  const scored = m.observed().filter((x) => !unseen.includes(x));
  const latents = n.above(scored).filter((v) => (m.kind(v) === 'Latent' && how(v) !== 'child') || unseen.includes(v));
  const by = (...hows: readonly How[]): readonly string[] => latents.filter((z) => hows.includes(how(z)));
  const weighed = by('q', 'none');
  const joint = [...latents, ...scored];
  const answer = line(`return $\\ell$`, scored);
  if (weighed.length > 0) return [...weighedLines(n, weighed, by('enumerate'), joint, samples), answer];
  if (latents.length > 0) return [...summedLines(n, by('conjugate'), by('enumerate'), joint), answer];
  return [...scored.flatMap((x, i) => knownLines(n, x, i === 0)), answer];
}
/** log p of a variable whose p says it. @param first nothing has been added up yet */
function knownLines(n: Notation, x: string, first: boolean): readonly Line[] {
  const law = n.law(x, 'p');
  if (!law) return [];
  const factor = n.factor(x, 'p');
  const sum = first ? '' : '\\ell + ';
  if (law.flow) {
    const { lines, base } = inverseLines(n.symbol(x), law.flow);
    const start = first ? [line('$\\ell \\leftarrow 0$', [x])] : [];
    return [...start, ...lines, line(`$\\ell \\leftarrow \\ell + \\log p(${base})$`, law.flow.base.nodes)];
  }
  return [
    line(`$\\ell \\leftarrow ${sum}\\log ${factor.latex}$`, factor.nodes),
    ...deeper(explained(factor, law).map((s) => line(`where $${latexOf(s.formula)}$`, nodesIn(s.formula)))),
  ];
}
function weighedLines(
  n: Notation,
  weighed: readonly string[],
  sums: readonly string[],
  joint: readonly string[],
  samples: number,
): readonly Line[] {
  const named = (symbol: string, v: string): string => (weighed.includes(v) ? below(symbol, 'k') : symbol);
  const proposed = inQOrder(n, weighed).flatMap((z) => n.draw(z, n.inferred(z) ? 'q' : 'p', named));
  const over = joint.map((v) => n.factor(v, 'p', named));
  const under = weighed.map((z) => n.factor(z, n.inferred(z) ? 'q' : 'p', named));
  const sum = sums.map((z) => `\\sum_{${n.symbol(z)}}`).join('');
  return [
    line(`for $k = 1, \\dots, ${samples}$`, weighed),
    ...deeper([
      ...proposed,
      line(
        `$w_k \\leftarrow ${sum}${over.map((f) => f.latex).join('\\,')} \\,\\big/\\, ${under.map((f) => f.latex).join('\\,')}$`,
        [...over, ...under].flatMap((f) => f.nodes),
      ),
    ]),
    line(`$\\ell \\leftarrow \\log \\tfrac{1}{${samples}} \\textstyle\\sum_k w_k$`, weighed),
  ];
}
function summedLines(n: Notation, integrated: readonly string[], sums: readonly string[], joint: readonly string[]): readonly Line[] {
  const factors = joint.map((v) => n.factor(v, 'p'));
  const sum = sums.map((z) => `\\sum_{${n.symbol(z)}}`).join('');
  const [open, close] = integrated.length > 0 ? ['\\int ', integrated.map((z) => `\\,d${n.symbol(z)}`).join('')] : ['', ''];
  return [
    line(
      `$\\ell \\leftarrow \\log ${sum}${open}${factors.map((f) => f.latex).join('\\,')}${close}$${integrated.length > 0 ? ', in closed form' : ''}`,
      factors.flatMap((f) => f.nodes),
    ),
  ];
}
