/** Sampling, scoring, inferring and reconstructing with the weights at hand. */
import type { Compiled, TaskProgram } from '../compiler/compiled.ts';
import type { KernelProgram } from '../compiler/kernel-program.ts';
import { lower } from '../compiler/lower/lower.ts';
import type { Batch } from '../data/source.ts';
import { numel } from '../graph/space.ts';
import type { Plate, Val } from '../ir/value.ts';
import { affordable, widest } from './budget.ts';
import { breathe } from './breathe.ts';
import type { Buffer, Device, Watch } from './execute/device.ts';
import { feed, inputsOf } from './feed.ts';
import { averaged, isAveraged } from './weights.ts';
import { Cancelled, Filming, type Frame, type TaskWatch } from './watching.ts';

export type TaskName = 'sample' | 'score' | 'infer' | 'reconstruct';
export interface Result {
  /** n examples, row-major: other plates, then the event. */
  readonly data: Float32Array;
  readonly plates: readonly Plate[];
  readonly event: readonly number[];
  /** Numbers an example. */
  readonly width: number;
}
export interface TaskOptions {
  readonly compiled: Pick<Compiled, 'vectors' | TaskName>;
  readonly device: Device;
  readonly seed: number;
  /** The state vectors at this moment. */
  readonly state: () => Readonly<Record<string, Buffer>>;
  /** Watches every task that runs. */
  readonly watch?: TaskWatch | undefined;
}
export interface RunOptions {
  /** Keys the random streams: another pass draws anew. */
  readonly pass?: number;
  /** Inputs by name, n rows each. */
  readonly given?: Readonly<Record<string, Float32Array>>;
  /** How many frames of its chains to take, of the first examples. */
  readonly frames?: number;
  readonly onFrames?: (frames: readonly Frame[], examples: number) => void;
  /** What its chains have come to, now and then while a long pass goes on. */
  readonly onFrame?: (frame: Frame, examples: number) => void;
  /** The weights as the last step left them, where an average of them is kept. */
  readonly raw?: boolean;
}
/** Examples a kernel program runs at once, at most. */
const MOST_EXAMPLES = 1024;
/** Numbers its largest value may hold: 16 MiB. WebAssembly's memory grows with the peak and never shrinks. */
const MOST_NUMBERS = 4 * 1024 * 1024;

export class Tasks {
  private readonly lowered = new Map<string, KernelProgram>();
  constructor(private readonly o: TaskOptions) {}

