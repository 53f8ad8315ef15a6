/** Identities of arithmetic: neutral elements, signs, constants that meet. */
import type { Op } from '../../ir/ops.ts';
import type { Val } from '../../ir/value.ts';
import type { Made, Maker } from '../simplify.ts';
import { number } from './numbers.ts';

export function arithmetic(k: Maker, m: Made): Val | undefined {
  const [x, y] = m.ins as readonly [Val, Val];
  const as = (op: Op, ...ins: readonly Val[]): Val => k.make({ ...m, op, ins, at: {} });
  const wide = (v: Val): Val => k.widen(v, m.plates, m.event);
  switch (m.op) {
    case 'neg':
      if (x.op === 'neg') return x.ins[0]!;
      if (x.op === 'sub') return as('sub', x.ins[1]!, x.ins[0]!);
      return scaled(k, m, -1, x);
    case 'add':
      if (number(x) === 0) return wide(y);
      if (number(y) === 0) return wide(x);
      if (y.op === 'neg') return as('sub', x, y.ins[0]!);
      if (x.op === 'neg') return as('sub', y, x.ins[0]!);
      return undefined;
    case 'sub':
      if (number(y) === 0) return wide(x);
      if (number(x) === 0) return as('neg', wide(y));
      if (y.op === 'neg') return as('add', x, y.ins[0]!);
      return undefined;
    case 'mul': {
      const [a, b] = [number(x), number(y)];
      const c = a ?? b;
      const other = a === undefined ? x : y;
      if (c === 0) return wide(k.constant(0));
      if (c === 1) return wide(other);
      if (c === -1) return as('neg', wide(other));
      if (c !== undefined) return scaled(k, m, c, other);
      if (x.op === 'neg' && y.op === 'neg') return as('mul', x.ins[0]!, y.ins[0]!);
      return undefined;
    }
    case 'div': {
      const c = number(y);
      if (c === 1) return wide(x);
      // a power of two divides exactly as it multiplies; other constants lose at most one rounding
      if (c !== undefined && c !== 0 && Number.isFinite(1 / c)) return as('mul', x, k.constant(1 / c));
      return undefined;
    }
    default:
      return undefined;
  }
}
/** c times a value that is itself a multiple: one multiplication. */
function scaled(k: Maker, m: Made, c: number, x: Val): Val | undefined {
  const times = (f: number, u: Val): Val => k.make({ ...m, op: 'mul', ins: [u, k.constant(f)], at: {} });
  if (x.op === 'neg') return times(-c, x.ins[0]!);
  if (x.op !== 'mul') return undefined;
  const [a, b] = x.ins as readonly [Val, Val];
  const [na, nb] = [number(a), number(b)];
  if (na !== undefined) return times(c * na, b);
  if (nb !== undefined) return times(c * nb, a);
  return undefined;
}
