/** What a node file declares. Declared values are the source of types, panels, palette, help, file checks and tests. */
import type { Params, Subgraph } from '../graph/model.ts';
import type { Space, SpaceTerm } from '../graph/space.ts';
import type { InputPort, KindShape, OutputPort } from '../graph/vocabulary.ts';
import type { Builder } from '../ir/builder.ts';
import type { Val } from '../ir/value.ts';
import type { Datum, Distribution, Network, Use } from '../distributions/distribution.ts';
import type { Grade } from '../distributions/grade.ts';
import type { Schedule } from '../distributions/schedule.ts';
import type { Law, LawContext } from './notation/law.ts';
import type { Scribe, Written } from './notation/scribe.ts';
import { type ParamSpecs, type ParamsOf, resolveParams } from './params.ts';

/** Rules only fill unknowns, so a fixed point exists (DESIGN rule 15). Ports are those of the node at hand. */
export interface Infer {
  /** Two ports carry the same Space. */
  same(a: string, b: string): void;
  set(port: string, known: SpaceTerm): void;
  get(port: string): SpaceTerm;
  wired(port: string): boolean;
  /** Columns of the node's data set; undefined when the data set is unknown. Dataset only. */
  readonly columns: Readonly<Record<string, Space>> | undefined;
}

/** A condition is kept, dropped at random so that a network learns to do without, or replaced by nothing. */
export type Conditioning = 'keep' | 'random' | 'nothing';
export interface Given {
  readonly space: Space;
  readonly datum: Datum;
}

/** What a distribution, network or value node has at hand while a program is traced. */
export interface BuildContext {
  readonly b: Builder;
  readonly id: string;
  readonly use: Use;
  /** Space of a port; refuses when it is unknown. */
  space(port: string): Space;
  wired(port: string): boolean;
  value(port: string): Datum;
  distribution(port: string): Distribution;
  distributions(port: string): readonly Distribution[];
  /** The wired network, or a private default. */
  network(port: string): Network;
  schedule(port: string): Schedule;
  /** What is wired to a port of many values, each with its own Space. */
  values(port: string): readonly Given[];
  /** The same under "no condition": what a ConditionDropout upstream gives in place of what it drops. Refuses where there is none. */
  unconditioned(port: string): readonly Given[];
  /** What becomes of conditions in this program (DESIGN, guidance). */
  readonly condition: Conditioning;
  subgraph(id: string): LayerGraph;
  refuse(why: string, mend: string): never;
}
export type Built = Datum | Distribution | Network | Schedule;

/** A subgraph whose kinds have been looked up. */
export interface LayerGraph {
  readonly graph: Subgraph;
  layer(kind: string): LayerRule | undefined;
}
/** One layer of a custom network: from its inputs' values to its result. */
export type LayerRule = (c: LayerContext) => Val;
export interface LayerContext {
  readonly b: Builder;
  /** Prefix of this layer's parameter names. */
  readonly scope: string;
  readonly params: Params;
  readonly use: Use;
  /** Values wired to a port, in wire order. */
  inputs(port: string): readonly Val[];
  /** The shape the whole network must give. */
  readonly out: readonly number[];
  /** What the network was asked to read. */
  readonly given: { readonly x: readonly Val[]; readonly condition: readonly Val[]; readonly time: readonly Val[] };
  refuse(why: string, mend: string): never;
}

