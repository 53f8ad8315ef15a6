/** Long tasks: how far they are, how they are called off, and what a viewer sees of them on the way. */
import type { Device } from './execute/device.ts';
import type { Progress } from './execute/turns.ts';

export interface TaskProgress {
  readonly task: string;
  /** Share done, 0 to 1. */
  readonly done: number;
}
/** A carried value of a chain, taken while it ran: n examples, row-major. */
export interface Frame {
  readonly name: string;
  /** Turns done of all. */
  readonly turn: number;
  readonly turns: number;
  readonly data: Float32Array;
}
export interface TaskWatch {
  readonly signal?: AbortSignal | undefined;
  onProgress?(p: TaskProgress): void;
}
/** A task was called off. */
export class Cancelled extends Error {}

/** Takes about `wanted` frames of each chain of a run, evenly, the first and the last among them. */
export class Filming {
  readonly frames: Frame[] = [];
  constructor(
    private readonly device: Device,
    private readonly wanted: number,
  ) {}
  async look({ frame, name, done, turns }: Progress): Promise<void> {
    if (!frame || this.wanted < 1) return;
    const slot = (turn: number): number => Math.floor((turn * this.wanted) / turns);
    if (done !== 1 && done !== turns && slot(done) === slot(done - 1)) return;
    this.frames.push({ name, turn: done, turns, data: await this.device.download(frame) });
  }
}
