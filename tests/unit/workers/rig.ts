/** An engine on a Node host whose backends outlive it and whose device can be lost, and what it says. */
import type { Host, OpenBackend } from '../../../src/runtime/backends/backend.ts';
import { nodeHost } from '../../../src/runtime/backends/node.ts';
import { decodeCheckpoint } from '../../../src/runtime/checkpoint.ts';
import { writeFile } from '../../../src/graph/file.ts';
import type { Graph } from '../../../src/graph/model.ts';
import { LocalEngine } from '../../../src/workers/engine.ts';
import type {
  EngineEvents,
  Examined,
  MetricPoint,
  Probes,
  RunRequest,
  RunState,
  RunStatus,
  Streamed,
  Views,
} from '../../../src/workers/protocol.ts';

export interface WatchedHost extends Host {
  /** Opens and closes so far. */
  readonly opened: () => number;
  readonly closed: () => number;
  /** Buffers alive on all backends it ever opened. */
  readonly buffers: () => number;
  /** Settles the `lost` promise of the latest backend. */
  lose(why: string): void;
  /** From now on nothing opens. */
  refuse(why: string): void;
}
/** TF.js's wasm backend cannot be lost, so here it is only said to be. */
export function watchedHost(): WatchedHost {
  const inner = nodeHost();
  const kept = new Map<string, Awaited<ReturnType<Host['open']>>>();
  let [opened, closed] = [0, 0];
  let lose: (why: string) => void = () => undefined;
  let refused: string | undefined;
  return {
    order: inner.order,
    open: async (target, explicit) => {
      if (refused !== undefined) return { refused };
      const got = kept.get(target) ?? (await inner.open(target, explicit));
      kept.set(target, got);
      if ('refused' in got) return got;
      opened++;
      const backend: OpenBackend = { ...got, lost: new Promise((done) => (lose = done)), close: () => void closed++ };
      return backend;
    },
    opened: () => opened,
    closed: () => closed,
    buffers: () => [...kept.values()].reduce((n, b) => n + ('refused' in b ? 0 : b.backend.numDataIds()), 0),
    lose: (why) => lose(why),
    refuse: (why) => {
      refused = why;
    },
  };
}

export interface Heard extends EngineEvents {
  readonly statuses: RunStatus[];
  readonly points: MetricPoint[];
  readonly pictures: Views[];
  readonly probes: Probes[];
  readonly texts: Streamed[];
  readonly examined: Examined[];
  readonly checkpoints: { readonly step: number; readonly bytes: Uint8Array }[];
  readonly states: () => readonly RunState[];
  /** Resolves at the next status that is so. */
  until(holds: (s: RunStatus) => boolean): Promise<RunStatus>;
  /** Resolves at the next status in this state. */
  state(state: RunState): Promise<RunStatus>;
}
export function listener(): Heard {
  const waiting = new Set<{ holds: (s: RunStatus) => boolean; done: (s: RunStatus) => void }>();
  const heard: Heard = {
    statuses: [],
    points: [],
    pictures: [],
    probes: [],
    texts: [],
    examined: [],
    checkpoints: [],
    states: () => heard.statuses.map((s) => s.state).filter((s, i, all) => s !== all[i - 1]),
    onStatus: (s) => {
      heard.statuses.push(s);
      for (const w of waiting)
        if (w.holds(s)) {
          waiting.delete(w);
          w.done(s);
        }
    },
    onMetrics: (p) => void heard.points.push(...p),
    onViews: (v) => void heard.pictures.push(v),
    onProbes: (p) => void heard.probes.push(p),
    onText: (t) => void heard.texts.push(t),
    onExamined: (e) => void heard.examined.push(e),
    onCheckpoint: (bytes, step) => void heard.checkpoints.push({ bytes, step }),
    until: (holds) => new Promise((done) => waiting.add({ holds, done })),
    state: (state) => heard.until((s) => s.state === state),
  };
  return heard;
}

export const request = (graph: Graph | string, o: Partial<RunRequest> = {}): RunRequest => ({
  graph: typeof graph === 'string' ? graph : writeFile(graph),
  seed: 0,
  steps: 40,
  backend: 'wasm',
  viewEvery: 0,
  checkpointEvery: 0,
  data: {},
  ...o,
});
/** Everything a checkpoint holds, by name, to compare bit for bit. */
export function contents(bytes: Uint8Array | undefined): Readonly<Record<string, unknown>> {
  if (!bytes) throw new Error('there is no checkpoint');
  const raw = decodeCheckpoint(bytes);
  if ('malformed' in raw) throw new Error(raw.malformed);
  return { step: raw.step, seed: raw.seed, updates: raw.updates, ...Object.fromEntries(raw.tensors) };
}
/** Trains a request to its end on an engine of its own. */
export async function straight(host: Host, r: RunRequest): Promise<{ readonly heard: Heard; readonly end: ReturnType<typeof contents> }> {
  const heard = listener();
  const engine = new LocalEngine(host);
  const { ok, diagnostics } = await engine.prepare(r, heard);
  if (!ok) throw new Error(diagnostics.map((d) => d.what).join('; '));
  const done = heard.state('done');
  await engine.train();
  await done;
  const end = contents(await engine.checkpoint());
  await engine.stop();
  return { heard, end };
}
