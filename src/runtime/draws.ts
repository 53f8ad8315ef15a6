/** Samples to look at: from fixed noise, with how a chain came to them and what each symbol of a text was worth to the model. */
import type { Compiled } from '../compiler/compiled.ts';
import { spaceOf } from '../compiler/plane.ts';
import type { Batch } from '../data/source.ts';
import type { Graph } from '../graph/model.ts';
import { type Space, eventOf, numel } from '../graph/space.ts';
import { affordable, cost, overhead } from './budget.ts';
import { type Sources, cut } from './feed.ts';
import type { Chain, Picture, Samples, Streamed } from './shown.ts';
import type { Result, Tasks } from './tasks.ts';
import type { Frame } from './watching.ts';

export type OnText = (text: Streamed) => void;
export interface Drawable {
  readonly graph: Graph;
  readonly compiled: Compiled;
  readonly sources: Sources;
  readonly tasks: Tasks;
  readonly seed: number;
}
const POINTS = 1000;
const IMAGES = 64;
/** Sequences are drawn symbol by symbol, and nobody reads more. */
const TEXTS = 16;
/** Frames of a chain, and numbers that all of them together may hold. */
const FRAMES = 24;
const FRAME_NUMBERS = 200_000;
/** Samples that are drawn twice at least, and the operations that more of them may take. */
const LEAST_RAW = 16;
const RAW_OPERATIONS = 2e9;

const isImage = (s: Space | undefined): boolean => s?.layout === 'image' || s?.shape.length === 3;
const isText = (s: Space | undefined): boolean => s?.values.kind === 'tokens' && s.shape.length === 1;
/** Names of the tokens a variable is made of, from the column it is clamped to. */
function symbolsOf(graph: Graph, sources: Sources, variable: string): readonly string[] | undefined {
  const wire = graph.wires.find((w) => w.to.node === variable && w.to.port === 'data');
  return wire && sources.get(wire.from.node)?.labels?.[wire.from.port];
}
/** Index of the greatest of k numbers. */
function greatest(data: Float32Array, at: number, k: number): number {
  let best = 0;
  for (let j = 1; j < k; j++) if (data[at + j]! > data[at + best]!) best = j;
  return best;
}
/** A result as a picture: one-hot tokens become indices, means of tokens stay probabilities of no shape and are left out. */
function picture(space: Space, r: Result, n: number): Picture | undefined {
  if (r.plates.length > 0) return undefined;
  if (space.values.kind !== 'tokens') return { space, data: r.data, n };
  const { k } = space.values;
  return { space, data: Float32Array.from({ length: r.data.length / k }, (_, i) => greatest(r.data, i * k, k)), n };
}

