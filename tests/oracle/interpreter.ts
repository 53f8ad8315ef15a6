/**
 * An interpreter of the program language in float64, written for clarity and sharing nothing with the compiler: every element of every
 * value is computed from its definition, plates matched by name. The reference for lowering, simplification and derivatives.
 */
import { topological } from '../../src/ir/dependencies.ts';
import { hostScalar } from '../../src/ir/host.ts';
import type { Program, Val } from '../../src/ir/value.ts';
import type { Op } from '../../src/ir/ops.ts';

/** Plates first, then event axes, row-major. */
export interface Dense {
  readonly plates: readonly string[];
  readonly shape: readonly number[];
  readonly data: Float64Array;
}
export interface Inputs {
  readonly batch: number;
  /** Parameters and state. */
  readonly vectors?: Readonly<Record<string, ArrayLike<number>>>;
  readonly inputs?: Readonly<Record<string, ArrayLike<number>>>;
  /** The numbers of a random value of `n` elements. */
  readonly random?: (law: 'normal' | 'uniform', stream: string, n: number) => ArrayLike<number>;
  readonly step?: number;
  /** The turns of the loops around, outermost first: they key the draws. */
  readonly turns?: string;
}
type Index = readonly number[];

const count = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);
function* indices(shape: readonly number[]): Generator<number[]> {
  const n = count(shape);
  for (let k = 0; k < n; k++) {
    const at: number[] = [];
    let rest = k;
    for (let i = shape.length - 1; i >= 0; i--) {
      at.unshift(rest % shape[i]!);
      rest = Math.floor(rest / shape[i]!);
    }
    yield at;
  }
}

/** Values of every output. */
export function interpret(p: Program, given: Inputs): Record<string, Dense> {
  const all = interpretAll(p, given);
  return Object.fromEntries(Object.entries(p.outputs).map(([k, v]) => [k, all.get(v)!]));
}
export function interpretAll(p: Program, given: Inputs): ReadonlyMap<Val, Dense> {
  const sizeOf = (plate: string): number => {
    const n = p.plates.get(plate);
    if (n === undefined) throw new Error(`no plate ${plate}`);
    return n === 'batch' ? given.batch : n;
  };
  return evaluateAll(Object.values(p.outputs), new Map(), sizeOf, given);
}
/** @param known arguments of the body that is evaluated */
function evaluateAll(roots: readonly Val[], known: ReadonlyMap<Val, Dense>, sizeOf: (p: string) => number, given: Inputs): Map<Val, Dense> {
  const values = new Map<Val, Dense>(known);
  const loops = new Map<Val, readonly Dense[]>();
  for (const v of topological(roots)) {
    if (values.has(v)) continue;
    if (v.op === 'loop')
      loops.set(
        v,
        turns(
          v,
          v.ins.map((u) => values.get(u)!),
          sizeOf,
          given,
        ),
      );
    else if (v.op === 'out') values.set(v, loops.get(v.ins[0]!)![v.at.index!]!);
    else
      values.set(
        v,
        evaluate(v, sizeOf, given, (u) => values.get(u)!),
      );
  }
  return values;
}
/** All results of a loop: carried values, what each turn left, the carried values before each turn. */
function turns(v: Val, ins: readonly Dense[], sizeOf: (p: string) => number, given: Inputs): readonly Dense[] {
  const r = v.at.region!;
  const [c, o] = [r.carried.length, r.over.length];
  let carried = ins.slice(0, c);
  const tapes: Dense[][] = r.carried.map(() => []);
  const each: Dense[][] = r.each.map(() => []);
  for (let n = 0; n < r.turns; n++) {
    const turn = r.reverse ? r.turns - 1 - n : n;
    const known = new Map<Val, Dense>([[r.index, { plates: [], shape: [], data: Float64Array.of(turn) }]]);
    r.carried.forEach((a, k) => known.set(a, carried[k]!));
    r.over.forEach((a, k) => known.set(a, member(ins[c + k]!, r.plate, turn, a.plates)));
    r.reads.forEach((a, k) => known.set(a, ins[c + o + k]!));
    const values = evaluateAll([...r.results, ...r.each], known, sizeOf, { ...given, turns: `${given.turns ?? ''}#${turn}` });
    carried.forEach((d, k) => (tapes[k]![turn] = d));
    r.each.forEach((x, k) => (each[k]![turn] = values.get(x)!));
    carried = r.results.map((x) => values.get(x)!);
  }
  const stacked = (parts: readonly Dense[]): Dense => ({
    plates: [r.plate, ...parts[0]!.plates],
    shape: [parts.length, ...parts[0]!.shape],
    data: Float64Array.from(parts.flatMap((d) => [...d.data])),
  });
  return [...carried, ...each.map(stacked), ...tapes.map(stacked)];
}
/** One member of a value along a plate, its other plates as they are. */
function member(d: Dense, plate: string, index: number, plates: readonly string[]): Dense {
  const axis = d.plates.indexOf(plate);
  const after = count(d.shape.slice(axis + 1));
  const n = d.shape[axis]!;
  const rest = d.plates.filter((p) => p !== plate);
  if (rest.join() !== plates.join()) throw new Error(`plates ${rest.join()} for ${plates.join()}`);
  return { plates: rest, shape: d.shape.filter((_, i) => i !== axis), data: d.data.filter((_, i) => Math.floor(i / after) % n === index) };
}

