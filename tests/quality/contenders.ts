/** What quality runs train: every template, and templates on other data. */
import type { Graph, Params } from '../../src/graph/model.ts';
import { TEMPLATES, template, tuned } from '../unit/runtime/rig.ts';

interface Variant {
  readonly template: string;
  readonly params: Readonly<Record<string, Params>>;
}
const on = (name: string, source: string, params: Readonly<Record<string, Params>> = {}): Variant => ({
  template: name,
  params: { data: { source }, ...params },
});
/** A template on another set of data, by the name its rows have. */
const VARIANTS: Readonly<Record<string, Variant>> = {
  'spline-8gaussians': on('spline-checkerboard', '8gaussians'),
  'spline-moons': on('spline-checkerboard', 'moons'),
  'spline-swissroll': on('spline-checkerboard', 'swissroll'),
  'realnvp-moons': on('realnvp-8gaussians', 'moons'),
  'ddpm-moons': on('ddpm-8gaussians', 'moons'),
  'rectified-flow-8gaussians': on('rectified-flow-moons', '8gaussians'),
  'maf-8gaussians': on('maf-moons', '8gaussians'),
  'gpt-markov': on('gpt-text', 'markov'),
  'gpt-brackets': on('gpt-text', 'brackets'),
};
export const CONTENDERS: readonly string[] = [...TEMPLATES, ...Object.keys(VARIANTS)];

export function contender(name: string): Graph {
  const variant = VARIANTS[name];
  return variant ? tuned(template(variant.template), variant.params) : template(name);
}
