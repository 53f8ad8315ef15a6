/** A small classifier trained on a data set's own labels, and asked what it sees: the features in which pictures are compared. */
import type { DataSource } from '../../data/source.ts';
import { numel } from '../../graph/space.ts';
import { affordable, cost } from '../budget.ts';
import type { Buffer, Device } from '../execute/device.ts';
import { Tasks } from '../tasks.ts';
import { Trainer } from '../trainer.ts';
import { JUDGE, type JudgeProgram, type Subject, judgeProgram } from './network.ts';

/** What the judge sees in n pictures. */
export interface Seen {
  /** n * FEATURES numbers, row-major. */
  readonly features: Float32Array;
  /** The likeliest class of each. */
  readonly classes: Uint16Array;
}
export interface Course {
  readonly signal?: AbortSignal | undefined;
  /** @param share of the work done, in [0, 1] */
  readonly onProgress?: ((share: number) => void) | undefined;
}
/** One judge for all models of a data set, whatever their seed: figures of different runs are of one kind. */
const SEED = 0;
const STEPS = 400;
const LEAST_STEPS = 100;
/** Operations its training may take: some seconds on one core. */
const OPERATIONS = 1e11;
/** Examples by which it finds the mean and spread of the pixels. */
const MEASURED = 512;
const FLUSH = 25;
/** Vectors as short as this are compared as they are. */
const SHORT = 16;

interface Trained {
  readonly program: JudgeProgram;
  readonly vectors: ReadonlyMap<string, Float32Array>;
}
/** Trained judges by data set: a set is judged by the same one every time. */
const trained = new WeakMap<DataSource, Promise<Trained | undefined>>();

/** Whether a data set has what a judge needs: pictures or long vectors x that are no tokens, and a class y for each. */
export function judgeable({ columns: { x, y } }: DataSource): boolean {
  return (
    x !== undefined &&
    x.space.values.kind !== 'tokens' &&
    numel(x.space.shape) > SHORT &&
    y?.space.values.kind === 'tokens' &&
    y.space.shape.length === 0 &&
    y.space.values.k > 1
  );
}

/** A judge at work; to be closed after use. */
export class Judge {
  private readonly tasks: Tasks;
  private readonly state: Readonly<Record<string, Buffer>>;
  private constructor(
    { program, vectors }: Trained,
    private readonly device: Device,
  ) {
    this.state = Object.fromEntries([...vectors].map(([name, data]) => [name, device.upload(data)]));
    this.tasks = new Tasks({ compiled: program, device, seed: SEED, state: () => this.state });
  }

  /** The judge of a judgeable data set, trained when it is first asked for; undefined where training it failed. @throws the signal's reason */
  static async of(source: DataSource, device: Device, course: Course = {}): Promise<Judge | undefined> {
    let found = trained.get(source);
    if (!found) {
      found = train(source, device, course);
      trained.set(source, found);
      // what was broken off is not kept
      found.catch(() => trained.delete(source));
    }
    const known = await found;
    return known && new Judge(known, device);
  }
  /** @param x n pictures of the data set's space, row-major */
  async see(x: Float32Array, n: number): Promise<Seen> {
    const { features, logits } = await this.tasks.run('infer', n, new Map([[JUDGE, { n, columns: { x } }]]));
    const { data, width } = logits!;
    const classes = Uint16Array.from({ length: n }, (_, i) => {
      let best = 0;
      for (let k = 1; k < width; k++) if (data[i * width + k]! > data[i * width + best]!) best = k;
      return best;
    });
    return { features: features!.data, classes };
  }
  close(): void {
    this.tasks.close();
    for (const b of Object.values(this.state)) this.device.release(b);
  }
}

async function train(source: DataSource, device: Device, { signal, onProgress }: Course): Promise<Trained | undefined> {
  const subject = subjectOf(source);
  const { program: step, batch } = judgeProgram(subject, STEPS).learn.players[0]!;
  const steps = affordable(STEPS, LEAST_STEPS, cost(step) * batch, OPERATIONS);
  const program = judgeProgram(subject, steps);
  const trainer = new Trainer({ compiled: program, device, sources: new Map([[JUDGE, source]]), seed: SEED, graph: '' });
  try {
    while (trainer.step < steps) {
      signal?.throwIfAborted();
      trainer.take();
      if (trainer.step % FLUSH > 0 && trainer.step < steps) continue;
      if ((await trainer.flush()).failure) return undefined;
      onProgress?.(trainer.step / steps);
    }
    return { program, vectors: (await trainer.checkpoint()).vectors };
  } finally {
    trainer.close();
  }
}
function subjectOf(source: DataSource): Subject {
  const { x, y } = source.columns;
  const pixels = source.batch(SEED, 0, MEASURED).columns['x']!;
  const mean = pixels.reduce((s, v) => s + v, 0) / pixels.length;
  const deviation = Math.sqrt(pixels.reduce((s, v) => s + (v - mean) ** 2, 0) / pixels.length);
  const classes = y?.space.values.kind === 'tokens' ? y.space.values.k : 0;
  return { space: x!.space, classes, mean, deviation: Math.max(deviation, 1e-6) };
}
