/** What the objectives that train a denoising network have in common: a squared error at one random noise level. */
import type { Regression } from '../../distributions/distribution.ts';
import type { Predicts } from '../../distributions/prediction.ts';
import type { Schedule } from '../../distributions/schedule.ts';
import type { InputPort } from '../../graph/vocabulary.ts';
import type { ObjectiveContext } from '../define.ts';

export const VARIABLE = {
  variable: { kind: 'variable', arity: 'one', meaning: 'the variable whose p is a Diffusion' },
} as const satisfies Readonly<Record<string, InputPort>>;

/** The objective that fits what a network gives. */
const OBJECTIVES: Readonly<Record<Predicts, string>> = {
  epsilon: 'Denoising',
  x0: 'Denoising',
  v: 'Denoising',
  edm: 'Denoising',
  velocity: 'Flow matching',
  score: 'Score matching',
};
export interface Regressed extends Regression {
  readonly symbol: string;
  readonly predicts: Predicts;
  readonly schedule: Schedule;
}
/** @param wanted what the objective regresses on; a Diffusion whose network gives something else is refused */
export function regress(c: ObjectiveContext, wanted: readonly Predicts[]): Regressed {
  const [v] = c.variables('variable');
  const { p, datum } = c.explained(v!);
  const { process } = p;
  if (!process)
    return c.refuse(`${p.node} is no diffusion: it has no noise to take away`, `wire a Diffusion to ${v}.p, or use another objective`);
  if (!wanted.includes(process.predicts))
    c.refuse(
      `the network of ${p.node} gives ${process.predicts}, and this objective compares ${wanted.join(', ')}`,
      `use ${OBJECTIVES[process.predicts]}, or change what the network of ${p.node} gives`,
    );
  const { b } = c;
  const found = b.within({ node: p.node }, () => process.regression(b, datum.val));
  return { ...found, symbol: c.symbol(v!), predicts: process.predicts, schedule: process.schedule };
}