/** How many are drawn where nothing speaks against it. */
function usual({ compiled, graph }: Pick<Drawable, 'compiled' | 'graph'>): number {
  const observed = graph.nodes.filter((n) => n.kind === 'Observed').map((n) => spaceOf(compiled, n.id));
  return observed.some(isImage) ? IMAGES : observed.some(isText) ? TEXTS : POINTS;
}
/** Operations that drawing them all takes. */
export function drawingWork(v: Pick<Drawable, 'compiled' | 'graph'>): number {
  const { program } = v.compiled.sample;
  return program ? usual(v) * cost(program) + overhead(program) : 0;
}
export interface DrawOptions {
  /** Another one draws from other noise. */
  readonly pass?: number;
  /** Of the usual number of samples: the first of them are the same. */
  readonly share?: number;
  /** Draw none by raw weights beside them. */
  readonly plain?: boolean;
  /** Told of a text while it is drawn, where that takes long. */
  readonly onText?: OnText | undefined;
}
export async function drawSamples(v: Drawable, o: DrawOptions = {}): Promise<Samples> {
  const { compiled, sources, tasks, seed, graph } = v;
  if (!tasks.available('sample')) return { samples: {}, chains: {} };
  const n = Math.ceil((o.share ?? 1) * usual(v));
  const batches = new Map([...sources].map(([node, s]) => [node, s.heldOut(seed, n)]));
  const count = Math.min(n, ...(compiled.sample.needs.length ? [...batches.values()].map((b) => b.n) : []));
  const chains: Record<string, Chain> = {};
  const logs = new Map<string, Float32Array>();
  /** The variables that a chain's frames are of, with their spaces. */
  const drawnBy = (name: string): readonly (readonly [string, Space])[] =>
    graph.nodes.flatMap((x) => {
      const space = name.split('.')[0] === sourceOf(graph, x.id) ? spaceOf(compiled, x.id) : undefined;
      return space ? [[x.id, space] as const] : [];
    });
  const onFrames = (frames: readonly Frame[], examples: number): void => {
    for (const name of new Set(frames.map((f) => f.name)))
      for (const [id, space] of drawnBy(name)) {
        const made = frames.filter((f) => f.name === name);
        const told = textOf(space, made.at(-1)!, examples);
        const chain = told ? undefined : chainOf(space, made, examples);
        if (told) logs.set(id, told.logs);
        if (chain) chains[id] = chain;
      }
  };
  const symbols = (variable: string): readonly string[] | undefined => symbolsOf(graph, sources, variable);
  const onFrame = (f: Frame, examples: number): void => {
    for (const [variable, space] of drawnBy(f.name)) {
      const told = isText(space) ? textOf(space, f, examples) : undefined;
      if (told)
        o.onText?.({ variable, turn: f.turn, turns: f.turns, picture: { space, n: examples, ...told, symbols: symbols(variable) } });
    }
  };
  const drawn = await tasks.run('sample', count, batches, {
    pass: o.pass ?? 0,
    frames: FRAMES,
    onFrames,
    ...(o.onText && { onFrame }),
  });
  const pictures = (results: Readonly<Record<string, Result>>, of: number): Record<string, Picture> =>
    Object.fromEntries(
      Object.entries(results).flatMap(([name, r]) => {
        const space = spaceOf(compiled, name.replace(/\.mean$/, ''));
        const p = space && !(name.endsWith('.mean') && space.values.kind === 'tokens') ? picture(space, r, of) : undefined;
        return p ? [[name, p.space.values.kind === 'tokens' ? { ...p, symbols: symbols(name) } : p]] : [];
      }),
    );
  const samples = pictures(drawn, count);
  for (const [name, told] of logs) if (samples[name]) samples[name] = { ...samples[name], logs: told };
  if (!tasks.averages || o.plain) return { samples, chains };
  const again = Math.min(count, affordable(count, LEAST_RAW, cost(compiled.sample.program!), RAW_OPERATIONS));
  const first = new Map<string, Batch>([...batches].map(([node, b]) => [node, b.n > again ? cut(b, again) : b]));
  const raw = await tasks.run('sample', again, first, { pass: o.pass ?? 0, raw: true });
  return { samples, chains, raw: pictures(raw, again) };
}
/** The node wired to a variable's p. */
const sourceOf = (graph: Graph, variable: string): string | undefined =>
  graph.wires.find((w) => w.to.node === variable && w.to.port === 'p')?.from.node;
/** Tokens that carry their log-probability behind them, as Autoregressive draws them. */
function textOf(space: Space, { data }: Frame, examples: number): (Pick<Picture, 'data'> & { readonly logs: Float32Array }) | undefined {
  if (space.values.kind !== 'tokens') return undefined;
  const { k } = space.values;
  const n = examples * numel(space.shape);
  if (data.length !== n * (k + 1)) return undefined;
  return {
    data: Float32Array.from({ length: n }, (_, i) => greatest(data, i * (k + 1), k)),
    logs: Float32Array.from({ length: n }, (_, i) => data[i * (k + 1) + k]!),
  };
}
/** A diffusion walks from -1 to 1 where the values go from 0 to 1, and a view is of the values. Its frames are called "<node>.x". */
const inRange = ({ values }: Space, frames: string): ((data: Float32Array) => Float32Array) =>
  values.kind === 'unit' && frames.endsWith('.x') ? (data) => data.map((v) => (v + 1) / 2) : (data) => data;
/** Frames that are values of the variable themselves; of so many examples as are worth keeping. */
function chainOf(space: Space, frames: readonly Frame[], examples: number): Chain | undefined {
  const [first] = frames;
  if (!first) return undefined;
  const width = first.data.length / examples;
  if (width !== numel(eventOf(space))) return undefined;
  const n = Math.min(examples, Math.max(4, Math.floor(FRAME_NUMBERS / (width * frames.length))));
  const seen = inRange(space, first.name);
  return {
    turns: first.turns,
    frames: frames.flatMap((f) => {
      const r: Result = { data: seen(f.data.slice(0, n * width)), plates: [], event: eventOf(space), width };
      const p = picture(space, r, n);
      return p ? [{ turn: f.turn, picture: p }] : [];
    }),
  };
}
