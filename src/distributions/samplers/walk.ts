/** What every sampler does: go down a ladder of noise levels, one turn of a loop a rung, with tables made on the host. */
import type { Builder } from '../../ir/builder.ts';
import { loop } from '../../ir/loop.ts';
import type { Val } from '../../ir/value.ts';
import type { Estimate } from '../prediction.ts';
import type { Level, LevelVals } from '../schedule.ts';

export interface Walk {
  readonly b: Builder;
  /** The node: names the turns and what a viewer follows. */
  readonly name: string;
  /** From the most noise to the data: one more than there are steps. */
  readonly ladder: readonly Level[];
  /** What the model believes of x at a noise level. */
  readonly estimate: (x: Val, level: LevelVals) => Estimate;
}
/** A number for each step from one rung to the next. */
export type Column = (from: Level, to: Level, step: number) => number;

/** The first carried value is x, and is what a viewer follows; the event shape is that of the data. */
export function walk(
  w: Walk,
  carried: readonly Val[],
  columns: readonly Column[],
  step: (carried: readonly Val[], from: LevelVals, c: readonly Val[]) => readonly Val[],
): readonly Val[] {
  const { b, ladder } = w;
  const n = ladder.length - 1;
  const turns = b.turns(w.name, n);
  const table = (f: Column): Val =>
    b.constant(
      Array.from({ length: n }, (_, i) => f(ladder[i]!, ladder[i + 1]!, i)),
      [],
      [turns],
    );
  const over = [(l: Level) => l.time, (l: Level) => l.alpha, (l: Level) => l.sigma, ...columns].map(table);
  return loop(
    b,
    turns,
    { carried, over, frames: { name: `${w.name}.x`, of: 0 } },
    ({ carried: now, over: [time, alpha, sigma, ...c] }) => ({
      carried: step(now, { time: time!, alpha: alpha!, sigma: sigma! }, c),
    }),
  ).carried;
}
/** scale_1 x_1 + scale_2 x_2 + … */
export const combine = (b: Builder, ...terms: readonly (readonly [Val, Val])[]): Val =>
  terms.map(([k, v]) => b.mul(k, v)).reduce((a, v) => b.add(a, v));
