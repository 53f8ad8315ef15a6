/** What every contender starts from: weights, batches and the noise of the first steps, in one file that Python can read too. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../src/compiler/compile.ts';
import type { Player } from '../../src/compiler/compiled.ts';
import { lower } from '../../src/compiler/lower/lower.ts';
import { parseFile } from '../../src/graph/file.ts';
import { resolveParams } from '../../src/nodes/params.ts';
import { NODES } from '../../src/nodes/registry.ts';
import { fillRandom } from '../../src/runtime/execute/random.ts';
import { inputsOf, columnOf } from '../../src/runtime/feed.ts';
import { initial } from '../../src/runtime/weights.ts';
import { type World, openWorld } from '../../src/runtime/world.ts';
import { CHECKED_STEPS, POOL, PROGRAMS, type ProgramName, SEED } from './programs.ts';

export interface Array32 {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}
export interface Fixture {
  readonly program: ProgramName;
  readonly rate: number;
  readonly epsilon: number;
  /** Weights by name, filters as [height, width, in, out]. */
  readonly weights: ReadonlyMap<string, Array32>;
  readonly batches: readonly Array32[];
  /** Standard normal numbers for the latent, one array for each checked step. */
  readonly noise: readonly Array32[];
}
/** The drawing, compiled. */
export function drawn(program: ProgramName, root: string) {
  const graph = readFileSync(join(root, 'templates', `${PROGRAMS[program]}.wellspring.json`), 'utf8');
  const parsed = parseFile(graph).graph;
  if (!parsed) throw new Error(`${PROGRAMS[program]} does not parse`);
  const world = openWorld(parsed, new Map());
  const compiled = compile(parsed, world.environment);
  const [player] = compiled.learn.players;
  if (!player) throw new Error(`${PROGRAMS[program]} has nothing to learn`);
  const optimiser = parsed.nodes.find((n) => n.id === player.optimiser);
  const { rate, epsilon } = resolveParams(NODES.get('Optimiser')!.params, optimiser?.params ?? {});
  return { graph, world, compiled, player, rate: Number(rate), epsilon: Number(epsilon) };
}
/** The Dataset node whose column x the program reads. */
function dataOf(player: Player, world: World) {
  for (const input of inputsOf(player.program)) {
    const at = columnOf(input);
    const source = at && world.sources.get(at.node);
    const column = at && source?.columns[at.column];
    if (source && column) return { source, column: at.column, shape: column.space.shape };
  }
  throw new Error('the program reads no data');
}
/** The numbers our program draws for its one random value at the first steps. */
function noiseOf(player: Player): readonly Array32[] {
  const lowered = lower(player.program, { target: 'cpu', batch: player.batch });
  const draws = lowered.sources.flatMap(({ register, source }) => (source.kind === 'random' ? [{ register, source }] : []));
  const [draw] = draws;
  if (!draw || draws.length > 1) throw new Error('the program should draw one random value');
  const shape = lowered.shapes[draw.register]!;
  return Array.from({ length: CHECKED_STEPS }, (_, step) => {
    const data = new Float32Array(shape.reduce((n, d) => n * d, 1));
    fillRandom(data, draw.source.law, SEED, draw.source.stream, step);
    return { shape, data };
  });
}
export function makeFixture(program: ProgramName, root: string): Fixture {
  const { world, compiled, player, rate, epsilon } = drawn(program, root);
  const { source, column, shape } = dataOf(player, world);
  const batches = Array.from({ length: POOL }, (_, step) => ({
    shape: [player.batch, ...shape],
    data: source.batch(SEED, step, player.batch).columns[column]!,
  }));
  const trained = compiled.params.filter((slot) => player.trained.includes(slot.name));
  const weights = new Map(trained.map((slot) => [slot.name, { shape: slot.event, data: initial(slot, SEED) }]));
  return { program, rate, epsilon, weights, batches, noise: noiseOf(player) };
}