  get device(): Device {
    return this.o.device;
  }
  available(task: TaskName): boolean {
    return this.o.compiled[task].program !== undefined;
  }
  /** Is an average of weights kept, which everything but learning uses? */
  get averages(): boolean {
    return isAveraged(this.o.compiled, this.o.state());
  }
  private program(task: TaskName, batch: number): KernelProgram {
    const key = `${task} ${batch}`;
    let k = this.lowered.get(key);
    if (!k) this.lowered.set(key, (k = lower(this.ir(task), { target: this.o.device.target, batch })));
    return k;
  }
  private ir(task: TaskName): NonNullable<TaskProgram['program']> {
    const { program } = this.o.compiled[task];
    if (!program) throw new Error(`${task} is not possible for this drawing`);
    return program;
  }
  /**
   * Runs a task on n examples in chunks. Data comes from `batches` (by Dataset node).
   * @throws Cancelled when the watch's signal called it off
   */
  async run(
    task: TaskName,
    n: number,
    batches: ReadonlyMap<string, Batch>,
    { pass = 0, given = {}, frames = 0, onFrames, onFrame, raw = false }: RunOptions = {},
  ): Promise<Readonly<Record<string, Result>>> {
    const { device, seed } = this.o;
    const ir = this.ir(task);
    const inputs = { ...feed(inputsOf(ir), (node) => batches.get(node)!), ...given };
    const chunk = Math.min(n, affordable(MOST_EXAMPLES, 1, widest(ir), MOST_NUMBERS));
    const k = this.program(task, chunk);
    const loops = k.steps.filter((s) => s.loop).length;
    const collected = new Map<string, Float32Array>();
    for (let at = 0; at < n; at += chunk) {
      const count = Math.min(chunk, n - at);
      const rows = Object.fromEntries(Object.entries(inputs).map(([name, data]) => [name, take(data, n, at, count, chunk)]));
      // each chunk of a pass draws from its own place in the streams
      const film = new Filming(device, at === 0 ? frames : 0, at === 0 && onFrame ? (f) => onFrame(f, chunk) : undefined);
      const state = this.o.state();
      const env = { vectors: raw ? state : averaged(this.o.compiled, state), inputs: rows, seed, step: pass * 65_536 + at / chunk };
      const out = await device.runWatched(k, env, this.watched(task, loops, film, at / n, count / n));
      if (!out) throw new Cancelled(`${task} was called off`);
      if (film.frames.length > 0) onFrames?.(film.frames, chunk);
      for (const [name, buffer] of Object.entries(out)) {
        const data = await device.download(buffer);
        device.release(buffer);
        const width = data.length / chunk;
        const all = collected.get(name) ?? new Float32Array(n * width);
        all.set(data.subarray(0, count * width), at * width);
        collected.set(name, all);
      }
    }
    return Object.fromEntries([...collected].map(([name, data]) => [name, result(ir.outputs[name]!, data, n)]));
  }
  /** @param from share of the whole task that was done before this program, of which it is the share `of` */
  private watched(task: TaskName, loops: number, film: Filming, from: number, of: number): Watch {
    const { watch } = this.o;
    let ended = 0;
    return {
      signal: watch?.signal,
      pause: breathe,
      onTurn: (p) => {
        if (p.depth === 0) {
          watch?.onProgress?.({ task, done: from + (of * (ended + p.done / p.turns)) / Math.max(1, loops) });
          if (p.done === p.turns) ended++;
        }
        return p.depth === 0 ? film.look(p) : undefined;
      },
    };
  }
  /**
   * log p of n examples, nats. Importance-weighted passes are averaged as weights, so passes x samples a pass is the total number of samples.
   */
  async score(n: number, batches: ReadonlyMap<string, Batch>, passes = 1): Promise<Float64Array> {
    const weighed = this.ir('score').plates.has('K');
    const count = weighed ? passes : 1;
    const best = new Float64Array(n).fill(-Infinity);
    const sums = new Float64Array(n);
    for (let pass = 0; pass < count; pass++) {
      const { logp } = await this.run('score', n, batches, { pass });
      for (let i = 0; i < n; i++) {
        const x = logp!.data[i]!;
        const top = Math.max(best[i]!, x);
        if (top > -Infinity) sums[i] = sums[i]! * Math.exp(best[i]! - top) + Math.exp(x - top);
        best[i] = top;
      }
    }
    return best.map((top, i) => top + Math.log(sums[i]! / count));
  }
  /** Greatest |f(f⁻¹(x)) - x| over n examples, in the units of x, of a model made by invertible maps; undefined for others. */
  async roundTrip(n: number, batches: ReadonlyMap<string, Batch>): Promise<number | undefined> {
    if (!this.ir('score').outputs['roundTrip']) return undefined;
    const { roundTrip } = await this.run('score', n, batches);
    return roundTrip!.data.reduce((most, d) => Math.max(most, d), 0);
  }
  /** Frees what the lowered programs keep on the device. */
  close(): void {
    for (const k of this.lowered.values()) this.o.device.forget(k);
    this.lowered.clear();
  }
}

/** Rows at..at+count of n, filled up to `chunk` rows by repeating the last. */
function take(data: Float32Array, n: number, at: number, count: number, chunk: number): Float32Array {
  const width = data.length / n;
  const rows = data.subarray(at * width, (at + count) * width);
  if (count === chunk) return rows;
  const full = new Float32Array(chunk * width);
  full.set(rows);
  for (let i = count; i < chunk; i++) full.set(rows.subarray((count - 1) * width), i * width);
  return full;
}
function result(v: Val, data: Float32Array, n: number): Result {
  return { data, plates: v.plates.filter((p) => p !== 'B'), event: v.event, width: data.length / n || numel(v.event) };
}
