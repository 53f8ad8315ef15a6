/** What quality runs train: every template, and templates on other data. */
import { readFileSync } from 'node:fs';
import { openSynthetic } from '../../src/data/catalogue.ts';
import { importFiles } from '../../src/data/import/import.ts';
import type { DataSource } from '../../src/data/source.ts';
import type { Graph, Params } from '../../src/graph/model.ts';
import { TEMPLATES, template, tuned } from '../unit/runtime/rig.ts';

interface Variant {
  readonly template: string;
  readonly params: Readonly<Record<string, Params>>;
  /** Files that the Dataset reads in place of its synthetic set. */
  readonly files?: readonly string[];
}
const on = (name: string, source: string, params: Readonly<Record<string, Params>> = {}): Variant => ({
  template: name,
  params: { data: { source }, ...params },
});
const onDigits8 = (name: string, params: Readonly<Record<string, Params>>): Variant => ({
  template: name,
  params,
  files: ['digits8-train.csv.gz', 'digits8-test.csv.gz'],
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
  // 1438 pictures are soon learnt by heart: what is trained for less than 3000 steps gets worse on held-out ones after that
  'pixelcnn-digits8': onDigits8('pixelcnn-digits', { opt: { horizon: 600 } }),
  'glow-digits8': onDigits8('glow-digits', { opt: { batch: 32, horizon: 1200 } }),
  'vae-digits8': onDigits8('vae-digits', {
    data: { values: 'levels' },
    down: { kernel: 3 },
    up: { kernel: 3 },
    elbo: { samples: 5 },
    opt: { ema: 0.995 },
  }),
  'ddpm-digits8': onDigits8('ddpm-digits', {
    net: { patch: 1 },
    diffusion: { sampler: 'ddim', steps: 50 },
    opt: { horizon: 1000, ema: 0.99 },
  }),
};
export const CONTENDERS: readonly string[] = [...TEMPLATES, ...Object.keys(VARIANTS)];

export function contender(name: string): Graph {
  const variant = VARIANTS[name];
  return variant ? tuned(template(variant.template), variant.params) : template(name);
}
/** Does it model points in the plane alone? */
export function inPlane(name: string): boolean {
  const data = contender(name).nodes.find((n) => n.kind === 'Dataset');
  const set = openSynthetic(String(data?.params['source'] ?? 'moons'));
  const { x } = set?.columns ?? {};
  return x?.space.shape.length === 1 && x.space.shape[0] === 2;
}
/** What its Dataset reads where that is not the set it names, by node. */
export async function dataOf(name: string): Promise<ReadonlyMap<string, DataSource>> {
  const files = VARIANTS[name]?.files;
  if (!files) return new Map();
  const read = files.map((f) => ({ name: f, bytes: new Uint8Array(readFileSync(new URL(`../fixtures/digits8/${f}`, import.meta.url))) }));
  const { source, diagnostics } = await importFiles(read);
  if (!source) throw new Error(diagnostics.map((d) => d.what).join('; '));
  return new Map([['data', source]]);
}
