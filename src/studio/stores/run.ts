/** The run as the page knows it: status, metrics, the film of views. The weights are the worker's. */
import { create } from 'zustand';
import type { Diagnostic } from '../../graph/diagnostic.ts';
import {
  type Drawn,
  type Examined,
  type MetricPoint,
  type Probed,
  type RunStatus,
  type Steering,
  type Streamed,
  UNSTEERED,
  type Views,
} from '../../workers/protocol.ts';

export interface RunStateOfPage {
  readonly status: RunStatus;
  /** In the history of runs. */
  readonly id: string | undefined;
  /** The drawing the run was prepared with, as the text of a file. */
  readonly text: string | undefined;
  /** Its content. */
  readonly content: string | undefined;
  readonly metrics: readonly MetricPoint[];
  readonly film: readonly Views[];
  /** What the nodes in view held when they were last looked at. */
  readonly probed: { readonly step: number; readonly byNode: ReadonlyMap<string, Probed> } | undefined;
  /** Text that is being drawn. */
  readonly streamed: Streamed | undefined;
  /** Samples drawn from other noise than the film’s, of its newest frame, and how often that was asked for. */
  readonly drawn: (Drawn & { readonly pass: number }) | undefined;
  /** The last answers to what was asked of nodes and wires. */
  readonly times: Examined['times'];
  readonly carried: ReadonlyMap<string, Examined['carried'][number] & { readonly step: number }>;
  readonly diagnostics: readonly Diagnostic[];
  /** Number of parameters the engine reported. */
  readonly params: number;
  readonly startedAt: number | undefined;
  readonly steering: Steering;
  /** Moments at which something about the run was changed, and what. */
  readonly marks: readonly { readonly step: number; readonly text: string }[];
}
const IDLE: RunStatus = { state: 'idle', step: 0, total: 0, msPerStep: 0 };
export const FRESH: RunStateOfPage = {
  status: IDLE,
  id: undefined,
  text: undefined,
  content: undefined,
  metrics: [],
  film: [],
  probed: undefined,
  streamed: undefined,
  drawn: undefined,
  times: undefined,
  carried: new Map(),
  diagnostics: [],
  params: 0,
  startedAt: undefined,
  steering: UNSTEERED,
  marks: [],
};
/** Whether the last look at the nodes is at least as young as a frame: a short run may end before another look. */
export const isNewer = (look: { readonly step: number } | undefined, frame: { readonly step: number } | undefined): boolean =>
  look !== undefined && look.step >= (frame?.step ?? 0);

export const useRun = create<RunStateOfPage>()(() => FRESH);

const MOST_POINTS = 4000;
const MOST_FRAMES = 48;

/** Halves what is old when there is too much: recent steps stay dense, early ones thin out. */
export function addMetrics(have: readonly MetricPoint[], more: readonly MetricPoint[]): readonly MetricPoint[] {
  const first = more[0];
  if (!first) return have;
  // After a restart from a checkpoint some steps come again.
  const kept = have.filter((p) => p.step < first.step);
  const all = [...kept, ...more];
  if (all.length <= MOST_POINTS) return all;
  const half = all.length >> 1;
  return [...all.slice(0, half).filter((_, i) => i % 2 === 0), ...all.slice(half)];
}
/** Outputs whose last figures are kept. */
const MOST_CARRIED = 24;
/** What was not asked for this time stays as it was told last. */
export function addExamined(s: Pick<RunStateOfPage, 'times' | 'carried'>, e: Examined): Pick<RunStateOfPage, 'times' | 'carried'> {
  const fresh = e.carried.map((c) => [c.output, { ...c, step: e.step }] as const);
  const kept = [...s.carried].filter(([output]) => !e.carried.some((c) => c.output === output));
  return { times: e.times ?? s.times, carried: new Map([...kept, ...fresh].slice(-MOST_CARRIED)) };
}

/** The film keeps its first and newest frames and thins out evenly between them. */
export function addFrame(film: readonly Views[], views: Views): readonly Views[] {
  // how the newest samples came about is enough; of older ones only the samples stay
  const before = film.filter((v) => v.step < views.step).map((v) => (Object.keys(v.chains).length > 0 ? { ...v, chains: {} } : v));
  const all = [...before, views];
  return all.length <= MOST_FRAMES ? all : all.filter((_, i) => i % 2 === 0 || i === all.length - 1);
}

/** The frame the slider is at, or the newest. */
export function frameAt(film: readonly Views[], step: number | undefined): Views | undefined {
  if (step === undefined) return film.at(-1);
  return film.findLast((v) => v.step <= step) ?? film[0];
}
