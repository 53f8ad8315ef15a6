/** What the objectives that train a denoising network have in common: a squared error at one random noise level. */
import type { Regression } from '../../distributions/distribution.ts';
import type { Predicts } from '../../distributions/prediction.ts';
import type { Schedule } from '../../distributions/schedule.ts';
import type { InputPort } from '../../graph/vocabulary.ts';
import type { Builder } from '../../ir/builder.ts';
import type { ObjectiveContext, Profile } from '../define.ts';
import { answerOf } from '../distributions/diffusion-law.ts';
import { PATH_NAMES, mixed, pathOf } from '../distributions/paths.ts';
import { type Formula, type Line, below, line, term } from '../notation/formula.ts';
import type { Scribe, Written } from '../notation/scribe.ts';

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
  readonly variable: string;
  /** The Diffusion. */
  readonly node: string;
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
  return { ...found, variable: v!, node: p.node, predicts: process.predicts, schedule: process.schedule };
}

/** Latents that stand for data are drawn from their q. */
export const latentDraws = (s: Scribe, variables: readonly string[]): readonly Line[] =>
  variables.filter((v) => s.inferred(v)).flatMap((z) => s.draw(z, 'q'));

/** What the network should give at x_t. */
const TARGETS: Readonly<Record<Predicts, (v: string) => string>> = {
  epsilon: () => '\\epsilon',
  x0: (v) => v,
  v: (v) => `(\\alpha_t\\,\\epsilon-\\sigma_t\\,${v})`,
  velocity: (v) => `(\\epsilon-${v})`,
  score: () => '-\\epsilon',
  edm: (v) => `\\tfrac{1}{c_{\\text{out}}}\\big(${v}-c_{\\text{skip}}\\,${below(v, 't')}\\big)`,
};
/** The regression on paper. @param weight of a noise level, before the error; what it is stands in `meaning` */
export function writtenRegression(s: Scribe, id: string, r: Regressed, weight: string, meaning?: string): Written {
  const reading = s.reading(r.node);
  const v = s.symbol(r.variable);
  const now = below(v, 't');
  const network = reading.nodes('denoiser', 'condition');
  const schedule = reading.nodes('schedule');
  const base = reading.nodes('base');
  const path = pathOf(reading.settings('schedule'));
  const answer = `${r.predicts === 'score' ? '\\sigma_t\\,' : ''}${answerOf(reading, r.predicts, now, reading.args('condition'))}`;
  const target = TARGETS[r.predicts](v);
  const minus: Formula = r.predicts === 'score' ? [term('+'), term('\\epsilon', base)] : [term('-'), term(target, schedule)];
  return {
    draws: [
      ...latentDraws(s, [r.variable]),
      line(`$t \\sim p(t), \\quad \\epsilon \\sim p(\\epsilon)$`, [...schedule, ...base]),
      line(`$${now} \\leftarrow ${mixed(path, v)}$`, schedule),
    ],
    formula: [
      s.overData([r.variable]),
      term('\\mathbb{E}_{t,\\epsilon}', [...schedule, ...base]),
      ...(weight === '' ? [] : [term(weight, [id])]),
      term('\\big\\|'),
      term(answer, network),
      ...minus,
      term('\\big\\|^2'),
    ],
    where: [
      {
        formula: [term(now, schedule), term('='), term(mixed(path, v), schedule)],
        text: `The path: ${PATH_NAMES[path.kind]}.`,
      },
      ...(meaning === undefined ? [] : [{ formula: [term(weight, [id]), term('='), term(meaning, [id])] }]),
    ],
  };
}

/** Levels in as many parts, from the least noise to the most. */
const PARTS = 6;
/** The squared error by noise level: its mean over each sixth of the levels that learning draws, whatever the weights of the objective. */
export function byLevel(b: Builder, r: Regression): Readonly<Record<string, Profile>> {
  const parts = b.constant([...Array(PARTS).keys()], [PARTS]);
  const at = b.minimum(PARTS - 1, b.floor(b.mul(PARTS, r.level.share)));
  // where no example of the batch fell into a part, the mean of all stands in for it
  const near = b.add(1e-4, b.eq(b.reshape(at, [1]), parts));
  const value = b.stop(b.div(b.mean(b.mul(near, b.reshape(r.error, [1]))), b.mean(near)));
  return { level: { value, by: 'sixth of the noise levels, from the least noise' } };
}