export interface MarginalOptions {
  /** Importance samples (IWAE); absent: one draw, KL in closed form where known. */
  readonly samples?: number | undefined;
  /** Take the KL of a latent to what is wired to its regulariser, where something is. */
  readonly regularise: boolean;
  /** Observed variables to sum out like latents. */
  readonly hidden: readonly string[];
  /** Stop the gradient at a latent's data side (DESIGN rule 5). */
  readonly holdLatents: boolean;
}
export interface KlTerm {
  readonly latent: string;
  /** Nats per example. */
  readonly total: Val;
  /** Nats per example and element of the latent, where the closed form is known. */
  readonly perElement?: Val | undefined;
  readonly regulariser: boolean;
}
/** log p(observed), or a bound on it (DESIGN rule 18). All in nats, with the batch plate, event []. */
export interface Marginal {
  readonly value: Val;
  readonly grade: Grade;
  readonly reconstruction: Val;
  readonly kl: readonly KlTerm[];
  readonly penalties: readonly Val[];
  /** Scalars that draws of the latents bring to be watched: "perplexity.z". */
  readonly monitors: Readonly<Record<string, Val>>;
  /** Scored by their own p, in order. */
  readonly observed: readonly string[];
  /** A latent that is integrated in closed form, and what it explains. */
  readonly integrated?: { readonly latent: string; readonly child: string } | undefined;
  /** Latents summed over their support. */
  readonly enumerated: readonly string[];
  /** Latents bound by their q. */
  readonly inferred: readonly string[];
}
export interface ObjectiveContext {
  readonly b: Builder;
  readonly id: string;
  /** The output whose losses are asked for: an objective with several players has an output for each. */
  readonly output: string;
  /** Variables wired to a port. */
  variables(port: string): readonly string[];
  /** Is a variable a condition: the same on both sides, never generated? */
  isGiven(variable: string): boolean;
  /**
   * A variable's value on one side, with the batch plate. model: drawn from its p, its parents from theirs. data: clamped to its data, a latent drawn
   * from its q. Values of one side come from one trace, so they belong together.
   */
  value(variable: string, side: 'model' | 'data'): Datum;
  space(variable: string): Space;
  /** What is wired to a port of one value, on the data side, as a network reads it: with the batch plate. */
  read(port: string): Val;
  /** The network wired to a port, or a private default. */
  network(port: string): Network;
  marginal(variables: readonly string[], o: MarginalOptions): Marginal;
  /**
   * A variable's p and its value on the data side, from one trace: what a regression on it compares. A latent is held (DESIGN rule 5). Refuses where
   * other latents with a q lie above it: no bound takes them into account.
   */
  explained(variable: string): { readonly p: Distribution; readonly datum: Datum };
  /**
   * A variable's data beside the p that its own code gives: latents above it are drawn from their q. Refuses where no code of its data reaches its p.
   */
  rebuilt(variable: string): Rebuilt;
  /**
   * A latent as the model dreams it, beside the q that reads the rest of the dream: everything is drawn from its p. Refuses a latent without p or q.
   * @param hold stops the gradient at the whole dream; otherwise only at the latent itself
   */
  dreamt(latent: string, hold: boolean): { readonly q: Distribution; readonly datum: Datum };
  /** The distribution wired to a variable's p or q, on the data side. */
  distribution(variable: string, port: 'p' | 'q'): Distribution;
  refuse(why: string, mend: string): never;
}
export interface Rebuilt {
  readonly p: Distribution;
  readonly datum: Datum;
  /** Of the draws of the codes: commitment and the like. */
  readonly penalties: readonly Val[];
  /** The latents whose draws are its code. */
  readonly codes: readonly string[];
}
/** Several numbers of one meaning to watch side by side, such as the KL of each dimension of a latent. */
export interface Profile {
  /** Event [n], no plates. */
  readonly value: Val;
  /** What each number is of: "dimension of z". */
  readonly by: string;
}
export interface Loss {
  readonly name: string;
  /** A scalar to minimise. */
  readonly value: Val;
  /** What the loss is measured in; absent: nats per example. */
  readonly unit?: string | undefined;
  readonly grade: Grade;
  /** The loss on paper. */
  written(s: Scribe): Written;
  /** Scalars to watch: parts of the loss, in its unit, and what draws bring ("perplexity.z"). */
  readonly monitors: Readonly<Record<string, Val>>;
  readonly profiles?: Readonly<Record<string, Profile>> | undefined;
  /** Why this loss leaves a parameter alone: it is another player's to train. */
  readonly holds?: ((param: string) => string | undefined) | undefined;
}

/** Next values of a flat parameter vector [n] from its gradient [n]. */
export interface UpdateContext {
  readonly b: Builder;
  readonly values: Val;
  readonly gradient: Val;
  /** A state vector [n] of this optimiser, zero at the start; `next` sets what it becomes. */
  state(name: string): Val;
  next(name: string, value: Val): void;
}
export interface OptimiserPlan {
  /** The update rule, as the papers name it. */
  readonly name: string;
  readonly phase: number;
  readonly thaw: readonly string[];
  /** Steps it takes within one turn. */
  readonly every: number;
  /** Turns its phase lasts when another phase follows. */
  readonly horizon: number;
  /** Greatest norm of the gradient over all parameters; null: unlimited. */
  readonly clip: number | null;
  /** Decay of the exponential moving average of the weights; null: none. */
  readonly ema: number | null;
  readonly batch: number;
  /** The learning rate of this step. */
  rate(b: Builder): Val;
  update(c: UpdateContext): Val;
}

export interface Mathematics {
  /** KaTeX source. */
  readonly latex: string;
  readonly text: string;
}
export interface Reference {
  readonly text: string;
  readonly url: string;
}

interface Common<P extends ParamSpecs> extends KindShape {
  readonly params: P;
  /** One line for the palette. */
  readonly summary: string;
  /** Other words people look for it by. */
  readonly words?: string;
  readonly math?: Mathematics;
  readonly references?: readonly Reference[];
  /** From version n to n + 1, gapless. */
  readonly migrations?: Readonly<Record<number, (params: Params) => Params>>;
}
/** The roles a node can have. A node has what its category needs. */
interface Roles<X> {
  infer?(i: Infer, params: X): void;
  /** One thunk per output: an output nobody reads is not built. */
  build?(c: BuildContext, params: X): Readonly<Record<string, () => Built>>;
  /** How the distribution of an output is written down. */
  law?(c: LawContext, params: X): Law;
  losses?(c: ObjectiveContext, params: X): readonly Loss[];
  optimiser?(params: X): OptimiserPlan;
  layerRule?(c: LayerContext, params: X): Val;
}
export interface NodeDefinition extends Common<ParamSpecs>, Roles<Params> {
  readonly inputs: Readonly<Record<string, InputPort>>;
  readonly outputs: Readonly<Record<string, OutputPort>>;
}

/** Declares a node. Its functions get parameters typed by their declarations, resolved against the file and the defaults. */
export function defineNode<const P extends ParamSpecs>(d: Common<P> & Roles<ParamsOf<P>>): NodeDefinition {
  const { infer, build, law, losses, optimiser, layerRule, ...common } = d;
  const read = (given: Params): ParamsOf<P> => resolveParams(d.params, given);
  return {
    ...common,
    ...(infer && { infer: (i: Infer, p: Params) => infer(i, read(p)) }),
    ...(build && { build: (c: BuildContext, p: Params) => build(c, read(p)) }),
    ...(law && { law: (c: LawContext, p: Params) => law(c, read(p)) }),
    ...(losses && { losses: (c: ObjectiveContext, p: Params) => losses(c, read(p)) }),
    ...(optimiser && { optimiser: (p: Params) => optimiser(read(p)) }),
    ...(layerRule && { layerRule: (c: LayerContext, p: Params) => layerRule(c, read(p)) }),
  };
}
