/** How far a training run is: a bar where a person watches, a line now and then elsewhere. */
import type { TaskProgress } from '../runtime/watching.ts';
import type { Terminal } from './terminal.ts';

const LINE_EVERY_MS = 10_000;
const BAR_EVERY_MS = 100;
const QUIET_MS = 1000;

export function duration(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${String(s % 60).padStart(2, '0')} s`;
  return `${Math.floor(s / 3600)} h ${String(Math.floor((s % 3600) / 60)).padStart(2, '0')} min`;
}
/** Four significant digits, without an exponent where there need not be one. */
export const figure = (x: number): string => {
  if (!Number.isFinite(x)) return String(x);
  const a = Math.abs(x);
  if (a !== 0 && (a < 1e-4 || a >= 1e7)) return x.toExponential(3);
  return String(Number(x.toPrecision(4)));
};

export interface Moment {
  readonly step: number;
  readonly total: number;
  readonly msPerStep: number;
  readonly losses: readonly (readonly [string, number])[];
}

export class Progress {
  private last = -Infinity;
  private drawn = false;
  constructor(
    private readonly terminal: Terminal,
    private readonly now: () => number = () => performance.now(),
  ) {}

  show(m: Moment, always = false): void {
    const { columns } = this.terminal;
    const t = this.now();
    if (!always && t - this.last < (columns === undefined ? LINE_EVERY_MS : BAR_EVERY_MS)) return;
    this.last = t;
    if (columns === undefined) this.terminal.err(`${facts(m)}\n`);
    else {
      this.terminal.err(`\r\u001b[2K${bar(m, columns)}`);
      this.drawn = true;
    }
  }
  /** Leaves the bar's line, so that other words can be written. */
  end(): void {
    if (this.drawn) this.terminal.err('\n');
    this.drawn = false;
  }
}

/** How far a long task is: nothing in its first second, then a line that is written over, or one now and then where nobody watches. */
export function taskProgress(terminal: Terminal, now: () => number = () => performance.now()): (p: TaskProgress) => void {
  const { columns } = terminal;
  let [task, last] = ['', 0];
  let shown = false;
  return (p) => {
    const t = now();
    if (p.task !== task) [task, last] = [p.task, t];
    const over = p.done >= 1;
    if (over ? !shown : t - last < (columns === undefined ? LINE_EVERY_MS : shown ? BAR_EVERY_MS : QUIET_MS)) return;
    last = t;
    shown = !over;
    if (columns === undefined) {
      if (!over) terminal.err(`${p.task}: ${Math.round(100 * p.done)} %\n`);
    } else terminal.err(over ? '\r\u001b[2K' : `\r\u001b[2K${p.task}: ${Math.round(100 * p.done)} %`);
  };
}

function facts(m: Moment): string {
  const left = (m.total - m.step) * m.msPerStep;
  return [
    `step ${m.step}/${m.total}`,
    ...m.losses.map(([name, x]) => `${name} ${figure(x)}`),
    ...(m.msPerStep > 0 ? [`${figure(m.msPerStep)} ms/step`] : []),
    ...(m.msPerStep > 0 && m.step < m.total ? [`${duration(left)} left`] : []),
  ].join('  ');
}
function bar(m: Moment, columns: number): string {
  const text = facts(m);
  const room = columns - text.length - 3;
  if (room < 10) return text.slice(0, columns - 1);
  const width = Math.min(30, room);
  const full = Math.round((width * m.step) / Math.max(1, m.total));
  return `${'█'.repeat(full)}${'░'.repeat(width - full)}  ${text}`;
}
