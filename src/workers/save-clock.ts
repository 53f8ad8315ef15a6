/** When a run is saved by the clock: where steps are slow, a checkpoint counted in steps would be minutes away. */

/** Milliseconds of training that a dead worker or a reload may cost, at first and later, unless saving takes more than a part in SHARE of the time. */
const FIRST_MS = 3000;
const EVERY_MS = 15_000;
const SHARE = 20;

export class SaveClock {
  private next = Infinity;

  begin(now = performance.now()): void {
    this.next = now + FIRST_MS;
  }
  saved(began: number, now = performance.now()): void {
    this.next = now + Math.max(EVERY_MS, SHARE * (now - began));
  }
  isOver(now = performance.now()): boolean {
    return now > this.next;
  }
}
