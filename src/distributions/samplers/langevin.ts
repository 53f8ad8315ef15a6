/**
 * Annealed Langevin dynamics: at each noise level some steps x + (c sigma^2 / 2) score + sqrt(c) sigma n (Song & Ermon, 2019, algorithm 1, with
 * step sizes in proportion to sigma^2), and the clean value at the end (Jolicoeur-Martineau et al., 2021, section 3).
 */
import type { Val } from '../../ir/value.ts';
import type { Level } from '../schedule.ts';
import { type Walk, combine, walk } from './walk.ts';

/**
 * @param repeats steps at each level
 * @param step c: the share of the noise's variance that one step renews; the draws' variance is too large by 1 / (1 - c / 4)
 */
export function langevin(w: Walk, x: Val, repeats: number, step: number): Val {
  const { b } = w;
  const levels = w.ladder.slice(0, -1);
  const ladder = [...levels.flatMap((l) => Array<Level>(repeats).fill(l)), w.ladder.at(-1)!];
  const columns = [(from: Level) => -0.5 * step * from.sigma, (from: Level) => Math.sqrt(step) * from.sigma];
  const one = b.of(1);
  const [end] = walk({ ...w, ladder }, [x], columns, ([now], from, [drift, spread]) => [
    combine(b, [one, now!], [drift!, w.estimate(now!, from).noise], [spread!, b.random('normal', now!.plates, now!.event)]),
  ]);
  const last = levels.at(-1)!;
  return w.estimate(end!, { time: b.of(last.time), alpha: b.of(last.alpha), sigma: b.of(last.sigma) }).clean;
}
