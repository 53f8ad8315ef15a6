/**
 * An interpreter of the program language in float64, written for clarity and sharing nothing with the compiler: every element of every
 * value is computed from its definition, plates matched by name. The reference for lowering, simplification and derivatives.
 */
import { topological } from '../../src/ir/dependencies.ts';
import { hostScalar } from '../../src/ir/host.ts';
import type { Program, Val } from '../../src/ir/value.ts';
import type { Op } from '../../src/ir/ops.ts';
import { eliminated, erf } from './special.ts';

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
/** Every position of a shape, in order. */
function* indices(shape: readonly number[]): Generator<number[]> {
  const n = count(shape);
  const at = shape.map(() => 0);
  for (let k = 0; k < n; k++) {
    yield at.slice();
    for (let i = shape.length - 1; i >= 0; i--) {
      at[i]!++;
      if (at[i]! < shape[i]!) break;
      at[i] = 0;
    }
  }
}
/** How far apart neighbours along each axis lie; 0 along axes of size 1, which repeat. */
function strides(shape: readonly number[]): readonly number[] {
  const out: number[] = [];
  let stride = 1;
  for (const n of shape.toReversed()) {
    out.unshift(n === 1 ? 0 : stride);
    stride *= n;
  }
  return out;
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
  const stacked = (parts: readonly Dense[]): Dense => {
    const { plates, shape } = parts[0]!;
    const data = new Float64Array(parts.length * count(shape));
    parts.forEach((d, i) => data.set(d.data, i * count(shape)));
    return { plates: [r.plate, ...plates], shape: [parts.length, ...shape], data };
  };
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
  const operands = v.ins.map((u) => {
    const { plates, shape: own, data: numbers } = of(u);
    return { plates, numbers, rank: u.event.length, steps: strides(own) };
  });
  /** Where the number of an operand at named plates and an event index aligned from the right lies; axes of size 1 repeat. */
  const place = (k: number, { plates, event }: Position): number => {
    const { plates: names, rank, steps } = operands[k]!;
    let flat = 0;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i]!;
      if (step > 0) flat += step * (i < names.length ? plates[names[i]!]! : event[event.length - rank + (i - names.length)]!);
    }
    return flat;
  };
  const read = (k: number, at: Position): number => operands[k]!.numbers[place(k, at)]!;
  const fill = (f: (at: Position) => number): Dense => {
    let k = 0;
    for (const ix of indices(v.plates.map(sizeOf))) {
      const plates: Record<string, number> = {};
      v.plates.forEach((p, i) => (plates[p] = ix[i]!));
      for (const event of indices(v.event)) data[k++] = f({ plates, event });
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
    const event: number[] = [];
    kept.forEach((a, i) => (event[a] = p.event[i]!));
    for (const ix of indices(plates.map(sizeOf))) {
      const within = { ...p.plates, ...Object.fromEntries(plates.map((q, i) => [q, ix[i]!])) };
      for (const iy of indices(axes.map((a) => x!.event[a]!))) {
        axes.forEach((a, i) => (event[a] = iy[i]!));
        yield { plates: within, event };
      }
    }
  };
  const one = (f: (x: number) => number): Dense => fill((p) => f(read(0, p)));
  const two = (f: (x: number, y: number) => number): Dense => fill((p) => f(read(0, p), read(1, p)));
  /** Over the plates and axes that go. */
  const folded = (start: number, f: (before: number, y: number) => number): Dense =>
    fill((p) => {
      let s = start;
      for (const q of over(p, at.plates!, at.axes!)) s = f(s, read(0, q));
      return s;
    });
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
    sum: () => folded(0, (s, y) => s + y),
    max: () => folded(-Infinity, Math.max),
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
      const [a, b] = operands.map((o) => o.numbers) as [Float64Array, Float64Array];
      const nowhere = Object.fromEntries([...v.plates, ...dropped].map((q) => [q, 0]));
      // a place is a sum over axes: what those summed over add to it is the same for every element of the result
      const places = (plates: Position['plates'], value: (l: string) => number): readonly [number, number] => [
        place(0, { plates, event: left.map(value) }),
        place(1, { plates, event: right.map(value) }),
      ];
      const inner = [...indices([...labels.map(size), ...dropped.map(sizeOf)])].map((ix) => {
        const named = Object.fromEntries(dropped.map((q, i) => [q, ix[labels.length + i]!]));
        return places({ ...nowhere, ...named }, (l) => (out.includes(l) ? 0 : ix[labels.indexOf(l)]!));
      });
      return fill((p) => {
        const [i, j] = places({ ...nowhere, ...p.plates }, (l) => (out.includes(l) ? p.event[out.indexOf(l)]! : 0));
        let s = 0;
        for (const [di, dj] of inner) s += a[i + di]! * b[j + dj]!;
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
