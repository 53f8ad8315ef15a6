/** What a run shows of itself: plain data that survive structured cloning, so that the page gets them as they are. */
import type { Ends } from '../compiler/between.ts';
import type { Statistics } from '../data/statistics.ts';
import type { Space } from '../graph/space.ts';
import type { Shows } from '../graph/vocabulary.ts';

/** Numbers to look at, drawn from the present weights. */
export interface Picture {
  readonly space: Space;
  /** n examples, row-major; tokens as indices. */
  readonly data: Float32Array;
  readonly n: number;
  /** Names of the tokens, where the data has them. */
  readonly symbols?: readonly string[] | undefined;
  /**
   * Of tokens drawn one after another, of the first examples: natural log of the probability that the model gives each after those before it, as it
   * is before a temperature, top k or top p sharpen it.
   */
  readonly logs?: Float32Array | undefined;
}
/** Examples after more and more turns of the chain that draws them. */
export interface Chain {
  readonly turns: number;
  readonly frames: readonly { readonly turn: number; readonly picture: Picture }[];
}
/** A text of which the first `turn` symbols are drawn. */
export interface Streamed {
  readonly variable: string;
  readonly turn: number;
  readonly turns: number;
  readonly picture: Picture;
}
export interface Samples {
  /** Ancestral samples from fixed noise, by variable; conditional means under "<variable>.mean". */
  readonly samples: Readonly<Record<string, Picture>>;
  /** How samples came about where a chain makes them, by variable: the same examples after more and more turns. */
  readonly chains: Readonly<Record<string, Chain>>;
  /** The first of them once more by the weights as the last step left them, where samples come from an average of weights. */
  readonly raw?: Readonly<Record<string, Picture>> | undefined;
}

/** Pairs of examples or draws, and the class that both are of; absent: whichever. */
export interface WhichWays {
  /** Another number, other pairs. */
  readonly pair: number;
  readonly only?: number | undefined;
}
/** What the model makes of the codes between those of two held-out examples, or between two that it draws itself. */
export interface Between {
  readonly ends: Ends;
  readonly variable: string;
  /** The latent's id, or "noise". */
  readonly code: string;
  /** spherical: along the great circle, through codes as long as those that are drawn. */
  readonly path: 'straight' | 'spherical';
  /** Features on the way are each put to the nearest code of a table. */
  readonly snapped: boolean;
  /** Which held-out examples or draws: another number, other pairs. */
  readonly pair: number;
  /** What both ends of a way have in common: the class of each way, names of the classes, and the one that is asked for. */
  readonly classes?:
    | { readonly variable: string; readonly names: readonly string[]; readonly each: readonly number[]; readonly only?: number | undefined }
    | undefined;
  /** Conditions that change along a way, evenly, with the code. */
  readonly moving: readonly string[];
  /** Pairs, and steps from the one example of a pair to the other. */
  readonly rows: number;
  readonly steps: number;
  /** rows x steps examples: the codes of both ends among them. */
  readonly along: Picture;
  /** Held-out data: both ends of each way, where it leads from data to data. */
  readonly examples?: { readonly from: Picture; readonly to: Picture } | undefined;
  /** Held-out data that have nothing to do with the ways, to lay these over, where ends are draws in the plane. */
  readonly around?: Picture | undefined;
}

/** Of pictures: how much samples differ from one another, and numbers within one, over what examples of the data do. */
export interface Variety {
  /** Root mean squared distance between two samples, over that between two examples of the data. */
  readonly apart: number;
  /** Median distance of a sample to the nearest other one, over that of the data: small where a few pictures come again and again. */
  readonly nearest: number;
  /** Spread of the numbers within a sample, over that within an example: small where nothing is drawn yet. */
  readonly contrast: number;
}
/** log p over a square grid of the plane, the truth where it is known. */
export interface Density {
  readonly variable: string;
  /** The grid is size x size, row-major from low y to high y. */
  readonly size: number;
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
  readonly model: Float32Array;
  readonly truth?: Float32Array | undefined;
  /** exact, lower bound … of the model's numbers. */
  readonly fidelity: string;
}
/** Held-out negative log-likelihood in nats (or a bound) and its distance from the entropy, where known. */
export interface Limit {
  readonly nll: number;
  readonly kind: string;
  readonly entropy?: number | undefined;
  readonly gap?: number | undefined;
}
export interface RunViews extends Samples {
  readonly step: number;
  /** Held-out data and the model's reconstruction of it, by observed variable. */
  readonly reconstructions: Readonly<Record<string, { readonly data: Picture; readonly mean: Picture }>>;
  readonly variety?: Variety | undefined;
  readonly density?: Density | undefined;
  /** In a sketch: a density comes with whole frames, beside the true one where that is known. */
  readonly awaited?: { readonly truth: boolean } | undefined;
  readonly limit?: Limit | undefined;
}

/** What a node holds at the moment. */
export interface Probed {
  readonly shows: Shows;
  readonly node: string;
  /** The variable whose space it lies in. */
  readonly variable: string;
  /** "score", "velocity", "energy", "critic’s score", "posterior" … */
  readonly quantity: string;
  /** Numbers by part, row-major. */
  readonly parts: Readonly<Record<string, Float32Array>>;
  /** Numbers an example of a part has. */
  readonly width: number;
  /** Points along each side of a square, from low to high; along each line of a grid. */
  readonly size: number;
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
  /** Standard deviations of the noise, one a part, from the most to the least. */
  readonly levels?: readonly number[] | undefined;
  /** Class of each point of a cloud, and the names of the classes. */
  readonly classes?: Float32Array | undefined;
  readonly names?: readonly string[] | undefined;
  /** Which two of a latent's numbers a cloud shows. */
  readonly axes?: readonly [number, number] | undefined;
  /** What the parts are examples of, where they are values of a variable. */
  readonly space?: Space | undefined;
  /** Of a distribution of one position after another: the position that is shown first. */
  readonly at?: number | undefined;
}

/** What somebody wants to know of nodes and wires at the moment. */
export interface Asked {
  /** What the time of a step goes into, node by node. */
  readonly times: boolean;
  /** Outputs that carry values, by full name: "enc.z". */
  readonly outputs: readonly string[];
}
/** Milliseconds of one turn of training, the mean of those timed, by what they went into. */
export interface StepTimes {
  /** Turns timed. */
  readonly turns: number;
  /** Of a whole turn. */
  readonly ms: number;
  /** clock: all that the processor did. timestamps: what the graphics card spent in kernels. */
  readonly by: 'clock' | 'timestamps';
  /** Values and gradients of each node; what belongs to no node stands under ''. */
  readonly nodes: Readonly<Record<string, { readonly value: number; readonly gradient: number }>>;
  /** Some kernels do the work of several nodes: their time is shared out evenly among the operations in them. */
  readonly shared: boolean;
}
/** What an output gave for a batch of the run. */
export interface Carrying {
  readonly output: string;
  /** data: as while learning. model: as the model draws it. */
  readonly side: 'data' | 'model';
  readonly space: Space;
  readonly examples: number;
  readonly statistics: Statistics;
}
export interface Examined {
  readonly step: number;
  readonly times?: StepTimes | { readonly unmeasured: string } | undefined;
  readonly carried: readonly (Carrying | { readonly output: string; readonly why: string })[];
}
