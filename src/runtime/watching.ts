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

/** Milliseconds a pass goes on before anybody is told of it on the way, and between two such frames. */
const PATIENCE_MS = 250;
const APART_MS = 80;

/** Takes about `wanted` frames of each chain of a run, evenly, the first and the last among them. @param live told of what a long pass has come to */
export class Filming {
  readonly frames: Frame[] = [];
  private next = performance.now() + PATIENCE_MS;
  constructor(
    private readonly device: Device,
    private readonly wanted: number,
    private readonly live?: (frame: Frame) => void,
  ) {}
  async look({ frame, name, done, turns }: Progress): Promise<void> {
    if (!frame) return;
    const slot = (turn: number): number => Math.floor((turn * this.wanted) / turns);
    const kept = this.wanted > 0 && (done === 1 || done === turns || slot(done) !== slot(done - 1));
    const told = this.live !== undefined && performance.now() >= this.next;
    if (!kept && !told) return;
    const taken = { name, turn: done, turns, data: await this.device.download(frame) };
    if (kept) this.frames.push(taken);
    if (!told) return;
    this.live(taken);
    this.next = performance.now() + APART_MS;
  }
}
