/** The rewriting rules. Each looks at a value about to be made, whose operands are simplified already, and may answer with a simpler one of the same type. */
import { numel, sameShape } from '../../graph/space.ts';
import { type Op, declaration, typeOf } from '../../ir/ops.ts';
import type { Plate, Val } from '../../ir/value.ts';
import type { Made, Maker } from '../simplify.ts';
import { arithmetic } from './arithmetic.ts';
import { number } from './numbers.ts';

type Rule = (k: Maker, m: Made) => Val | undefined;

export function simpler(k: Maker, m: Made): Val | undefined {
  return constants(k, m) ?? RULES[m.op]?.(k, m) ?? arithmetic(k, m) ?? wide(k, m);
}

const samePlates = (a: readonly Plate[], b: readonly Plate[]): boolean => a.length === b.length && a.every((p) => b.includes(p));

/** Functions of scalar constants are scalar constants. */
function constants(k: Maker, m: Made): Val | undefined {
  if (!declaration(m.op).elementwise || m.op === 'stop') return undefined;
  const xs = m.ins.map(number);
  if (xs.some((x) => x === undefined)) return undefined;
  const f = FOLD[m.op];
  const y = f?.(...(xs as number[]));
  return y !== undefined && Number.isFinite(y) ? k.widen(k.constant(y), m.plates, m.event) : undefined;
}
const FOLD: { readonly [O in Op]?: (...x: number[]) => number } = {
  neg: (x) => -x!,
  exp: (x) => Math.exp(x!),
  log: (x) => Math.log(x!),
  log1p: (x) => Math.log1p(x!),
  tanh: (x) => Math.tanh(x!),
  sqrt: (x) => Math.sqrt(x!),
  rsqrt: (x) => 1 / Math.sqrt(x!),
  square: (x) => x! * x!,
  reciprocal: (x) => 1 / x!,
  abs: (x) => Math.abs(x!),
  relu: (x) => Math.max(0, x!),
  sin: (x) => Math.sin(x!),
  cos: (x) => Math.cos(x!),
  step: (x) => +(x! > 0),
  sign: (x) => Math.sign(x!),
  floor: (x) => Math.floor(x!),
  add: (x, y) => x! + y!,
  sub: (x, y) => x! - y!,
  mul: (x, y) => x! * y!,
  div: (x, y) => x! / y!,
  maximum: (x, y) => Math.max(x!, y!),
  minimum: (x, y) => Math.min(x!, y!),
  eq: (x, y) => +(x === y),
  greater: (x, y) => +(x! > y!),
  where: (c, x, y) => (c ? x! : y!),
};

/** An operand that is widened only to meet the others may be read as it is; one operand alone is computed before it is widened. */
function wide(k: Maker, m: Made): Val | undefined {
  if (!declaration(m.op).elementwise || !m.ins.some((u) => u.op === 'expand')) return undefined;
  if (m.ins.length === 1) {
    const u = m.ins[0]!.ins[0]!;
    return k.widen(k.make({ ...m, ins: [u], plates: u.plates, event: u.event }), m.plates, m.event);
  }
  for (const [i, u] of m.ins.entries()) {
    if (u.op !== 'expand') continue;
    const ins = m.ins.map((x, j) => (j === i ? u.ins[0]! : x));
    const t = typeOf(m.op, ins, m.at)!;
    if (samePlates(t.plates, m.plates) && sameShape(t.event, m.event)) return k.make({ ...m, ins });
  }
  return undefined;
}

const first = (m: Made): Val => m.ins[0]!;
const shapeOnly =
  (f: (k: Maker, m: Made, x: Val) => Val | undefined): Rule =>
  (k, m) =>
    f(k, m, first(m));

