/** A drawing, its data and a device, put together the way the engine does, for tests that look inside a run. */
import { readFileSync, readdirSync } from 'node:fs';
import { compile } from '../../../src/compiler/compile.ts';
import type { Compiled } from '../../../src/compiler/compiled.ts';
import type { DataSource } from '../../../src/data/source.ts';
import { parseFile, writeFile } from '../../../src/graph/file.ts';
import { type Graph, type Params, emptyGraph } from '../../../src/graph/model.ts';
import { NODES } from '../../../src/nodes/registry.ts';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint, fit } from '../../../src/runtime/checkpoint.ts';
import type { Device } from '../../../src/runtime/execute/device.ts';
import { Tasks } from '../../../src/runtime/tasks.ts';
import { Trainer } from '../../../src/runtime/trainer.ts';
import { initialVectors } from '../../../src/runtime/weights.ts';
import { openWorld } from '../../../src/runtime/world.ts';
import { type Nodes, wiresOf } from '../../drawings/notation.ts';

const FOLDER = new URL('../../../templates/', import.meta.url);
const SUFFIX = '.wellspring.json';

/** Names of all templates. */
export const TEMPLATES: readonly string[] = readdirSync(FOLDER)
  .filter((f) => f.endsWith(SUFFIX))
  .map((f) => f.slice(0, -SUFFIX.length))
  .sort();
export const templateText = (name: string): string => readFileSync(new URL(name + SUFFIX, FOLDER), 'utf8');
export function template(name: string): Graph {
  const { graph, diagnostics } = parseFile(templateText(name));
  if (!graph) throw new Error(`${name}: ${diagnostics.map((d) => d.what).join('; ')}`);
  return graph;
}
/** A drawing from nodes by id and wires in the notation of tests/drawings. */
export const drawing = (nodes: Nodes, wires: string): Graph => ({
  ...emptyGraph('test'),
  nodes: Object.entries(nodes).map(([id, [kind, params = {}]], i) => ({
    id,
    kind,
    version: NODES.get(kind)?.version ?? 1,
    params,
    position: { x: 200 * i, y: 0 },
  })),
  wires: wiresOf(wires),
});
/** The same drawing with other settings of some nodes. */
export const tuned = (g: Graph, changes: Readonly<Record<string, Params>>): Graph => ({
  ...g,
  nodes: g.nodes.map((n) => ({ ...n, params: { ...n.params, ...changes[n.id] } })),
});
/** Kinds that make a step some hundred times as long. */
const HEAVY: readonly string[] = ['ConvNet', 'UNet', 'Squeeze', 'PixelCNN', 'GPT', 'LSTM'];
export const isHeavy = (g: Graph): boolean => g.nodes.some((n) => HEAVY.includes(n.kind));
/** Settings of a thin one of each kind: the same ops on fewer numbers. Couplings and splits have convolutions of their own where they move images. */
const THIN: Readonly<Record<string, (channels: readonly number[]) => Params>> = {
  ConvNet: (channels) => ({ channels, hidden: 2 * channels.at(-1)! }),
  UNet: (channels) => ({ channels: channels.map((c) => 2 * c), embedding: 8 }),
  Coupling: (channels) => ({ channels: channels[0]! }),
  SplineCoupling: (channels) => ({ channels: channels[0]! }),
  Split: (channels) => ({ channels: channels[0]! }),
  PixelCNN: (channels) => ({ channels: channels[0]!, layers: 2 }),
  GPT: (channels) => ({ size: 4 * channels[0]!, heads: 2, layers: 1 }),
  LSTM: (channels) => ({ size: 2 * channels[0]! }),
};
export const thinned = (g: Graph, channels: readonly number[]): Graph =>
  tuned(g, Object.fromEntries(g.nodes.flatMap((n) => (n.kind in THIN ? [[n.id, THIN[n.kind]!(channels)] as const] : []))));
/** The drawing with few and short chains, which take most of the time of a step that has any. */
export const withFewChains = (g: Graph): Graph =>
  tuned(g, Object.fromEntries(g.nodes.filter((n) => n.kind === 'ContrastiveDivergence').map((n) => [n.id, { chains: 8, steps: 2 }])));
/** The drawing with short samplers: every turn does what the others do. */
export const withFewTurns = (g: Graph): Graph => {
  const few = ({ kind, params }: Graph['nodes'][number]): Params => {
    if (kind === 'NoiseSchedule') return typeof params['levels'] === 'number' ? { levels: 12 } : {};
    if (kind !== 'Diffusion') return {};
    return { repeats: 2, odeSteps: 8, ...(typeof params['steps'] === 'number' && { steps: 5 }) };
  };
  return tuned(g, Object.fromEntries(g.nodes.map((n) => [n.id, few(n)] as const)));
};

export interface Rig {
  readonly graph: Graph;
  readonly text: string;
  readonly compiled: Compiled;
  readonly sources: ReadonlyMap<string, DataSource>;
  readonly device: Device;
  readonly seed: number;
  trainer(checkpoint?: Checkpoint): Trainer;
  tasks(trainer: Trainer): Tasks;
}
export interface RigOptions {
  readonly seed?: number;
  /** Examples a step; the optimisers' own where absent. */
  readonly batch?: number | undefined;
  /** Data by Dataset node id, in place of what the drawing names. */
  readonly data?: ReadonlyMap<string, DataSource>;
}
/** @throws Error when the drawing has mistakes: a test must not go on with half a model */
export function rig(graph: Graph, device: Device, { seed = 0, batch, data = new Map() }: RigOptions = {}): Rig {
  const { environment, sources } = openWorld(graph, data);
  const compiled = compile(graph, environment);
  const errors = compiled.diagnostics.filter((d) => d.severity === 'error');
  if (errors.length > 0) throw new Error(errors.map((d) => `${d.code}: ${d.what} ${d.why}`).join('\n'));
  const text = writeFile(graph);
  return {
    graph,
    text,
    compiled,
    sources,
    device,
    seed,
    trainer: (checkpoint) => new Trainer({ compiled, device, sources, seed, graph: text, checkpoint, batch }),
    tasks: (trainer) => new Tasks({ compiled, device, seed, state: () => trainer.state }),
  };
}
/** Takes n steps and reads their losses, failing on a number that is not finite. */
export async function losses(trainer: Trainer, n: number, name?: string): Promise<number[]> {
  const found: number[] = [];
  for (let i = 0; i < n; i++) {
    trainer.take();
    if (i % 50 < 49 && i < n - 1) continue;
    const { points, failure } = await trainer.flush();
    if (failure) throw new Error(`${failure.what} ${failure.why}`);
    for (const p of points) {
      const key = name ?? Object.keys(p.values).find((k) => k.startsWith('loss.'));
      found.push(p.values[key ?? '']!);
    }
  }
  return found;
}
/** The checkpoint after a trip through its bytes, as a file would hold it. */
export async function throughBytes(r: Rig, trainer: Trainer): Promise<Checkpoint> {
  const raw = decodeCheckpoint(encodeCheckpoint(await trainer.checkpoint(), r.compiled));
  if ('malformed' in raw) throw new Error(raw.malformed);
  const fitted = fit(raw, r.compiled, initialVectors(r.compiled, r.seed));
  if ('mismatch' in fitted) throw new Error(fitted.mismatch);
  return fitted;
}
