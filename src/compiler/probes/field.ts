/** The field of a diffusion in the plane: where each point is moved at several noise levels, towards the data. */
import type { Distribution } from '../../distributions/distribution.ts';
import type { Level } from '../../distributions/schedule.ts';
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';
import { binding } from '../binding.ts';
import { Trace } from '../trace.ts';
import { type Rule, drawnFor, isPlane, planeOf } from './probe.ts';

const LEVELS = 5;
/** Levels of more noise than this move all points of the plane alike. */
const MOST_NOISE = 2;

/** Levels with some noise, evenly from the most to the least. */
function told(all: readonly Level[]): readonly Level[] {
  const some = all.filter((l) => l.sigma > 0.02 && l.sigma <= MOST_NOISE);
  const n = Math.min(LEVELS, some.length);
  return Array.from({ length: n }, (_, i) => some[Math.round((i * (some.length - 1)) / Math.max(1, n - 1))]!);
}

/** Parts "0", "1" … from the most noise to the least: the score of the noisy data, or on a straight path the velocity back to the data. */
export const field: Rule = (d, b, { of }) => {
  const { model } = d;
  const variable = drawnFor(model, of);
  const p = new Trace(d, b, binding({ side: 'model', use: 'score' })).output(of, 'out') as Distribution;
  const { process } = p;
  if (variable === undefined || !process || !isPlane(p.event)) return undefined;
  const straight = process.schedule.kind === 'straight';
  const levels = told(process.schedule.ladder(24));
  const x = b.input(planeOf(variable), [2]);
  return {
    about: { variable, quantity: straight ? 'velocity' : 'score', levels: levels.map((l) => l.sigma) },
    parts: Object.fromEntries(levels.map((l, i) => [String(i), b.within({ node: of }, () => slope(b, l))])),
  };

  function slope(at: Builder, l: Level): Val {
    const e = process!.estimate(at, x, { time: at.of(l.time), alpha: at.of(l.alpha), sigma: at.of(l.sigma) });
    return straight ? at.sub(e.clean, e.noise) : at.mul(-1 / l.sigma, e.noise);
  }
};
