/** A Decoder on paper: its family follows the values of what it explains. */
import { applied } from '../notation/formula.ts';
import { bernoulli, categorical, logistic, normal, valuesOf } from '../notation/families.ts';
import { type Law, type LawContext, certain, simple } from '../notation/law.ts';

export function decoderLaw(c: LawContext, p: { readonly likelihood: string; readonly scale: string }): Law {
  const nodes = c.nodes('x', 'condition', 'network');
  const args = c.args('x', 'condition');
  const w = c.weights('x', 'condition', 'network');
  const f = (name: string): string => applied(`${name}${w}`, args);
  const of = (family: { readonly density: (v: string) => string; readonly name: string }): Law =>
    simple(c, family.density(c.v), nodes, family.name);
  const values = c.space?.values.kind ?? 'real';
  if (p.likelihood === 'deterministic') return certain(c.v, values === 'unit' ? `\\sigma(${f('f')})` : f('f'), nodes);
  if (values === 'binary') return of(bernoulli(f('\\pi')));
  if (values === 'tokens' || (values === 'levels' && p.likelihood === 'categorical')) return of(categorical(f('\\pi')));
  const scale = {
    fixed: '\\sigma^2 I',
    shared: `\\sigma${w}^2 I`,
    diagonal: `\\operatorname{diag}\\sigma${w}^2`,
    predicted: `\\operatorname{diag}${applied(`\\sigma${w}^2`, args)}`,
    full: f('\\Sigma'),
  }[p.scale];
  if (values === 'levels') return of(logistic(valuesOf(c.space), f('\\mu'), p.scale === 'predicted' ? f('s') : `s${w}`));
  return of(normal(f('\\mu'), scale ?? '\\sigma^2 I'));
}
