/** Families of distributions as KaTeX: with the value in front for a density, without it for a draw. */
import type { Space } from '../../graph/space.ts';

export interface Family {
  readonly density: (v: string) => string;
  readonly name: string;
}
const family = (head: string, parameters: string): Family => ({
  density: (v) => `${head}(${v};\\,${parameters})`,
  name: `${head}(${parameters})`,
});
export const normal = (mean: string, variance: string): Family => family('\\mathcal N', `${mean},\\,${variance}`);
export const bernoulli = (p: string): Family => family('\\operatorname{Bern}', p);
export const categorical = (p: string): Family => family('\\operatorname{Cat}', p);
export const uniform = (low: number, high: number): Family => family('\\mathcal U', `${low},\\,${high}`);
export const logistic = (k: number | undefined, mean: string, scale: string): Family =>
  family(`\\operatorname{Logistic}${k === undefined ? '' : `_{${k}}`}`, `${mean},\\,${scale}`);

/** "c = 1, …, 8" as the ends of a sum. */
export const sumOver = (index: string, n: number | undefined): string =>
  n === undefined ? `\\sum_{${index}}` : `\\sum_{${index}=1}^{${n}}`;
/** Number of values a token or level may have. */
export const valuesOf = (space: Space | undefined): number | undefined => (space && 'k' in space.values ? space.values.k : undefined);
