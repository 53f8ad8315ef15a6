/** A run brought back: its drawing compiled, its weights on a device. */
import { resolve } from 'node:path';
import type { Compiled } from '../compiler/compiled.ts';
import { syntheticEntry } from '../data/catalogue.ts';
import type { Batch } from '../data/source.ts';
import { MAX_SEED } from '../graph/limits.ts';
import type { Graph } from '../graph/model.ts';
import { type Checkpoint, type RawCheckpoint, fit } from '../runtime/checkpoint.ts';
import { badCheckpoint } from '../runtime/messages.ts';
import { Tasks } from '../runtime/tasks.ts';
import type { TaskWatch } from '../runtime/watching.ts';
import { initialVectors } from '../runtime/weights.ts';
import type { Args } from './args.ts';
import { type Built, build } from './build.ts';
import { readData } from './data.ts';
import { readDrawing } from './drawing.ts';
import { type Engine, BACKENDS, openEngine } from './engine.ts';
import { isFile, isFolder } from './files.ts';
import { taskProgress } from './progress.ts';
import { Problem, stop } from './problem.ts';
import { type SavedRun, openRun } from './run-folder.ts';
import type { Terminal } from './terminal.ts';
import { showAll } from './terminal.ts';
import { whole } from './whole.ts';

export interface Loaded extends Built {
  readonly run: SavedRun;
  readonly checkpoint: Checkpoint;
  readonly engine: Engine;
  readonly tasks: Tasks;
  /** --seed, or the run's own. */
  readonly seed: number;
  /** Dataset nodes whose data are files. */
  readonly imported: ReadonlySet<string>;
  /** Whether --data brought files other than those the run learnt from. */
  readonly otherData: boolean;
  close(): void;
}

/** Places the numbers of a checkpoint in a compiled drawing. @throws Problem when they do not fit */
export function fitted(raw: RawCheckpoint, compiled: Compiled): Checkpoint {
  const checkpoint = fit(raw, compiled, initialVectors(compiled, raw.seed));
  if ('mismatch' in checkpoint) throw new Problem([badCheckpoint(checkpoint.mismatch)]);
  return checkpoint;
}

/** Data paths as a run remembers them: they must mean the same from another folder. */
export const fullPaths = (given: readonly string[]): readonly string[] =>
  given.map((text) => {
    const at = /^([\w-]+)=(.*)$/s.exec(text);
    const [node, path] = at && !exists(text) ? [`${at[1]!}=`, at[2]!] : ['', text];
    const paths = exists(path) ? [path] : path.split(',').filter((p) => p !== '');
    return node + paths.map((p) => resolve(p)).join(',');
  });
const exists = (path: string): boolean => isFile(path) || isFolder(path);

/** The files a run learnt from, where they are still at hand. @throws Problem */
export function remembered(run: SavedRun): readonly string[] {
  for (const text of run.data) {
    const paths = text.replace(/^[\w-]+=/, '');
    const missing = exists(paths) ? undefined : paths.split(',').find((p) => !exists(p));
    if (missing !== undefined)
      stop(
        'run-data-gone',
        {
          what: `The data this run learnt from is no longer at ${missing}.`,
          why: 'A run remembers where its data lay and keeps no copy of it.',
          mend: 'Add --data PATH with the place where it lies now.',
        },
        { where: run.folder },
      );
  }
  return run.data;
}
/** Pictures of another size are brought to the size the weights are for. */
const shapes =
  (graph: Graph): ((node: string) => readonly number[] | undefined) =>
  (node) => {
    const source = graph.nodes.find((n) => n.id === node)?.params['source'];
    return typeof source === 'string' ? syntheticEntry(source)?.columns['x']?.space.shape : undefined;
  };

/** @throws Problem */
export async function load(args: Args, terminal: Terminal): Promise<Loaded> {
  const wanted = args.choice('backend', BACKENDS) ?? 'auto';
  const run = openRun(args.operand('RUN'));
  const drawing = readDrawing(run.name, run.raw.graph, run.folder);
  const given = args.all('data');
  const full = fullPaths(given);
  const otherData = given.length > 0 && full.join() !== run.data.join();
  const imported = await readData(given.length > 0 ? given : remembered(run), drawing.graph, shapes(drawing.graph));
  const built = build(drawing, imported.sources);
  const checkpoint = fitted(run.raw, built.compiled);
  terminal.err(showAll([...drawing.diagnostics, ...imported.diagnostics].filter((d) => d.severity !== 'info')));
  const engine = await openEngine(wanted);
  const seed = args.whole('seed', 0, MAX_SEED) ?? checkpoint.seed;
  return {
    ...built,
    ...onDevice(built, checkpoint, engine, seed, { onProgress: taskProgress(terminal) }),
    run,
    checkpoint,
    engine,
    seed,
    otherData,
    imported: new Set(imported.sources.keys()),
  };
}

/** Uploads weights for the four tasks. */
export function onDevice(
  { compiled }: { readonly compiled: Compiled },
  checkpoint: Checkpoint,
  { device, backend }: Engine,
  seed: number,
  watch?: TaskWatch,
): { readonly tasks: Tasks; close(): void } {
  const state = Object.fromEntries([...checkpoint.vectors].map(([name, data]) => [name, device.upload(data)]));
  const tasks = new Tasks({ compiled, device, seed, state: () => state, watch });
  return {
    tasks,
    close: () => {
      tasks.close();
      for (const b of Object.values(state)) device.release(b);
      backend.close();
    },
  };
}
/** A task that this drawing cannot do is refused with the compiler's reasons. @throws Problem */
export function requireTask(compiled: Compiled, task: 'sample' | 'score' | 'infer'): void {
  const { grade, program } = compiled[task];
  if (program) return;
  const [first] = grade.why;
  stop(
    `task-${task}`,
    {
      what: `This drawing has no ${task} program.`,
      why: `${grade.why.map((r) => (r.node && !r.text.includes(r.node) ? `${r.node}: ${r.text}` : r.text)).join('; ')}.`,
      mend: 'Change the drawing where it says, and train again.',
    },
    first?.node ? { node: first.node } : {},
  );
}
/** What score and infer work on: every example of the files that --data brought, else held-out ones. */
export function examples(
  { sources, imported, otherData, seed }: Loaded,
  n: number,
): { readonly n: number; readonly batches: ReadonlyMap<string, Batch> } {
  const batches = new Map([...sources].map(([node, s]) => [node, otherData && imported.has(node) ? whole(s) : s.heldOut(seed, n)]));
  return { n: Math.min(...[...batches.values()].map((b) => b.n)), batches };
}
