/** What is said of a run that goes wrong. */
import { figure } from '../facts.ts';

export interface FindingText {
  readonly what: string;
  readonly why: string;
}
const percent = (share: number): string => `${Math.round(100 * share)} %`;

export const FINDINGS = {
  'posterior-collapse': (a: { latent: string; unused: number; of: number }): FindingText => ({
    what: a.unused === a.of ? `The posterior of ${a.latent} has collapsed.` : `${a.unused} of ${a.of} numbers of ${a.latent} are not used.`,
    why: `Their KL is below 0.01 nats: q says the same for every example, so the decoder learns to do without ${a.latent}.`,
  }),
  'saturated-critic': (a: { gap: number }): FindingText => ({
    what: 'The critic is saturated.',
    why: `It scores data ${figure(a.gap, 2)} above draws: it is nearly sure of each, its slope is all but flat, and the generator learns little.`,
  }),
  'mode-collapse': (a: { covered: number }): FindingText => ({
    what: 'Modes are missing.',
    why: `Samples come near only ${percent(a.covered)} of the held-out data; real data would come near 97 %.`,
  }),
  'same-again': (a: { who: string; apart: number; nearest: number; alike: number; twins: number }): FindingText => ({
    what: `The ${a.who} makes the same pictures again.`,
    why: `Two samples differ by ${percent(a.apart)} of what two pictures of the data do, and a sample from the one most like it by ${percent(a.nearest)}; less than ${percent(a.alike)} or ${percent(a.twins)} is told.`,
  }),
  'dead-codes': (a: { share: number }): FindingText => ({
    what: `${percent(a.share)} of the codes are dead.`,
    why: 'No feature of the batch took them, so the table says less than it could.',
  }),
  'exploding-flow': (a: { node: string }): FindingText => ({
    what: `The flow stretches space without bound at ${a.node}.`,
    why: 'Points of the base land far outside the data: log-determinants this large end in numbers that are not finite.',
  }),
  'wild-gradient': (a: { optimiser: string; times: number }): FindingText => ({
    what: `The gradient of ${a.optimiser} has jumped.`,
    why: `Its norm is ${figure(a.times, 2)} times what is usual in this run; a few such steps can undo it.`,
  }),
  overfitting: (a: { best: number; worse: number }): FindingText => ({
    what: 'The model is over-fitting.',
    why: `On held-out data it was best at step ${a.best} and is ${figure(a.worse, 2)} nats worse now, while the training loss went on falling.`,
  }),
} as const;
