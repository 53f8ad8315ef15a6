/** A run on disk: what train --out makes, and the other commands read. */
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Compiled } from '../compiler/compiled.ts';
import { averageName, weightsName } from '../compiler/pack.ts';
import { type Checkpoint, type RawCheckpoint, decodeCheckpoint, encodeCheckpoint } from '../runtime/checkpoint.ts';
import { type Tensor, encodeTensors } from '../runtime/safetensors.ts';
import type { LossPoint } from '../runtime/trainer.ts';
import { named } from '../runtime/weights.ts';
import { clip } from './args.ts';
import { isFile, isFolder, readBytes, writeSafely } from './files.ts';
import { stop } from './problem.ts';

export const FILES = {
  graph: 'graph.wellspring.json',
  /** The weights sampling uses, by name. */
  weights: 'weights.safetensors',
  /** Everything a run needs to go on. */
  state: 'state.safetensors',
  metrics: 'metrics.jsonl',
  samples: 'samples.png',
  text: 'samples.txt',
  summary: 'summary.json',
} as const;

export interface SavedRun {
  readonly folder: string;
  readonly raw: RawCheckpoint;
  /** What --data said, with full paths. */
  readonly data: readonly string[];
  /** Losses so far. */
  readonly losses: readonly LossPoint[];
  readonly name: string;
}

/** @throws Problem */
export function openRun(folder: string): SavedRun {
  const where = clip(folder);
  const mend = 'Name a folder that wellspring train … --out DIR has made.';
  if (isFile(folder)) stop('run-is-file', { what: `${where} is a file.`, why: 'A run is a folder of several files.', mend }, { where });
  if (!isFolder(folder)) stop('run-missing', { what: `There is no folder ${where}.`, why: 'Nothing lies at that path.', mend }, { where });
  const path = join(folder, FILES.state);
  if (!existsSync(path))
    stop(
      'run-empty',
      { what: `${where} holds no run.`, why: `There is no ${FILES.state} in it, which is where a run keeps its weights.`, mend },
      { where },
    );
  const raw = decodeCheckpoint(readBytes(path));
  if ('malformed' in raw)
    return stop(
      'run-damaged',
      {
        what: `${path} cannot be read.`,
        why: `${raw.malformed.charAt(0).toUpperCase()}${raw.malformed.slice(1)}.`,
        mend: 'Train again, or use a copy of the run.',
      },
      { where: path },
    );
  const summary = readJson(join(folder, FILES.summary));
  const data = isRecord(summary) && Array.isArray(summary['data']) ? summary['data'].filter((d): d is string => typeof d === 'string') : [];
  const name = isRecord(summary) && typeof summary['graph'] === 'string' ? summary['graph'] : basename(resolve(folder));
  return { folder, raw, data, losses: readLosses(join(folder, FILES.metrics), raw.step), name };
}

const isRecord = (x: unknown): x is Readonly<Record<string, unknown>> => typeof x === 'object' && x !== null && !Array.isArray(x);
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
const readJson = (path: string): unknown => (existsSync(path) ? parse(new TextDecoder().decode(readBytes(path))) : undefined);

/** Lines past the checkpoint belong to steps that will be taken again. */
function readLosses(path: string, until: number): readonly LossPoint[] {
  if (!existsSync(path)) return [];
  return new TextDecoder()
    .decode(readBytes(path))
    .split('\n')
    .flatMap((line) => {
      const point = parse(line);
      if (!isRecord(point) || typeof point['step'] !== 'number' || point['step'] > until) return [];
      const values = Object.entries(point).filter((e): e is [string, number] => e[0] !== 'step' && typeof e[1] === 'number');
      return [{ step: point['step'], values: Object.fromEntries(values) }];
    });
}

/** Losses as the JSON of metrics.jsonl and of --json has them: objectives by their name, monitors as "<objective>.<part>". */
export const flat = (p: LossPoint): Readonly<Record<string, number>> => ({ step: p.step, ...plain(p.values) });
/** Programs call the loss of an objective "loss.<objective>", or "loss.<objective>.<output>" where it has several. */
export const plain = (values: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(values).map(([name, x]) => [name.replace(/^loss\./, ''), x]));
/** The objectives alone. */
export const objectives = (values: Readonly<Record<string, number>>): readonly (readonly [string, number])[] =>
  Object.entries(plain(Object.fromEntries(Object.entries(values).filter(([name]) => /^loss\.|^[^.]*$/.test(name)))));

/** Weights and losses so far; each file is whole at every moment. */
export function saveProgress(folder: string, c: Checkpoint, compiled: Compiled, losses: readonly LossPoint[]): void {
  writeSafely(join(folder, FILES.metrics), losses.map((p) => `${JSON.stringify(flat(p))}\n`).join(''));
  writeSafely(
    join(folder, FILES.weights),
    encodeTensors({ tensors: finalWeights(c, compiled), metadata: { format: 'wellspring-weights', step: String(c.step) } }),
  );
  writeSafely(join(folder, FILES.state), encodeCheckpoint(c, compiled));
}
/** By parameter name; the averages where they are kept, since those are what sampling uses. */
function finalWeights(c: Checkpoint, compiled: Compiled): ReadonlyMap<string, Tensor> {
  return new Map(
    compiled.vectors.flatMap((v) => {
      const data = c.vectors.get(averageName(v.name)) ?? c.vectors.get(weightsName(v.name));
      return data ? [...named(v, data)] : [];
    }),
  );
}
