/** What led to what: the family of a template, its parent, and what changed from the one to the other. Kept in the template's own view settings. */
import type { Graph, Json } from '../../graph/model.ts';

/** How each family escapes the normaliser of p(x) = exp(−E(x)) / Z. */
export const FAMILIES = {
  exact: { title: 'Sums to one by construction', escape: 'Densities simple enough that Z is known in closed form, and their mixtures.' },
  latent: {
    title: 'Latent variables',
    escape: 'p(x) is an integral over z; a bound takes its place, and q(z | x) is learnt beside the model.',
  },
  flow: {
    title: 'Normalizing flows',
    escape: 'An invertible map carries a known density along; the determinant of its Jacobian counts the volume.',
  },
  autoregressive: { title: 'Autoregressive models', escape: 'One number after the other: each conditional is small enough to sum to one.' },
  adversarial: { title: 'Adversarial models', escape: 'No density at all: a critic compares draws with data.' },
  diffusion: { title: 'Diffusion and flow matching', escape: 'Noise is added in small steps; undoing one of them is a regression.' },
  energy: { title: 'Energy models', escape: 'Z stays unknown: its gradient is an average over a Markov chain.' },
} as const;
export type Family = keyof typeof FAMILIES;
const isFamily = (x: unknown): x is Family => typeof x === 'string' && Object.hasOwn(FAMILIES, x);

export interface Lineage {
  readonly family: Family;
  /** The template it grew from. */
  readonly from?: string | undefined;
  /** What changed on the way, in a few words. */
  readonly by?: string | undefined;
}
/** Undefined where the drawing tells none. */
export function lineageOf(graph: Pick<Graph, 'view'>): Lineage | undefined {
  const told: Json | undefined = graph.view['lineage'];
  if (typeof told !== 'object' || told === null || Array.isArray(told)) return undefined;
  const { family, from, by } = told as Readonly<Record<string, Json>>;
  if (!isFamily(family)) return undefined;
  return { family, ...(typeof from === 'string' && { from }), ...(typeof by === 'string' && { by }) };
}
/** Parents before children, the children of one parent together; what has no parent here comes first. */
export function inLine<T extends { readonly name: string; readonly lineage: Lineage | undefined }>(all: readonly T[]): readonly T[] {
  const names = new Set(all.map((t) => t.name));
  const children = (parent: string | undefined): readonly T[] =>
    all.filter((t) => (t.lineage?.from !== undefined && names.has(t.lineage.from) ? t.lineage.from : undefined) === parent);
  const seen = new Set<string>();
  const below = (t: T): readonly T[] => {
    if (seen.has(t.name)) return [];
    seen.add(t.name);
    return [t, ...children(t.name).flatMap(below)];
  };
  return [...children(undefined), ...all].flatMap(below);
}
