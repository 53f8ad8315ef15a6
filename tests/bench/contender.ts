/** What one library can be asked to do: the same training, step by step. */
export interface Contender {
  /** Name of the graphics adapter, where there is one. */
  readonly adapter?: string | undefined;
  /** Takes the first steps with the noise of the fixture and tells their losses, each before its update. */
  losses(): Promise<readonly number[]>;
  /** Takes more steps, each with noise of the library's own, and returns when the device has finished. One loss is read back, at the end. */
  run(steps: number): Promise<void>;
  /** Takes steps and tells where the time went, in milliseconds a step; absent where the library cannot tell. */
  profile?(steps: number): Promise<readonly Cost[]>;
}
export interface Cost {
  /** Kernel and the shapes it read. */
  readonly kernel: string;
  readonly calls: number;
  readonly ms: number;
}

/** Milliseconds a step: by the clock, and of the processor's time. */
export interface Turn {
  readonly ms: number;
  /** Says more on a busy machine; a graphics card's work is not in it, that of a driver in software is. */
  readonly cpuMs: number;
}

/** What is asked of a contender's process, one JSON object a line. */
export type Question = { readonly ask: 'losses' } | { readonly ask: 'run' | 'profile'; readonly steps: number };
export type Answer =
  | { readonly ready: true; readonly adapter?: string | undefined }
  | { readonly losses: readonly number[] }
  | Turn
  | { readonly costs: readonly Cost[] }
  | { readonly failed: string };
/** Starts every line of an answer; libraries print lines of their own. */
export const MARK = '@bench ';
