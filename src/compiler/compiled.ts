/** What compiling a drawing gives. Plain data and IR programs; no tensors. */
import type { Diagnostic } from '../graph/diagnostic.ts';
import type { Space } from '../graph/space.ts';
import type { Grade } from '../distributions/grade.ts';
import type { Program, Slot } from '../ir/value.ts';
import type { Line, Statement } from '../nodes/notation/formula.ts';
import type { Maths } from './maths/maths.ts';

/** What the compiler must be told about the world outside the drawing. */
export interface Environment {
  /** Columns of a Dataset node's data, by its resolved parameters; undefined when no such data set is known. */
  columns(node: string, params: Readonly<Record<string, unknown>>): Readonly<Record<string, Space>> | undefined;
}

/** One of the four programs, or why there is none. */
export interface TaskProgram {
  readonly grade: Grade;
  /** Variables and columns the user must provide. */
  readonly needs: readonly string[];
  readonly program?: Program;
}

/** Parameters trained by the same players share one flat vector, so that an optimiser step is a few kernels. */
export interface Vector {
  readonly name: string;
  readonly size: number;
  readonly entries: readonly { readonly param: string; readonly offset: number; readonly shape: readonly number[] }[];
}

export interface LossSummary {
  readonly name: string;
  readonly node: string;
  /** Its element of the report: "loss.elbo", or "loss.adv.critic" where the objective has several outputs. */
  readonly report: string;
  readonly grade: Grade;
  /** What is drawn to find it. */
  readonly draws: readonly Line[];
  /** The loss on paper, then what stands in it. */
  readonly statements: readonly Statement[];
  readonly unit: string;
  /** Elements of the report that are its monitors: "elbo.kl.z". */
  readonly monitors: readonly string[];
  readonly profiles: readonly ProfileSummary[];
}
/** Elements of the report that are numbers of one meaning: "elbo.kl.z.0", "elbo.kl.z.1" of "elbo.kl.z", by dimension of z. */
export interface ProfileSummary {
  readonly name: string;
  readonly by: string;
  readonly parts: readonly string[];
}

/** One Optimiser's turn: a program from batch, weights and state to losses and next weights and state. */
export interface Player {
  readonly optimiser: string;
  readonly phase: number;
  /** Steps within one turn. */
  readonly every: number;
  /** Turns its phase lasts when another phase follows. */
  readonly horizon: number;
  readonly batch: number;
  readonly ema: number | null;
  readonly losses: readonly LossSummary[];
  readonly trained: readonly string[];
  /** Parameters reached but left alone, and why. */
  readonly held: Readonly<Record<string, string>>;
  /** Outputs: "report" (losses and what is watched beside them, as one vector), "next.<state>". Inputs: columns "<dataset>.<port>". */
  readonly program: Program;
  /**
   * Run once, when the player's phase begins, where some of what it trains starts from data: outputs "next.<state>" from one batch and the weights
   * as they are.
   */
  readonly start?: Program;
  /**
   * Names of the elements of the report: "loss.<objective>" for losses, "<objective>.kl.z" for monitors, "<objective>.kl.z.0" for profiles,
   * "<optimiser>.gradient" for the norm of the whole gradient before it is clipped, "<optimiser>.rate" for the learning rate.
   */
  readonly report: readonly string[];
  /** Optimiser state vectors, weights and declared state this player reads or writes: state leaf name -> size. */
  readonly states: Readonly<Record<string, number>>;
  /** Declared state that it updates, in the first of its steps of a turn. */
  readonly updates: readonly string[];
}

export interface Compiled {
  readonly diagnostics: readonly Diagnostic[];
  /** Node ids of each model on the canvas; this one is the first, unless another was asked for. */
  readonly models: readonly (readonly string[])[];
  /** Inferred Spaces by "node.port". */
  readonly spaces: ReadonlyMap<string, Space>;
  /** All parameters of all programs, in order. */
  readonly params: readonly Slot[];
  readonly vectors: readonly Vector[];
  /** State that nodes declare, in any program: replay chains, codebook statistics. */
  readonly states: readonly Slot[];
  readonly learn: { readonly grade: Grade; readonly players: readonly Player[] };
  readonly sample: TaskProgram;
  readonly score: TaskProgram;
  readonly infer: TaskProgram;
  /** Means of p(x | z) with z from infer, for views of how well the model explains its data. */
  readonly reconstruct: TaskProgram;
  readonly latex: { readonly p: string; readonly q: string; readonly objectives: readonly string[] };
  readonly maths: Maths;
}
export const TASKS = ['learn', 'sample', 'score', 'infer'] as const;
export type Task = (typeof TASKS)[number];
