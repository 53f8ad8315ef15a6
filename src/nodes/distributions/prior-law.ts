/** A Prior on paper. */
import { numel } from '../../graph/space.ts';
import { line, term } from '../notation/formula.ts';
import { bernoulli, categorical, normal, sumOver, uniform, valuesOf } from '../notation/families.ts';
import { type Law, type LawContext, simple } from '../notation/law.ts';

interface Settings {
  readonly family: string;
  readonly learn: boolean;
  readonly covariance: string;
  readonly components: number;
  readonly low: number;
  readonly high: number;
}
export function priorLaw(c: LawContext, p: Settings): Law {
  const nodes = [c.id];
  const w = c.weights();
  const of = (f: { readonly density: (v: string) => string; readonly name: string }): Law => simple(c, f.density(c.v), nodes, f.name);
  switch (p.family) {
    case 'mixture': {
      const part = normal('\\mu_c', '\\operatorname{diag}\\sigma_c^2');
      return {
        nodes,
        formula: [term(`${sumOver('c', p.components)}\\pi_c\\,${part.density(c.v)}`, nodes)],
        of: 'density',
        sign: '=',
        text: `${p.components} Gaussians, whose means, scales and weights are learnt.`,
        where: [],
        draw: [line('$c \\sim \\operatorname{Cat}(\\pi)$', nodes), line(`$${c.v} \\sim ${part.name}$`, nodes)],
        inner: [{ symbol: 'c', nodes }],
      };
    }
    case 'uniform':
      return of(uniform(p.low, p.high));
    case 'bernoulli':
      return of(bernoulli(p.learn ? `\\pi${w}` : '\\tfrac12'));
    case 'categorical': {
      const k = valuesOf(c.space);
      return of(categorical(p.learn ? `\\pi${w}` : k === undefined ? '\\tfrac1K' : `\\tfrac1{${k}}`));
    }
    default:
      if (!p.learn) return of(normal('0', c.space && numel(c.space.shape) === 1 ? '1' : 'I'));
      return of(normal(`\\mu${w}`, p.covariance === 'full' ? `\\Sigma${w}` : `\\operatorname{diag}\\sigma${w}^2`));
  }
}
