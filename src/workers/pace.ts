/** How many steps to enqueue before losses are read back, and how long a step takes. */

/** Milliseconds between two readings: often enough to look alive, seldom enough not to slow the device. */
const BURST_MS = 120;
const MOST_STEPS = 50;
const MEMORY = 9;

export class Pace {
  private started = 0;
  private readonly recent: number[] = [];

  /** Median milliseconds a step of the latest bursts; 0 before the first. */
  get msPerStep(): number {
    const sorted = this.recent.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  }
  /**
   * Takes steps for about BURST_MS, stopping where something falls due.
   * @param every numbers of steps at whose multiples something falls due; 0 means never
   */
  burst(
    more: () => boolean,
    take: (report: boolean) => void,
    at: number,
    every: readonly number[],
  ): { taken: number; due: (every: number) => boolean } {
    this.started = performance.now();
    // a graphics card takes steps into a queue at once and works them off later, so the clock of the enqueuing says little
    const most = this.msPerStep > 0 ? Math.min(MOST_STEPS, Math.max(1, Math.round(BURST_MS / this.msPerStep))) : 1;
    let step = at;
    const isDue = (n: number): boolean => n > 0 && step % n === 0;
    do {
      // early losses are all kept, later ones thinned by the chart anyway
      take(true);
      step++;
    } while (more() && step - at < most && performance.now() - this.started < BURST_MS && !every.some(isDue));
    return { taken: step - at, due: isDue };
  }
  /** The losses of a burst have arrived: the device has done its work. */
  flushed(steps: number): void {
    this.recent.push((performance.now() - this.started) / steps);
    if (this.recent.length > MEMORY) this.recent.shift();
  }
}
