/** Normalisers: log Z of an energy, by quadrature, by a sum over every value, or by annealed importance sampling. */
import { isDiscrete, numel } from '../../graph/space.ts';
import type { Builder } from '../../ir/builder.ts';
import { loop } from '../../ir/loop.ts';
import type { Plate, Val } from '../../ir/value.ts';
import { LOG_2PI } from '../gaussian.ts';
import { grade } from '../grade.ts';
import { annealed } from './annealed.ts';
import { flip, hamiltonian } from './chains.ts';
import type { Landscape, Normaliser } from './landscape.ts';

export interface Judging {
  /** About the standard deviation of the data. */
  readonly scale: number;
  /** Points a dimension of the quadrature. */
  readonly grid: number;
  /** Of annealed importance sampling: temperatures, and chains. */
  readonly temperatures: number;
  readonly chains: number;
}
/** A sum over all bits has 2^16 terms at most. */
export const MOST_BITS = 16;
/** Bits that are laid out along a plate; the others are counted by the turns of a loop. */
const BITS_AT_ONCE = 8;

export function normaliserOf(l: Landscape, o: Judging): Normaliser {
  const n = numel(l.space.shape);
  if (isDiscrete(l.space.values)) return n <= MOST_BITS ? summed(l, n) : bitwise(l, n, o);
  return n <= 2 ? quadrature(l, n, o) : gaussianPath(l, n, o);
}

/** Midpoints t of (-1, 1) mapped to the whole line by x = h t / (1 - t²), with log dx: dense near the data, and no end to cut the tails off. */
function line(points: number, h: number): { readonly x: readonly number[]; readonly logWidth: readonly number[] } {
  const ts = Array.from({ length: points }, (_, i) => (2 * i + 1) / points - 1);
  return {
    x: ts.map((t) => (h * t) / (1 - t * t)),
    logWidth: ts.map((t) => Math.log(((2 / points) * h * (1 + t * t)) / (1 - t * t) ** 2)),
  };
}
/** The midpoint rule on one or two numbers. */
function quadrature(l: Landscape, n: number, o: Judging): Normaliser {
  const { x, logWidth } = line(n === 1 ? 8 * o.grid : o.grid, 2 * o.scale);
  const said = n === 1 ? `${x.length} points` : `${x.length} × ${x.length} points`;
  return {
    grade: grade('estimate', l.node, `${l.node}: its normaliser by quadrature over ${said}`),
    log: (b) => {
      const columns = b.plate(`${l.node}.grid`, x.length);
      const at = (plate: Plate, table: readonly number[]): Val => b.constant(table, [], [plate]);
      const along = (value: Val, width: Val): Val => b.lse(b.sub(width, l.energy(b, b.reshape(value, l.space.shape))), columns);
      const across = b.reshape(at(columns, x), [1]);
      const widths = at(columns, logWidth);
      if (n === 1) return along(across, widths);
      const rows = b.turns(`${l.node}.rows`, x.length);
      const { each } = loop(b, rows, { carried: [], over: [at(rows, x), at(rows, logWidth)] }, ({ over: [y, width] }) => ({
        carried: [],
        each: [b.add(width!, along(b.concat([across, b.reshape(y!, [1])], 0), widths))],
      }));
      return b.lse(each[0]!, rows);
    },
  };
}

/** log of the sum of exp(f) over every vector of n bits: low bits along a plate, high ones by the turns of a loop. */
export function overBits(b: Builder, name: string, n: number, f: (bits: Val) => Val): Val {
  const low = Math.min(n, BITS_AT_ONCE);
  const plate = b.plate(`${name}.bits`, 2 ** low);
  const table = Array.from({ length: 2 ** low * low }, (_, i) => (Math.floor(i / low) >> (i % low)) & 1);
  const lower = b.constant(table, [low], [plate]);
  const along = (bits: Val): Val => b.lse(f(bits), plate);
  if (n === low) return along(lower);
  const high = n - low;
  const turns = b.turns(`${name}.words`, 2 ** high);
  const { each } = loop(b, turns, { carried: [] }, ({ index }) => {
    const halves = b.mul(index, powers(b, high));
    const upper = b.sub(b.floor(halves), b.mul(2, b.floor(b.mul(0.5, halves))));
    return { carried: [], each: [along(b.concat([lower, upper], 0))] };
  });
  return b.lse(each[0]!, turns);
}
/** 1, 1/2, 1/4, …: a number times these has the number's bits as the parity of its floors. */
const powers = (b: Builder, n: number): Val =>
  b.constant(
    Array.from({ length: n }, (_, i) => 2 ** -i),
    [n],
  );
function summed(l: Landscape, n: number): Normaliser {
  return {
    grade: grade('exact', l.node, `${l.node}: its normaliser is a sum over ${2 ** n} values`),
    log: (b) => overBits(b, l.node, n, (bits) => b.neg(l.energy(b, b.reshape(bits, l.space.shape)))),
  };
}

/** From a Gaussian as wide as the data, by Hamiltonian steps of many lengths. */
function gaussianPath(l: Landscape, n: number, o: Judging): Normaliser {
  const wide = (b: Builder, x: Val): Val => b.mul(0.5 / o.scale ** 2, b.sumEvent(b.square(x)));
  const between = (b: Builder, x: Val, beta: Val): Val => b.add(b.mul(b.sub(1, beta), wide(b, x)), b.mul(beta, l.energy(b, x)));
  return annealed(l, o, {
    base: 'a Gaussian',
    start: (b, plates) => b.mul(o.scale, b.random('normal', plates, l.space.shape)),
    logZ: (b) => b.of(n * (0.5 * LOG_2PI + Math.log(o.scale))),
    energy: between,
    step: (b, x, beta) => {
      // log-uniform from 1/50 to 6/10 of the scale: whichever length suits a temperature, some chains have it
      const size = b.mul(0.02 * o.scale, b.exp(b.mul(Math.log(30), b.random('uniform', x.plates, []))));
      return hamiltonian(b, (bb, y) => between(bb, y, beta), x, size, 2);
    },
  });
}
/** From fair coins, by flips. */
function bitwise(l: Landscape, n: number, o: Judging): Normaliser {
  const between = (b: Builder, x: Val, beta: Val): Val => b.mul(beta, l.energy(b, x));
  return annealed(l, o, {
    base: 'fair coins',
    start: (b, plates) => b.greater(0.5, b.random('uniform', plates, l.space.shape)),
    logZ: (b) => b.of(n * Math.LN2),
    energy: between,
    step: (b, x, beta) => flip(b, (bb, y) => between(bb, y, beta), x),
  });
}