const RULES: { readonly [O in Op]?: Rule } = {
  // gradients have been taken by the time programs are simplified
  stop: (_, m) => first(m),
  size: (k, m) => {
    const n = k.sizes.get(m.at.plate!);
    return typeof n === 'number' ? k.constant(n) : undefined;
  },
  expand: shapeOnly((k, m, x) => {
    if (samePlates(x.plates, m.plates) && sameShape(x.event, m.event)) return x;
    return x.op === 'expand' ? k.make({ ...m, ins: x.ins }) : undefined;
  }),
  reshape: shapeOnly((k, m, x) => {
    if (sameShape(x.event, m.event)) return x;
    if (x.op === 'reshape') return k.make({ ...m, ins: x.ins });
    const u = x.ins[0];
    if (x.op === 'constant' && x.plates.length === 0) return k.make({ ...m, op: 'constant', ins: [], at: x.at });
    if (x.op !== 'expand' || !u || numel(u.event) !== 1) return undefined;
    return k.widen(k.make({ ...m, ins: [u], plates: u.plates, event: [] }), m.plates, m.event);
  }),
  transpose: shapeOnly((k, m, x) => {
    const axes = m.at.axes!;
    if (axes.every((a, i) => a === i)) return x;
    return x.op === 'transpose' ? k.make({ ...m, ins: x.ins, at: { axes: axes.map((a) => x.at.axes![a]!) } }) : undefined;
  }),
  slice: shapeOnly((k, m, x) => {
    const { axis, low, high } = m.at as { axis: number; low: number; high: number };
    if (low === 0 && high === x.event[axis]) return x;
    if (x.at.axis !== axis) return undefined;
    if (x.op === 'slice') return k.make({ ...m, ins: x.ins, at: { axis, low: low + x.at.low!, high: high + x.at.low! } });
    if (x.op === 'pad') {
      const u = x.ins[0]!;
      const [from, to] = [low - x.at.low!, high - x.at.low!];
      return from >= 0 && to <= u.event[axis]! ? k.make({ ...m, ins: [u], at: { axis, low: from, high: to } }) : undefined;
    }
    if (x.op !== 'concat') return undefined;
    let at = 0;
    for (const u of x.ins) {
      const end = at + u.event[axis]!;
      if (low >= at && high <= end)
        return k.widen(k.make({ ...m, ins: [u], at: { axis, low: low - at, high: high - at }, plates: u.plates }), m.plates, m.event);
      at = end;
    }
    return undefined;
  }),
  pad: (_, m) => (m.at.low! + m.at.high! === 0 ? first(m) : undefined),
  concat: (_, m) => (m.ins.length === 1 ? first(m) : undefined),
  pick: shapeOnly((k, m, x) => {
    if (x.op === 'stack' && x.at.plate === m.at.plate) return k.widen(x.ins[m.at.index!]!, m.plates, m.event);
    const u = x.ins[0];
    return x.op === 'expand' && u && !u.plates.includes(m.at.plate!) ? k.widen(u, m.plates, m.event) : undefined;
  }),
  rename: shapeOnly((_, m, x) => {
    if (m.at.plate === m.at.to) return x;
    return x.op === 'rename' && x.at.to === m.at.plate && x.at.plate === m.at.to ? x.ins[0]! : undefined;
  }),
  toPlate: shapeOnly((_, m, x) => (x.op === 'toAxis' && x.at.plate === m.at.plate ? x.ins[0]! : undefined)),
  toAxis: shapeOnly((_, m, x) => (x.op === 'toPlate' && x.at.plate === m.at.plate ? x.ins[0]! : undefined)),
  sum: shapeOnly((k, m, x) => {
    const [axes, plates] = [m.at.axes!, m.at.plates!];
    if (plates.length === 0 && axes.every((a) => x.event[a] === 1)) return k.make({ ...m, op: 'reshape', at: {} });
    if (x.op === 'sum') {
      const left = x.ins[0]!.event.map((_, i) => i).filter((i) => !x.at.axes!.includes(i));
      const both = [...x.at.axes!, ...axes.map((a) => left[a]!)].sort((a, b) => a - b);
      return k.make({ ...m, ins: x.ins, at: { axes: both, plates: [...x.at.plates!, ...plates] } });
    }
    return x.op === 'expand' ? sumOfExpand(k, m, x) : undefined;
  }),
};

/** What is only repeated counts as often as it repeats. */
function sumOfExpand(k: Maker, m: Made, x: Val): Val | undefined {
  const u = x.ins[0]!;
  const [axes, plates] = [m.at.axes!, m.at.plates!];
  const padded = [...Array.from({ length: x.event.length - u.event.length }, () => 1), ...u.event];
  const gone = plates.filter((p) => !u.plates.includes(p));
  const times = axes.reduce((n, a) => n * (x.event[a]! / padded[a]!), 1);
  if (gone.length === 0 && times === 1) return undefined;
  const full = k.make({ op: 'reshape', ins: [u], at: {}, plates: u.plates, event: padded });
  const kept = plates.filter((p) => u.plates.includes(p));
  const event = padded.filter((_, i) => !axes.includes(i));
  const left = u.plates.filter((p) => !kept.includes(p));
  let r = axes.length + kept.length ? k.make({ op: 'sum', ins: [full], at: { axes, plates: kept }, plates: left, event }) : full;
  const scale = (by: Val): void => {
    r = k.make({ op: 'mul', ins: [r, by], at: {}, plates: left, event });
  };
  if (times !== 1) scale(k.constant(times));
  for (const plate of gone) scale(k.make({ op: 'size', ins: [], at: { plate }, plates: [], event: [] }));
  return k.widen(r, m.plates, m.event);
}
