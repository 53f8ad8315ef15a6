/** What the page (or the command line) and the engine say to each other. Everything here survives structured cloning. */
import type { Statistics } from '../data/statistics.ts';
import type { Diagnostic } from '../graph/diagnostic.ts';
import type { Space } from '../graph/space.ts';
import type { Shows } from '../graph/vocabulary.ts';

export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

export interface BackendStatus {
  readonly name: BackendName;
  /** Why this one: "WebGPU: no adapter, so WebAssembly". */
  readonly reason: string;
  /** GPU and driver, where known. */
  readonly adapter?: string | undefined;
}

export type RunState = 'idle' | 'preparing' | 'training' | 'paused' | 'done' | 'failed';

export interface RunStatus {
  readonly state: RunState;
  readonly step: number;
  readonly total: number;
  /** Milliseconds a step, recent median. */
  readonly msPerStep: number;
  readonly backend?: BackendStatus | undefined;
  readonly diagnostic?: Diagnostic | undefined;
  /** A task that takes longer than a moment: sampling by a chain, scoring by an integral; and the share of it that is done. */
  readonly task?: { readonly name: string; readonly done: number } | undefined;
  /** The target of the steering was reached, with this mean: why training has paused. */
  readonly reached?: number | undefined;
  /** Buffers and bytes on the device. */
  readonly memory?: { readonly buffers: number; readonly bytes: number } | undefined;
}

