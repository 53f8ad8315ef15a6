/** Distributions, networks and schedules as they exist while a program is traced: closures that record ops. They arrive already conditioned. */
import type { Space } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import type { Init, Plate, Val } from '../ir/value.ts';
import { EXACT, type Grade } from './grade.ts';
import type { Estimate, Predicts } from './prediction.ts';
import type { LevelVals, RandomLevel, Schedule } from './schedule.ts';

/** A value with what may travel beside it. */
export interface Datum {
  readonly val: Val;
  /** Equal to `val` going forward; carries the gradient of a hard draw (straight-through). */
  readonly soft?: Val | undefined;
}
/** What a network or a loss with gradients reads. */
export const soft = (d: Datum): Val => d.soft ?? d.val;

export interface Draw {
  readonly datum: Datum;
  /** log-probability of this very draw, taken on the way, when that is cheaper than inverting. */
  readonly logProb?: (() => Val) | undefined;
  /** Commitment and the like: an objective over this draw adds it. */
  readonly penalty?: Val | undefined;
  /** Scalars to watch, by name. */
  readonly monitors?: Readonly<Record<string, Val>> | undefined;
}

export interface Can {
  readonly sample: Grade;
  readonly logProb: Grade;
  /** log-probability of its own draws, where that is cheaper than of any value; else as `logProb`. */
  readonly drawn?: Grade | undefined;
  /** logProb has draws of its own: it is what its grade says on average only, and no longer so inside a logarithm of a sum. */
  readonly noisy?: boolean | undefined;
  /** false: log p is known up to a constant that depends on the parameters. */
  readonly normalised: boolean;
  /** Do draws carry a gradient to the parameters: to all, to some, to none. */
  readonly path: 'full' | 'partial' | 'none';
  /** Number of values, where they are few enough to enumerate; else 0. */
  readonly support: number;
}
export const can = (o: Partial<Can> = {}): Can => ({ sample: EXACT, logProb: EXACT, normalised: true, path: 'full', support: 0, ...o });

/** learn: a cheap unbiased form is allowed. score: the whole sum. */
export type Use = 'learn' | 'score';

/** Parameters by which closed forms are found. */
export type Closed =
  | { readonly family: 'gaussian'; readonly mean: Val; readonly logScale: Val }
  | { readonly family: 'bernoulli'; readonly logits: Val }
  | { readonly family: 'categorical'; readonly logits: Val };

/** One random noise level for each example, and how far the network is from what it should give there. */
export interface Regression {
  /** Squared error of what the network gives, summed over the event: event []. */
  readonly error: Val;
  /** |error of the clean value| over |error of what the network gives|: event []. */
  readonly gain: Val;
  readonly level: RandomLevel;
}
export interface Process {
  readonly schedule: Schedule;
  readonly predicts: Predicts;
  /** @param x data, with the plates that levels and noise are drawn for */
  regression(b: Builder, x: Val): Regression;
  /** What the network makes of x_t at a noise level, without guidance. */
  estimate(b: Builder, x: Val, level: LevelVals): Estimate;
}

/** Markov chains that a distribution leaves as it is, or nearly so. */
export interface Markov {
  /** What a step is called, in the plural: "Langevin steps". */
  readonly name: string;
  /** Where a chain begins that knows nothing yet. @param plates those of the conditions are added */
  start(b: Builder, plates: readonly Plate[]): Val;
  step(b: Builder, x: Val): Val;
  /** How chains that are kept from turn to turn begin: numbers that `settle` makes values of the space. */
  readonly init: Init;
  settle(b: Builder, raw: Val): Val;
}

/** A distribution of one position after another. */
export interface Factorised {
  readonly positions: number;
  /** Values a position may have, or for numbers without steps places along their range. */
  readonly values: readonly number[];
  /** Natural log of the probability (of numbers without steps: the density) of each of them after the positions of x before it: event [positions, values]. */
  logs(b: Builder, x: Datum): Val;
  /** x itself, in the numbers of `values`: event [positions]. */
  given(b: Builder, x: Datum): Val;
}

/** A distribution carried on by a map that is not inverted. */
export interface Pushed {
  readonly base: Distribution;
  forth(b: Builder, u: Datum): Val;
}
export interface Distribution {
  readonly node: string;
  readonly space: Space;
  /** Event shape inside programs (tokens one-hot). */
  readonly event: readonly number[];
  readonly can: Can;
  readonly closed?: Closed | undefined;
  /** @param plates independent copies wanted; the plates of its conditions are added */
  sample(b: Builder, plates: readonly Plate[]): Draw;
  /** Natural log of the density (continuous) or probability (discrete), event []. In learning, up to a constant where it is not normalised. */
  logProb(b: Builder, x: Datum, use: Use): Val;
  /** Every value, along a new plate. Only where can.support > 0. */
  enumerate?: ((b: Builder, plate: Plate) => Val) | undefined;
  /** Conditional mean, for views: grey values, probabilities. Event shape of the draw. */
  mean?: ((b: Builder) => Val) | undefined;
  /** The noise or choice inside the distribution that explains x; and, where one number of noise gives one x, the way back. */
  cause?:
    { readonly name: string; readonly grade: Grade; infer(b: Builder, x: Datum): Val; explain?(b: Builder, cause: Val): Val } | undefined;
  /** Where it goes position by position: what it says of each after those before it. */
  readonly factors?: Factorised | undefined;
  /** The corruption it undoes: what the objectives that train a denoising network ask for. */
  readonly process?: Process | undefined;
  /** Where draws come from chains, which an objective may run too. */
  readonly markov?: Markov | undefined;
  /** The invertible map it is made by, from its base (of this event shape) to x and back: how far they miss each other is told when data are scored. */
  invert?: { readonly event: readonly number[]; back(b: Builder, x: Val): Val; forth(b: Builder, z: Val): Val } | undefined;
  /** The noise that alone makes its draws, where nothing leads back to it: its law, and from a draw of it to one of these. */
  readonly pushed?: Pushed | undefined;
}

/** What a network reads: the values to transform, and conditions. */
export interface NetworkInputs {
  readonly x: readonly Val[];
  readonly condition: readonly Val[];
  /** How far along a corruption path x is, 0 at the data and 1 at the noise: event []. */
  readonly time?: Val | undefined;
}
/** What a causal network says of one position after another, at the cost of one position each: what a draw needs. */
export interface Steps {
  /** Values handed to the first position. Their plates and event shapes stay. */
  readonly start: readonly Val[];
  /** @param before [width], what the network reads of the position before: zeros at the first @param index number of the position, from 0: event [] */
  next(carried: readonly Val[], before: Val, index: Val): { readonly carried: readonly Val[]; readonly out: Val };
}
/** A network's reading of a sequence: x [..positions, width] to [..positions, numbers]. */
export interface Asked {
  readonly positions: readonly number[];
  readonly width: number;
  readonly numbers: number;
  readonly condition: readonly Val[];
}
export interface Network {
  /** Prefix of its parameter names; two uses with one scope share weights. */
  readonly scope: string;
  /** From x [..positions, width] to [..positions, numbers], it says of each position (the last running fastest) what those before it make of it. */
  readonly causal: boolean;
  apply(b: Builder, ins: NetworkInputs, out: readonly number[]): Val;
  /** What `apply` says, position by position, where that costs less. @param plates of what is read */
  steps?: ((b: Builder, asked: Asked, plates: readonly Plate[]) => Steps) | undefined;
}
