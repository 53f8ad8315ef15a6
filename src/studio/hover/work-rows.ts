/** What a node costs, in rows: parameters, arithmetic, time. No React. */
import type { Compiled } from '../../compiler/compiled.ts';
import { type Work, isWithin, workAt, workOfTurns } from '../../compiler/work.ts';
import type { BackendName, Examined, RunState, StepTimes } from '../../workers/protocol.ts';
import { countOf, figure, short } from '../facts.ts';
import { BACKENDS } from '../header/backend-names.ts';

export interface Row {
  readonly name: string;
  readonly value: string;
  /** In small print behind it. */
  readonly beside?: string | undefined;
  /** What exactly it is. */
  readonly meaning: string;
}
/** 0.3125 -> "31 %"; what is there and too little to see is told from nothing. */
export function percent(share: number): string {
  if (!(share > 0)) return '0 %';
  return share < 0.01 ? 'under 1 %' : `${Math.round(100 * share)} %`;
}

/** @param name the full name of a node or a group */
export function workRows(compiled: Compiled, name: string): readonly Row[] {
  const own = countOf(compiled, name) ?? 0;
  const phases = workOfTurns(compiled);
  const rows: Row[] = [
    {
      name: 'Parameters',
      value: own === 0 ? 'none' : short(own),
      meaning: own === 0 ? 'It has no numbers that learning moves' : `${own} numbers of its own that learning moves or reads`,
    },
  ];
  for (const [phase, all] of phases) {
    const mark = phases.size > 1 ? `, phase ${phase}` : '';
    rows.push(...arithmetic(workAt(all, name), mark));
  }
  return rows;
}
function arithmetic(w: Work, mark: string): readonly Row[] {
  const rows: Row[] = [];
  if (w.value + w.gradient > 0)
    rows.push({
      name: `Multiply-adds${mark}`,
      value: short(w.value + w.gradient),
      beside: `per example: ${short(w.value)} forward, ${short(w.gradient)} backward`,
      meaning: 'Multiply-adds of its matrix products and convolutions, in one training step, for one example of the batch',
    });
  if (w.other > 0)
    rows.push({
      name: `Other arithmetic${mark}`,
      value: `about ${short(Math.round(w.other))}`,
      beside: 'operations per example',
      meaning: 'Operations element by element and in sums, in one training step, for one example of the batch: an estimate',
    });
  if (w.once > 0)
    rows.push({
      name: `Once a step${mark}`,
      value: `about ${short(Math.round(w.once))}`,
      beside: 'operations, whatever the batch',
      meaning: 'Operations that do not grow with the batch, such as an optimiser’s update: an estimate',
    });
  if (rows.length === 0)
    rows.push({ name: `Arithmetic${mark}`, value: 'none', meaning: 'No operation of a training step is counted at this node' });
  return rows;
}

/** What is known of the run when a share is told. */
export interface Timed {
  readonly times: Examined['times'];
  readonly state: RunState;
  readonly backend: BackendName | undefined;
  /** The run is of another drawing than the one on the canvas. */
  readonly stale: boolean;
}
/** Is there a run in the worker that will answer? */
export const answers = ({ state, backend }: Pick<Timed, 'state' | 'backend'>): boolean =>
  state === 'training' || (backend !== undefined && (state === 'paused' || state === 'done'));
export interface TimeRow extends Row {
  /** Of a step, where it was measured. */
  readonly share?: number | undefined;
}
const NAME = 'Time';
const MEANING = 'Share of the time of one training step, measured';
const waits = (value: string, beside?: string): TimeRow => ({ name: NAME, value, beside, meaning: MEANING });

export function timeRow(name: string, { times, state, backend, stale }: Timed): TimeRow {
  if (!times) return answers({ state, backend }) ? waits('measuring…') : waits('not measured yet', 'Train or Step (.) measures it');
  const where = backend ? BACKENDS[backend] : 'this backend';
  if ('unmeasured' in times) return waits(`not measured on ${where}`, times.unmeasured);
  const { value, gradient, found } = spentBy(times, name);
  if (!found) return stale ? waits('not measured', 'the drawing has changed since the run began') : waits('none of a step');
  const whole = times.by === 'clock' ? 'a step' : 'a step’s kernels';
  return {
    name: NAME,
    share: (value + gradient) / times.ms,
    value: `${percent((value + gradient) / times.ms)} of ${whole}`,
    beside: `${milliseconds(value + gradient)} of ${milliseconds(times.ms)}${gradient > 0 ? `: ${milliseconds(value)} forward, ${milliseconds(gradient)} backward` : ''}`,
    meaning: [
      times.by === 'clock'
        ? `Measured by the clock over ${times.turns} steps on ${where}`
        : `Timestamps of the graphics card over ${times.turns} steps on ${where}: what runs on it, not the waiting between`,
      times.shared ? 'Kernels that do the work of several nodes are shared out evenly among their operations' : '',
    ]
      .filter(Boolean)
      .join('. '),
  };
}
function spentBy(times: StepTimes, name: string): { readonly value: number; readonly gradient: number; readonly found: boolean } {
  const mine = Object.entries(times.nodes).filter(([node]) => isWithin(node, name));
  return {
    value: mine.reduce((s, [, t]) => s + t.value, 0),
    gradient: mine.reduce((s, [, t]) => s + t.gradient, 0),
    found: mine.length > 0,
  };
}
/** 0.0042 -> "4.2 µs", 1.352 -> "1.35 ms" */
export function milliseconds(ms: number): string {
  return ms > 0 && ms < 0.1 ? `${figure(1000 * ms, 2)} µs` : ms < 1000 ? `${figure(ms)} ms` : `${figure(ms / 1000)} s`;
}