type Position = { readonly plates: Readonly<Record<string, number>>; readonly event: Index };

function evaluate(v: Val, sizeOf: (p: string) => number, given: Inputs, of: (u: Val) => Dense): Dense {
  const shape = [...v.plates.map(sizeOf), ...v.event];
  const data = new Float64Array(count(shape));
  /** Reads an operand at named plates and an event index aligned from the right; axes of size 1 repeat. */
  const read = (k: number, at: Position): number => {
    const u = v.ins[k]!;
    const d = of(u);
    let flat = 0;
    d.shape.forEach((n, i) => {
      const lead = d.plates.length;
      const index = i < lead ? at.plates[d.plates[i]!]! : at.event[at.event.length - u.event.length + (i - lead)]!;
      flat = flat * n + (n === 1 ? 0 : index);
    });
    return d.data[flat]!;
  };
  const fill = (f: (at: Position) => number): Dense => {
    let k = 0;
    for (const at of indices(shape)) {
      const plates: Record<string, number> = {};
      v.plates.forEach((p, i) => (plates[p] = at[i]!));
      data[k++] = f({ plates, event: at.slice(v.plates.length) });
    }
    return { plates: v.plates, shape, data };
  };
  const copied = (from: ArrayLike<number> | undefined): Dense => {
    if (!from || (from.length !== data.length && from.length !== 1 && from.length !== count(v.event)))
      throw new Error(`${v.op} ${v.at.name ?? ''} needs ${data.length} numbers and got ${from?.length}`);
    for (let i = 0; i < data.length; i++) data[i] = from[i % from.length]!;
    return { plates: v.plates, shape, data };
  };
  const x = v.ins[0];
  const at = v.at;
  /** Every position of the plates `plates` and event axes `axes` of operand 0. */
  const over = function* (p: Position, plates: readonly string[], axes: readonly number[]): Generator<Position> {
    const kept = x!.event.map((_, i) => i).filter((i) => !axes.includes(i));
    for (const ix of indices([...plates.map(sizeOf), ...axes.map((a) => x!.event[a]!)])) {
      const event: number[] = [];
      kept.forEach((a, i) => (event[a] = p.event[i]!));
      axes.forEach((a, i) => (event[a] = ix[plates.length + i]!));
      yield { plates: { ...p.plates, ...Object.fromEntries(plates.map((q, i) => [q, ix[i]!])) }, event };
    }
  };
  const one = (f: (x: number) => number): Dense => fill((p) => f(read(0, p)));
  const two = (f: (x: number, y: number) => number): Dense => fill((p) => f(read(0, p), read(1, p)));
  const moved = (p: Position, axis: number, index: number): Position => ({ ...p, event: p.event.with(axis, index) });

  const rules: { readonly [O in Op]: () => Dense } = {
    param: () => copied(given.vectors?.[at.name!]),
    state: () => copied(given.vectors?.[at.name!]),
    input: () => copied(given.inputs?.[at.name!]),
    constant: () => copied(at.data),
    random: () => copied(given.random?.(at.law!, at.name! + (given.turns ?? ''), data.length)),
    host: () => copied([hostScalar(at.host!, given.step ?? 0)]),
    size: () => copied([sizeOf(at.plate!)]),
    arg: () => copied(undefined),
    loop: () => copied(undefined),
    out: () => copied(undefined),
    neg: () => one((a) => -a),
    exp: () => one(Math.exp),
    log: () => one(Math.log),
    log1p: () => one(Math.log1p),
    tanh: () => one(Math.tanh),
    sigmoid: () => one((a) => 1 / (1 + Math.exp(-a))),
    softplus: () => one((a) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)))),
    sqrt: () => one(Math.sqrt),
    rsqrt: () => one((a) => 1 / Math.sqrt(a)),
    square: () => one((a) => a * a),
    reciprocal: () => one((a) => 1 / a),
    abs: () => one(Math.abs),
    relu: () => one((a) => Math.max(a, 0)),
    sin: () => one(Math.sin),
    cos: () => one(Math.cos),
    erf: () => one(erf),
    step: () => one((a) => (a > 0 ? 1 : 0)),
    sign: () => one(Math.sign),
    floor: () => one(Math.floor),
    stop: () => one((a) => a),
    add: () => two((a, b) => a + b),
    sub: () => two((a, b) => a - b),
    mul: () => two((a, b) => a * b),
    div: () => two((a, b) => a / b),
    maximum: () => two(Math.max),
    minimum: () => two(Math.min),
    eq: () => two((a, b) => (a === b ? 1 : 0)),
    greater: () => two((a, b) => (a > b ? 1 : 0)),
    where: () => fill((p) => (read(0, p) !== 0 ? read(1, p) : read(2, p))),
    sum: () => fill((p) => [...over(p, at.plates!, at.axes!)].reduce((s, q) => s + read(0, q), 0)),
    max: () => fill((p) => [...over(p, at.plates!, at.axes!)].reduce((s, q) => Math.max(s, read(0, q)), -Infinity)),
    cumsum: () =>
      fill((p) => {
        let s = 0;
        for (let i = 0; i <= p.event[at.axis!]!; i++) s += read(0, moved(p, at.axis!, i));
        return s;
      }),
    argmaxHot: () =>
      fill((p) => {
        const last = v.event.length - 1;
        const row = Array.from({ length: v.event[last]! }, (_, i) => read(0, moved(p, last, i)));
        return p.event[last] === row.indexOf(Math.max(...row)) ? 1 : 0;
      }),
    expand: () => fill((p) => read(0, p)),
    reshape: () =>
      fill((p) => {
        let flat = v.event.reduce((n, d, i) => n * d + p.event[i]!, 0);
        const event: number[] = [];
        for (const d of x!.event.toReversed()) {
          event.unshift(flat % d);
          flat = Math.floor(flat / d);
        }
        return read(0, { ...p, event });
      }),
    transpose: () =>
      fill((p) => {
        const event: number[] = [];
        at.axes!.forEach((a, i) => (event[a] = p.event[i]!));
        return read(0, { ...p, event });
      }),
    slice: () => fill((p) => read(0, moved(p, at.axis!, p.event[at.axis!]! + at.low!))),
    pad: () =>
      fill((p) => {
        const i = p.event[at.axis!]! - at.low!;
        return i < 0 || i >= x!.event[at.axis!]! ? 0 : read(0, moved(p, at.axis!, i));
      }),
    concat: () =>
      fill((p) => {
        let i = p.event[at.axis!]!;
        let k = 0;
        while (i >= v.ins[k]!.event[at.axis!]!) i -= v.ins[k++]!.event[at.axis!]!;
        return read(k, moved(p, at.axis!, i));
      }),
    gather: () => fill((p) => read(0, moved(p, at.axis!, at.indices![p.event[at.axis!]!]!))),
    scatter: () =>
      fill((p) => at.indices!.reduce((s, slot, i) => (slot === p.event[at.axis!] ? s + read(0, moved(p, at.axis!, i)) : s), 0)),
    stack: () => fill((p) => read(p.plates[at.plate!]!, p)),
    pick: () => fill((p) => read(0, { ...p, plates: { ...p.plates, [at.plate!]: at.index! } })),
    rename: () => fill((p) => read(0, { ...p, plates: { ...p.plates, [at.plate!]: p.plates[at.to!]! } })),
    toPlate: () => fill((p) => read(0, { ...p, event: [p.plates[at.plate!]!, ...p.event] })),
    toAxis: () => fill((p) => read(0, { plates: { ...p.plates, [at.plate!]: p.event[0]! }, event: p.event.slice(1) })),
    contract: () => {
      const { left, right, out } = at.contraction!;
      const labels = [...new Set([...left, ...right])].filter((l) => !out.includes(l));
      const dropped = [...new Set(v.ins.flatMap((u) => u.plates))].filter((q) => !v.plates.includes(q));
      const size = (l: string): number => (left.includes(l) ? v.ins[0]!.event[left.indexOf(l)]! : v.ins[1]!.event[right.indexOf(l)]!);
      return fill((p) => {
        let s = 0;
        for (const ix of indices([...labels.map(size), ...dropped.map(sizeOf)])) {
          const value = (l: string): number => (out.includes(l) ? p.event[out.indexOf(l)]! : ix[labels.indexOf(l)]!);
          const plates = { ...p.plates, ...Object.fromEntries(dropped.map((q, i) => [q, ix[labels.length + i]!])) };
          s += read(0, { plates, event: left.map(value) }) * read(1, { plates, event: right.map(value) });
        }
        return s;
      });
    },
    conv2d: () => {
      const { stride, pads, input, filter } = at.convolution!;
      return fill((p) => {
        const [y, z, c] = p.event as [number, number, number];
        let s = 0;
        for (const [i, j, k] of indices(filter.slice(0, 3)) as Iterable<[number, number, number]>) {
          const [iy, iz] = [y * stride + i - pads[0], z * stride + j - pads[2]];
          if (iy >= 0 && iy < input[0] && iz >= 0 && iz < input[1])
            s += read(0, { ...p, event: [iy, iz, k] }) * read(1, { ...p, event: [i, j, k, c] });
        }
        return s;
      });
    },
    // written as the definition of the adjoint: every product of conv2d, sent back to the input or the filter it read
    conv2dInput: () => {
      const { stride, pads, filter } = at.convolution!;
      const [oh, ow] = x!.event as [number, number];
      return fill((p) => {
        const [iy, iz, k] = p.event as [number, number, number];
        let s = 0;
        for (const [y, z] of indices([oh, ow]) as Iterable<[number, number]>) {
          const [i, j] = [iy + pads[0] - y * stride, iz + pads[2] - z * stride];
          if (i < 0 || i >= filter[0] || j < 0 || j >= filter[1]) continue;
          for (let c = 0; c < filter[3]; c++) s += read(0, { ...p, event: [y, z, c] }) * read(1, { ...p, event: [i, j, k, c] });
        }
        return s;
      });
    },
    conv2dFilter: () => {
      const { stride, pads, input } = at.convolution!;
      const [oh, ow] = v.ins[1]!.event as [number, number];
      const plates = [...new Set(v.ins.flatMap((u) => u.plates))];
      return fill((p) => {
        const [i, j, k, c] = p.event as [number, number, number, number];
        let s = 0;
        for (const ix of indices([...plates.map(sizeOf), oh, ow])) {
          const named = Object.fromEntries(plates.map((q, n) => [q, ix[n]!]));
          const [y, z] = ix.slice(-2) as [number, number];
          const [iy, iz] = [y * stride + i - pads[0], z * stride + j - pads[2]];
          if (iy >= 0 && iy < input[0] && iz >= 0 && iz < input[1])
            s += read(0, { plates: named, event: [iy, iz, k] }) * read(1, { plates: named, event: [y, z, c] });
        }
        return s;
      });
    },
    // Gaussian elimination with the determinant as the product of pivots
    solve: () =>
      fill((p) => {
        const k = v.event[0]!;
        const m = Array.from({ length: k }, (_, i) => [
          ...Array.from({ length: k }, (__, j) => read(0, { ...p, event: [i, j] })),
          read(1, { ...p, event: [i] }),
        ]);
        return eliminated(m).solution[p.event[0]!]!;
      }),
    logdet: () =>
      fill((p) => {
        const k = x!.event[0]!;
        const m = Array.from({ length: k }, (_, i) => [...Array.from({ length: k }, (__, j) => read(0, { ...p, event: [i, j] })), 0]);
        return Math.log(Math.abs(eliminated(m).determinant));
      }),
  };
  return rules[v.op]();
}

