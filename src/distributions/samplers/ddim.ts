/** DDIM: the noise the model sees is put back at the next level, with a share eta of it drawn anew (Song et al., 2021, Denoising diffusion implicit models, eq. 12 and 16). */
import type { Val } from '../../ir/value.ts';
import { transition } from '../transition.ts';
import type { Level } from '../schedule.ts';
import { type Column, type Walk, combine, walk } from './walk.ts';

/** @param eta 0: deterministic; 1: the ancestral chain with the small variance, but for its last step */
export function ddim(w: Walk, x: Val, eta: number): Val {
  const { b } = w;
  const drawn = (from: Level, to: Level): number => eta ** 2 * transition(from, to, 'small').posterior;
  const columns: readonly Column[] = [
    (_, to) => to.alpha,
    (from, to) => Math.sqrt(Math.max(0, to.sigma ** 2 - drawn(from, to))),
    (from, to) => Math.sqrt(drawn(from, to)),
  ];
  return walk(w, [x], columns, ([now], from, [clean, noise, fresh]) => {
    const e = w.estimate(now!, from);
    const next = combine(b, [clean!, e.clean], [noise!, e.noise]);
    return [eta > 0 ? b.add(next, b.mul(fresh!, b.random('normal', now!.plates, now!.event))) : next];
  })[0]!;
}
