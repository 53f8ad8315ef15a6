/** What the page (or the command line) and the engine say to each other. Everything here survives structured cloning. */
import type { Ends } from '../compiler/between.ts';
import type { Diagnostic } from '../graph/diagnostic.ts';
import type { Space } from '../graph/space.ts';
import type { Asked, Between, Examined, Probed, RunViews, Samples, Streamed, WhichWays } from '../runtime/shown.ts';

export type { Ends } from '../compiler/between.ts';
export type { Asked, Between, Carrying, Chain, Examined, Picture, Probed, StepTimes, Streamed, WhichWays } from '../runtime/shown.ts';

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

export interface Views extends RunViews {
  /** A first look while a whole frame would take too long: fewer samples, neither density nor distance from the limit. */
  readonly sketch?: boolean | undefined;
  /** Ways between held-out examples or draws; of which kind, where they are too much work to come with every frame; or why there are none. */
  readonly between?: Between | { readonly asked: Ends } | { readonly why: string } | undefined;
  /** What the nodes in view hold. */
  readonly probed: readonly Probed[];
}
/** Samples by themselves. */
export interface Drawn extends Samples {
  readonly step: number;
}
export interface Probes {
  readonly step: number;
  readonly probed: readonly Probed[];
}
export const ASKED_NOTHING: Asked = { times: false, outputs: [] };

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
  /** Ways between other examples or draws, now and with the views to come. Undefined where there are none, while it trains, and where a command called it off. */
  between(which: WhichWays): Promise<Between | undefined>;
}