/** Gauss-Jordan elimination with partial pivoting of [matrix | right-hand side]. */
function eliminated(m: number[][]): { solution: number[]; determinant: number } {
  const k = m.length;
  let determinant = 1;
  for (let j = 0; j < k; j++) {
    let best = j;
    for (let i = j + 1; i < k; i++) if (Math.abs(m[i]![j]!) > Math.abs(m[best]![j]!)) best = i;
    if (best !== j) {
      [m[j], m[best]] = [m[best]!, m[j]!];
      determinant = -determinant;
    }
    const pivot = m[j]![j]!;
    determinant *= pivot;
    m[j] = m[j]!.map((a) => a / pivot);
    for (let i = 0; i < k; i++) {
      if (i === j) continue;
      const f = m[i]![j]!;
      m[i] = m[i]!.map((a, c) => a - f * m[j]![c]!);
    }
  }
  return { solution: m.map((row) => row[k]!), determinant };
}

/** The error function by its Maclaurin series, and by the continued fraction of its complement for large arguments. */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (a > 6) return Math.sign(x);
  if (a < 2.5) {
    let term = a;
    let s = a;
    for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(s) && n < 200; n++) {
      term *= (-a * a) / n;
      s += term / (2 * n + 1);
    }
    return Math.sign(x) * (2 / Math.sqrt(Math.PI)) * s;
  }
  let f = 0;
  for (let n = 100; n >= 1; n--) f = n / 2 / (a + f);
  return Math.sign(x) * (1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + f));
}
