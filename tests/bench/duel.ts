/** Two contenders take turns: whatever else the machine does meanwhile falls on both. */
import type { Turn } from './contender.ts';
import { AGREEMENT } from './programs.ts';
import type { Remote } from './remote.ts';
import { median, quantile } from './statistics.ts';

export interface Outcome {
  readonly oursMs: number;
  readonly theirsMs: number;
  /** Median over the rounds of ours over theirs. */
  readonly ratio: number;
  /** Quartiles of the same. */
  readonly spread: readonly [number, number];
  readonly rounds: number;
  /** Median ratio of processor time. */
  readonly cpuRatio: number;
}
/** Milliseconds of one contender's turn in a round. */
const TURN_MS = 400;
const FEWEST_ROUNDS = 5;
/** Where one round takes longer than all of them should, fewer must do. */
const FEWEST_SLOW_ROUNDS = 3;
const MOST_ROUNDS = 60;

/** The first losses differ, so they do not train the same model. */
export class Disagreement extends Error {}

/** @throws Disagreement */
export function mustAgree(ours: readonly number[], theirs: readonly number[], name: string): void {
  ours.forEach((a, i) => {
    const b = theirs[i] ?? NaN;
    if (!(Math.abs(a - b) <= AGREEMENT * Math.abs(a))) throw new Disagreement(`at step ${i + 1} our loss is ${a}, that of ${name} ${b}`);
  });
}
/** @param seconds how long the rounds may take together; at least five are played, three where they are slow */
export async function duel(ours: Remote, theirs: Remote, seconds: number): Promise<Outcome> {
  const [a, b] = [await turnOf(ours), await turnOf(theirs)];
  const round = a.steps * a.ms + b.steps * b.ms;
  const rounds = Math.max(
    round > 1000 * seconds ? FEWEST_SLOW_ROUNDS : FEWEST_ROUNDS,
    Math.min(MOST_ROUNDS, Math.round((1000 * seconds) / round)),
  );
  const pairs: { readonly ours: Turn; readonly theirs: Turn }[] = [];
  for (let i = 0; i < rounds; i++) {
    // who begins changes, so that a slow drift favours nobody
    if (i % 2) {
      const t = await theirs.run(b.steps);
      pairs.push({ ours: await ours.run(a.steps), theirs: t });
    } else {
      const o = await ours.run(a.steps);
      pairs.push({ ours: o, theirs: await theirs.run(b.steps) });
    }
  }
  const ratios = pairs.map((p) => p.ours.ms / p.theirs.ms);
  return {
    oursMs: median(pairs.map((p) => p.ours.ms)),
    theirsMs: median(pairs.map((p) => p.theirs.ms)),
    ratio: median(ratios),
    spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    rounds,
    cpuRatio: median(pairs.map((p) => p.ours.cpuMs / p.theirs.cpuMs)),
  };
}
/** Warms up (the JavaScript engine compiles what runs often) and finds how many steps fill a turn. */
async function turnOf(r: Remote): Promise<{ readonly steps: number; readonly ms: number }> {
  let { ms } = await r.run(1);
  for (let spent = ms, steps = 1; spent < 3 * TURN_MS; spent += steps * ms) {
    steps = Math.max(1, Math.round(TURN_MS / ms));
    ({ ms } = await r.run(steps));
  }
  return { steps: Math.max(1, Math.round(TURN_MS / ms)), ms };
}