// ---- files
interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  /** In numbers, not bytes. */
  readonly offset: number;
}
interface Index {
  readonly program: ProgramName;
  readonly rate: number;
  readonly epsilon: number;
  readonly entries: readonly Entry[];
}
const INDEX = 'fixture.json';
const NUMBERS = 'fixture.bin';

/** Two files: an index in JSON and every number in float32, little-endian. */
export function writeFixture(f: Fixture, folder: string): void {
  const named: (readonly [string, Array32])[] = [
    ...[...f.weights].map(([name, a]) => [`weights/${name}`, a] as const),
    ...[...f.weights].map(([name, a]) => [`channels-first/${name}`, channelsFirst(name, a)] as const),
    ...f.batches.map((a, i) => [`batches/${i}`, a] as const),
    ...f.noise.map((a, i) => [`noise/${i}`, a] as const),
  ];
  let offset = 0;
  const entries = named.map(([name, { shape, data }]) => {
    const entry = { name, shape, offset };
    offset += data.length;
    return entry;
  });
  const all = new Float32Array(offset);
  named.forEach(([, { data }], i) => all.set(data, entries[i]!.offset));
  writeFileSync(join(folder, NUMBERS), all);
  const index: Index = { program: f.program, rate: f.rate, epsilon: f.epsilon, entries };
  writeFileSync(join(folder, INDEX), JSON.stringify(index));
}
/** @param layout which of the two sets of weights to read */
export function readFixture(folder: string, layout: 'weights' | 'channels-first' = 'weights'): Fixture {
  const index: Index = JSON.parse(readFileSync(join(folder, INDEX), 'utf8'));
  const bytes = readFileSync(join(folder, NUMBERS));
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const under = (prefix: string): readonly (readonly [string, Array32])[] =>
    index.entries
      .filter((e) => e.name.startsWith(`${prefix}/`))
      .map((e) => {
        const n = e.shape.reduce((m, d) => m * d, 1);
        return [e.name.slice(prefix.length + 1), { shape: e.shape, data: all.slice(e.offset, e.offset + n) }] as const;
      });
  const { program, rate, epsilon } = index;
  const [batches, noise] = ['batches', 'noise'].map((name) => under(name).map(([, a]) => a));
  return { program, rate, epsilon, weights: new Map(under(layout)), batches: batches!, noise: noise! };
}

// ---- the same weights for libraries that keep channels before rows and columns
/** Side and channels of the image that the dense layers of conv-vae read and write flattened. */
const INNER = { side: 7, channels: 64 } as const;

/** Filters become [out, in, height, width]; dense layers beside a flattened image have its numbers in the other order. */
function channelsFirst(name: string, a: Array32): Array32 {
  const { side, channels } = INNER;
  const flat = side * side * channels;
  if (a.shape.length === 4) return permuted(a, [3, 2, 0, 1]);
  const at = a.shape.indexOf(flat);
  if (at < 0 || !/\.(hidden|first)\./.test(name)) return a;
  const image = [side, side, channels];
  const split = { shape: [...a.shape.slice(0, at), ...image, ...a.shape.slice(at + 1)], data: a.data };
  const order = split.shape.map((_, i) => i);
  order.splice(at, 3, at + 2, at, at + 1);
  return { shape: a.shape, data: permuted(split, order).data };
}
function permuted(a: Array32, order: readonly number[]): Array32 {
  const strides = a.shape.map((_, i) => a.shape.slice(i + 1).reduce((n, d) => n * d, 1));
  const shape = order.map((i) => a.shape[i]!);
  const data = new Float32Array(a.data.length);
  const index = shape.map(() => 0);
  for (let k = 0; k < data.length; k++) {
    data[k] = a.data[order.reduce((n, from, i) => n + strides[from]! * index[i]!, 0)]!;
    for (let i = shape.length - 1; i >= 0 && ++index[i]! === shape[i]; i--) index[i] = 0;
  }
  return { shape, data };
}
