/** The training loop of the command line: steps, losses read back on a cadence, a checkpoint now and then. */
import type { Compiled } from '../compiler/compiled.ts';
import type { DataSource } from '../data/source.ts';
import type { Diagnostic } from '../graph/diagnostic.ts';
import type { Checkpoint } from '../runtime/checkpoint.ts';
import type { Device } from '../runtime/execute/device.ts';
import { type LossPoint, Trainer } from '../runtime/trainer.ts';
import type { Moment } from './progress.ts';
import { objectives } from './run-folder.ts';

export interface Job {
  readonly compiled: Compiled;
  readonly device: Device;
  readonly sources: ReadonlyMap<string, DataSource>;
  /** The drawing's file text. */
  readonly graph: string;
  readonly seed: number;
  /** Steps in all, those of the checkpoint counted in. */
  readonly steps: number;
  readonly checkpoint?: Checkpoint | undefined;
  /** Losses up to the checkpoint. */
  readonly losses: readonly LossPoint[];
}
export interface Watch {
  readonly onMoment: (m: Moment) => void;
  /** Called now and then, and not at the end. */
  readonly onSave?: ((c: Checkpoint, losses: readonly LossPoint[]) => void) | undefined;
  readonly isInterrupted: () => boolean;
}
export interface Trained {
  readonly checkpoint: Checkpoint;
  readonly losses: readonly LossPoint[];
  readonly msPerStep: number;
  readonly interrupted: boolean;
  /** Why it stopped early; the checkpoint is that of the last good step. */
  readonly failure?: Diagnostic | undefined;
}
const FLUSH_MS = 200;
const SAVE_MS = 60_000;
/** The first steps say whether a run works at all: all of them are kept. */
const FIRST = 20;
const KEPT = 200;

/** Which steps' losses are read back: a function of the step and the total alone. */
export const isKept = (step: number, total: number): boolean =>
  step <= FIRST || step === total || step % Math.max(1, Math.round(total / KEPT)) === 0;

/** Steps of every phase together: how long the drawing says that it trains. */
export function horizonOf(compiled: Compiled): number {
  const phases = new Map<number, number>();
  for (const p of compiled.learn.players) phases.set(p.phase, Math.max(phases.get(p.phase) ?? 0, p.horizon));
  return [...phases.values()].reduce((n, h) => n + h, 0);
}

export async function runTraining(job: Job, watch: Watch): Promise<Trained> {
  const trainer = new Trainer(job);
  const losses = [...job.losses];
  const rates: number[] = [];
  const start = { at: performance.now(), step: trainer.step };
  let window = start;
  let saved = start.at;
  let failure: Diagnostic | undefined;

  const flush = async (): Promise<void> => {
    const read = await trainer.flush();
    losses.push(...read.points);
    failure = read.failure;
    const at = performance.now();
    if (trainer.step > window.step) rates.push((at - window.at) / (trainer.step - window.step));
    window = { at, step: trainer.step };
    watch.onMoment({ step: trainer.step, total: job.steps, msPerStep: typical(rates), losses: objectives(losses.at(-1)?.values ?? {}) });
  };
  try {
    while (trainer.step < job.steps && !failure && !watch.isInterrupted()) {
      trainer.take(isKept(trainer.step + 1, job.steps));
      const now = performance.now();
      if (trainer.step < job.steps && now - window.at < FLUSH_MS) continue;
      await flush();
      // lets Ctrl-C and the terminal have their turn
      await new Promise<void>((turn) => setImmediate(turn));
      if (watch.onSave && !failure && now - saved > SAVE_MS) {
        watch.onSave(await trainer.checkpoint(), losses);
        saved = performance.now();
      }
    }
    if (!failure && window.step < trainer.step) await flush();
    const checkpoint = await trainer.checkpoint();
    return { checkpoint, losses, msPerStep: typical(rates), interrupted: !failure && trainer.step < job.steps, failure };
  } finally {
    trainer.close();
  }
}
/** The median; the first stretch compiles kernels and warms caches, so it counts only when there is no other. */
function typical(rates: readonly number[]): number {
  const steady = (rates.length > 1 ? rates.slice(1) : rates).toSorted((a, b) => a - b);
  return steady[Math.floor(steady.length / 2)] ?? 0;
}
