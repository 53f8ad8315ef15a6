/** Slow motion. */
import { breathe } from '../runtime/breathe.ts';

/** Milliseconds that it sleeps at a time: a command does not wait for it. */
const ASLEEP_MS = 60;

/** Waits out the rest of a step that began then. @param rate steps a second at the moment, null: at once */
export async function dawdle(since: number, rate: () => number | null): Promise<void> {
  for (;;) {
    const stepsPerSecond = rate();
    const left = stepsPerSecond === null ? 0 : since + 1000 / stepsPerSecond - performance.now();
    if (left <= 0) return breathe();
    await breathe(Math.min(ASLEEP_MS, left));
  }
}