/** Losses and monitors read back on a cadence. */
export interface MetricPoint {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

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
/** A text of which the first `turn` symbols are drawn. */
export interface Streamed {
  readonly variable: string;
  readonly turn: number;
  readonly turns: number;
  readonly picture: Picture;
}
export interface Chain {
  readonly turns: number;
  readonly frames: readonly { readonly turn: number; readonly picture: Picture }[];
}
/** Pairs of examples, and the class that both are of; absent: whichever. */
export interface WhichWays {
  readonly pair: number;
  readonly only?: number | undefined;
}
/** What the model makes of the codes between those of two held-out examples. */
export interface Between {
  readonly variable: string;
  /** The latent's id, or "noise". */
  readonly code: string;
  /** spherical: along the great circle, through codes as long as those that are drawn. */
  readonly path: 'straight' | 'spherical';
  /** Features on the way are each put to the nearest code of a table. */
  readonly snapped: boolean;
  /** Which held-out examples: another number, other pairs. */
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
  readonly from: Picture;
  readonly to: Picture;
  /** rows x steps examples. */
  readonly along: Picture;
}
export interface Views {
  readonly step: number;
  /** A first look while a whole frame would take too long: fewer samples, neither density nor distance from the limit. */
  readonly sketch?: boolean | undefined;
  /** Ancestral samples from fixed noise, by variable; conditional means under "<variable>.mean". */
  readonly samples: Readonly<Record<string, Picture>>;
  /** The first of them once more by the weights as the last step left them, where samples come from an average of weights. */
  readonly raw?: Readonly<Record<string, Picture>> | undefined;
  /** Held-out data and the model's reconstruction of it, by observed variable. */
  readonly reconstructions: Readonly<Record<string, { readonly data: Picture; readonly mean: Picture }>>;
  /** How samples came about where a chain makes them, by variable: the same examples after more and more turns. */
  readonly chains: Readonly<Record<string, Chain>>;
  /** Pictures: how much samples differ from one another, and numbers within one, over what examples of the data do. */
  readonly variety?: { readonly apart: number; readonly nearest: number; readonly contrast: number } | undefined;
  /** Ways between held-out examples; "asked" where they are too much work to come with every frame; or why there are none. */
  readonly between?: Between | 'asked' | { readonly why: string } | undefined;
  /** 2-D models: log p over a square grid, row-major from low y to high y; the truth where it is known. */
  readonly density?: {
    readonly variable: string;
    readonly size: number;
    readonly low: readonly [number, number];
    readonly high: readonly [number, number];
    readonly model: Float32Array;
    readonly truth?: Float32Array | undefined;
    /** exact, lower bound … of the model's numbers. */
    readonly fidelity: string;
  };
  /** What the nodes in view hold. */
  readonly probed: readonly Probed[];
  /** Held-out negative log-likelihood in nats (or a bound) and its distance from the entropy, where known. */
  readonly limit?: {
    readonly nll: number;
    readonly kind: string;
    readonly entropy?: number | undefined;
    readonly gap?: number | undefined;
  };
}

/** Samples by themselves. */
export type Drawn = Pick<Views, 'step' | 'samples' | 'chains' | 'raw'>;

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
export interface Probes {
  readonly step: number;
  readonly probed: readonly Probed[];
}

/** What somebody wants to know of nodes and wires at the moment. */
export interface Asked {
  /** What the time of a step goes into, node by node. */
  readonly times: boolean;
  /** Outputs that carry values, by full name: "enc.z". */
  readonly outputs: readonly string[];
}
export const ASKED_NOTHING: Asked = { times: false, outputs: [] };
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

/** How a run goes on. */
export interface Steering {
  /** Steps a second, at most; null: as many as there can be. */
  readonly stepsPerSecond: number | null;
  /** The one optimiser that steps, in phases where it has a turn; null: all. */
  readonly only: string | null;
  /** Training pauses once this element of the report, on average over 20 steps, is no greater. */
  readonly target: { readonly name: string; readonly value: number } | null;
}
export const UNSTEERED: Steering = { stepsPerSecond: null, only: null, target: null };

export interface RunRequest {
  /** The document, as its file text: the engine compiles what the page shows. */
  readonly graph: string;
  readonly seed: number;
  readonly steps: number;
  readonly backend: BackendName | 'auto';
  /** Steps between views, which come earlier at first and more seldom where they take long; 0: never. */
  readonly viewEvery: number;
  /** Steps between checkpoints given to `onCheckpoint`; 0: never. */
  readonly checkpointEvery: number;
  /** Imported data, by Dataset node id: the name `importData` gave. */
  readonly data: Readonly<Record<string, string>>;
  /** Go on from here. */
  readonly checkpoint?: Uint8Array | undefined;
}
export interface ImportReply {
  /** Present when the files make a data set. */
  readonly name?: string | undefined;
  readonly columns?: Readonly<Record<string, Space>> | undefined;
  readonly size?: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
export interface EngineEvents {
  onStatus(s: RunStatus): void;
  onMetrics(points: readonly MetricPoint[]): void;
  onViews(v: Views): void;
  onProbes(p: Probes): void;
  /** Text on its way, where drawing it takes long. */
  onText(text: Streamed): void;
  onExamined(e: Examined): void;
  onCheckpoint(bytes: Uint8Array, step: number): void;
}
/** The engine, behind comlink. One run at a time. */
export interface Engine {
  importData(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Promise<ImportReply>;
  /** Compiles, opens a backend, makes or restores the weights. Answers with diagnostics instead of throwing. */
  prepare(
    request: RunRequest,
    events: EngineEvents,
  ): Promise<{ readonly ok: boolean; readonly diagnostics: readonly Diagnostic[]; readonly params: number }>;
  train(): Promise<void>;
  pause(): Promise<void>;
  /** Takes n steps and pauses. */
  step(n: number): Promise<void>;
  /** Takes effect with the next step; stays for runs to come. */
  steer(s: Steering): Promise<void>;
  /** Ends the run and frees the device. */
  stop(): Promise<void>;
  checkpoint(): Promise<Uint8Array | undefined>;
  /** Nodes that are looked at: what they hold is told between steps, for as little of the time as nobody notices. */
  watch(nodes: readonly string[]): Promise<void>;
  /** What is asked of nodes and wires: told between steps, like what they hold. */
  examine(asked: Asked): Promise<void>;
  /** Draws the views now. */
  views(): Promise<Views | undefined>;
  /** Draws samples now, from noise of its own for each pass; 0: that of the views. Undefined while it trains, and where a command called it off. */
  draw(pass: number): Promise<Drawn | undefined>;
  /** Ways between other held-out examples, now and with the views to come. Undefined where there are none, while it trains, and where a command called it off. */
  between(which: WhichWays): Promise<Between | undefined>;
}
