/** Every data set the studio makes itself. */
import type { DataSource } from './source.ts';
import { brackets } from './synthetic/brackets.ts';
import { checkerboard } from './synthetic/checkerboard.ts';
import { circle } from './synthetic/circle.ts';
import { digits, digits16, digits8 } from './synthetic/digits.ts';
import { eightGaussians } from './synthetic/eight-gaussians.ts';
import { factorsLinear } from './synthetic/factors-linear.ts';
import { gaussian } from './synthetic/gaussian.ts';
import { grammar } from './synthetic/grammar.ts';
import { markov } from './synthetic/markov.ts';
import { moons } from './synthetic/moons.ts';
import { pinwheel } from './synthetic/pinwheel.ts';
import { rings } from './synthetic/rings.ts';
import { shapes } from './synthetic/shapes.ts';
import type { SyntheticEntry } from './synthetic/streamed.ts';
import { swissroll } from './synthetic/swissroll.ts';
import { twoClasses } from './synthetic/two-classes.ts';

/** In the order a palette shows them. */
export const SYNTHETIC: readonly SyntheticEntry[] = [
  eightGaussians,
  moons,
  checkerboard,
  swissroll,
  pinwheel,
  rings,
  circle,
  gaussian,
  twoClasses,
  factorsLinear,
  digits,
  digits16,
  digits8,
  shapes,
  grammar,
  markov,
  brackets,
];

const byName = new Map(SYNTHETIC.map((entry) => [entry.name, entry]));

/** The declared columns of a set, without drawing anything; undefined for a name that is not in the catalogue. */
export const syntheticEntry = (name: string): SyntheticEntry | undefined => byName.get(name);

export const openSynthetic = (name: string): DataSource | undefined => byName.get(name)?.open();
