/** Training until a number is low enough. */
import type { MetricPoint, Steering } from './protocol.ts';

/** Values a mean is taken over: one lucky batch is no goal reached. */
const OVER = 20;

export class Target {
  private values: number[] = [];
  constructor(private readonly wanted: NonNullable<Steering['target']>) {}

  /** The mean that reached the goal, where it did. */
  reached(points: readonly MetricPoint[]): number | undefined {
    this.values = [...this.values, ...points.flatMap((p) => p.values[this.wanted.name] ?? [])].slice(-OVER);
    const mean = this.values.reduce((a, v) => a + v, 0) / this.values.length;
    return this.values.length === OVER && mean <= this.wanted.value ? mean : undefined;
  }
}
