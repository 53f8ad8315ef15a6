/** What the time of a run went into, node by node. Processors are read by the clock; graphics cards write timestamps, kernel by kernel. */
import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import type { Target } from '../../compiler/kernel-program.ts';
import type { Origin } from '../../ir/value.ts';
import type { Clock } from './device.ts';

/** A clock that is told how often what it times happens. */
export interface Timer extends Clock {
  times: number;
}
export interface Lap {
  readonly from: Origin;
  readonly parts?: readonly Origin[] | undefined;
  readonly ms: number;
  readonly times: number;
}
export interface Timing {
  /** clock: all that the processor did. timestamps: what the graphics card spent in kernels. */
  readonly by: 'clock' | 'timestamps';
  /** @param run enqueues everything before it returns */
  time(run: (timer: Timer) => void): Promise<readonly Lap[]>;
}

/** How the time of kernels is found on a backend, or why it is not. */
export function timingOf(target: Target, backend: KernelBackend): Timing | { readonly unmeasured: string } {
  if (target === 'wasm' || target === 'cpu') return { by: 'clock', time: byClock };
  if (target === 'webgl') return { unmeasured: 'WebGL tells no time of single kernels' };
  if (!isStamped(backend)) return { unmeasured: 'this browser gives WebGPU no timestamps' };
  return { by: 'timestamps', time: (run) => byTimestamps(backend, run) };
}

/**
 * Kernels of these backends have done their work when they return. Each lap begins where the one before it ended, so that laps add up to the whole
 * and a coarse clock, which browsers keep to 0.1 ms, is right on average.
 */
function byClock(run: (timer: Timer) => void): Promise<readonly Lap[]> {
  const laps: Lap[] = [];
  let last = performance.now();
  const timer: Timer = {
    times: 1,
    spent: (from, parts) => {
      const now = performance.now();
      laps.push({ from, parts, ms: now - last, times: timer.times });
      last = now;
    },
  };
  run(timer);
  return Promise.resolve(laps);
}

/** What TF.js's WebGPU backend has beyond a KernelBackend. */
interface Stamped extends KernelBackend {
  runWebGPUProgram: (...call: unknown[]) => TensorInfo;
}
const isStamped = (b: KernelBackend): b is Stamped =>
  'supportTimestampQuery' in b && b.supportTimestampQuery === true && 'runWebGPUProgram' in b && typeof b.runWebGPUProgram === 'function';

/** TF.js puts every program into a pass of its own while it takes times, so this is for a rare turn on the side. */
async function byTimestamps(backend: Stamped, run: (timer: Timer) => void): Promise<readonly Lap[]> {
  const programs: Omit<Lap, 'ms'>[] = [];
  let waiting = 0;
  const original = backend.runWebGPUProgram;
  backend.runWebGPUProgram = function counted(...call) {
    const out = original.apply(backend, call);
    // nothing runs for a result without numbers
    if (out.shape.every((n) => n > 0)) waiting++;
    return out;
  };
  const timer: Timer = {
    times: 1,
    spent: (from, parts) => {
      for (; waiting > 0; waiting--) programs.push({ from, parts, times: timer.times });
    },
  };
  const timing = backend.time(() => {
    try {
      run(timer);
    } finally {
      backend.runWebGPUProgram = original;
    }
  });
  const told = (await timing).getExtraProfileInfo?.() ?? '';
  const times = told === '' ? [] : told.split(', ').map((s) => Number(s.slice(s.lastIndexOf(': ') + 2)));
  if (times.length !== programs.length) throw new Error(`${times.length} times for ${programs.length} programs`);
  return programs.map((p, i) => ({ ...p, ms: times[i]! }));
}

/** Milliseconds that a node's values and its gradients took. */
export interface Spent {
  readonly value: number;
  readonly gradient: number;
}
/** Laps by node, what no node asked for under ''. A kernel that is several operations in one is shared out evenly among them. */
export function byNode(laps: readonly Lap[]): ReadonlyMap<string, Spent> {
  const found = new Map<string, { value: number; gradient: number }>();
  for (const { from, parts = [from], ms, times } of laps)
    for (const { node, pass = 'value' } of parts) {
      const at = found.get(node) ?? { value: 0, gradient: 0 };
      found.set(node, at);
      at[pass] += (times * ms) / parts.length;
    }
  return found;
}
