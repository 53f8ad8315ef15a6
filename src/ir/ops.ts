/**
 * The op table: every op once, with its arity, the attributes it needs, its shape rule and what it costs.
 * Derivatives (derivatives.ts), lowering (compiler/lower) and printers are total over it by type.
 */
import { numel, sameShape } from '../graph/space.ts';
import type { Attributes, Plate, Val } from './value.ts';

export interface Type {
  readonly plates: readonly Plate[];
  readonly event: readonly number[];
}
export interface OpDeclaration {
  /** Number of operands; 'some' is one or more, 'any' may be none. */
  readonly arity: number | 'some' | 'any';
  readonly needs?: readonly (keyof Attributes)[];
  /** Result type from operands, or 'declared' for leaves and ops that state it; throws IrError when the operands do not fit. */
  readonly type: 'declared' | ((ins: readonly Type[], at: Attributes) => Type);
  /** Multiply-adds per result element, for cost estimates; 0 for data movement. */
  readonly flops: number;
  /** One element of the result depends on the matching elements of the operands only. */
  readonly elementwise?: true;
  /** No gradient passes. */
  readonly flat?: true;
}

/** A bug of ours: a program that is not legal. Users never cause one. */
export class IrError extends Error {}

/** NumPy broadcasting of event shapes. */
export function broadcast(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const n = Math.max(a.length, b.length);
  const wide: number[] = [];
  for (let i = 0; i < n; i++) {
    const x = a[a.length - n + i] ?? 1;
    const y = b[b.length - n + i] ?? 1;
    if (x !== y && x !== 1 && y !== 1) throw new IrError(`event shapes [${a.join()}] and [${b.join()}] do not broadcast`);
    wide.push(Math.max(x, y));
  }
  return wide;
}
/** Union in the order 'batch first, then as they come'; the builder keeps one global order. */
function union(ins: readonly Type[]): readonly Plate[] {
  let all: readonly Plate[] = ins[0]?.plates ?? [];
  for (const { plates } of ins) {
    const more = plates === all ? [] : plates.filter((p) => !all.includes(p));
    if (more.length > 0) all = [...all, ...more];
  }
  return all;
}
const without = (ps: readonly Plate[], drop: readonly Plate[]): readonly Plate[] => ps.filter((p) => !drop.includes(p));

const like = (ins: readonly Type[]): Type => ({ plates: ins[0]!.plates, event: ins[0]!.event });
const joint = (ins: readonly Type[]): Type => ({ plates: union(ins), event: ins.map((t) => t.event).reduce(broadcast) });
const reduced = ([x]: readonly Type[], at: Attributes): Type => {
  for (const p of at.plates!) if (!x!.plates.includes(p)) throw new IrError(`reduces a plate ${p} the operand lacks`);
  for (const a of at.axes!) if (a < 0 || a >= x!.event.length) throw new IrError(`reduces axis ${a} of [${x!.event.join()}]`);
  return { plates: without(x!.plates, at.plates!), event: x!.event.filter((_, i) => !at.axes!.includes(i)) };
};
const withAxis = (event: readonly number[], axis: number, size: number): readonly number[] => {
  if (axis < 0 || axis >= event.length) throw new IrError(`axis ${axis} of [${event.join()}]`);
  return event.map((d, i) => (i === axis ? size : d));
};
const contracted = ([a, b]: readonly Type[], at: Attributes): Type => {
  const c = at.contraction!;
  if (c.left.length !== a!.event.length || c.right.length !== b!.event.length)
    throw new IrError(`contraction ${c.left.join('')},${c.right.join('')} of [${a!.event.join()}] and [${b!.event.join()}]`);
  const size = new Map<string, number>();
  for (const [labels, t] of [
    [c.left, a!],
    [c.right, b!],
  ] as const)
    labels.forEach((l, i) => {
      if ((size.get(l) ?? t.event[i]) !== t.event[i]) throw new IrError(`contraction axis ${l} has sizes ${size.get(l)} and ${t.event[i]}`);
      size.set(l, t.event[i]!);
    });
  for (const l of c.out) if (!size.has(l)) throw new IrError(`contraction result names an unknown axis ${l}`);
  for (const l of size.keys())
    if (!c.out.includes(l) && !(c.left.includes(l) && c.right.includes(l)))
      throw new IrError(`contraction drops axis ${l} of one operand only`);
  for (const p of union([a!, b!]))
    if (!at.plates!.includes(p) && !(a!.plates.includes(p) && b!.plates.includes(p)))
      throw new IrError(`contraction drops plate ${p} of one operand only`);
  return { plates: union([a!, b!]).filter((p) => at.plates!.includes(p)), event: c.out.map((l) => size.get(l)!) };
};
export const convolved = (at: Attributes): readonly [number, number, number] => {
  const { stride, pads, input, filter } = at.convolution!;
  const extent = (n: number, before: number, after: number, k: number): number => Math.floor((n + before + after - k) / stride) + 1;
  return [extent(input[0], pads[0], pads[1], filter[0]), extent(input[1], pads[2], pads[3], filter[1]), filter[3]];
};
const expect = (what: string, have: readonly number[], want: readonly number[]): void => {
  if (!sameShape(have, want)) throw new IrError(`${what} is [${have.join()}], expected [${want.join()}]`);
};

const unary = { arity: 1, type: like, flops: 1, elementwise: true } as const;
const costly = { ...unary, flops: 10 } as const;
const binary = { arity: 2, type: joint, flops: 1, elementwise: true } as const;

export const OPS = {
  // leaves
  param: { arity: 0, needs: ['name'], type: 'declared', flops: 0 },
  state: { arity: 0, needs: ['name'], type: 'declared', flops: 0, flat: true },
  input: { arity: 0, needs: ['name'], type: 'declared', flops: 0 },
  constant: { arity: 0, needs: ['data'], type: 'declared', flops: 0, flat: true },
  random: { arity: 0, needs: ['law', 'name'], type: 'declared', flops: 0, flat: true },
  host: { arity: 0, needs: ['host', 'name'], type: 'declared', flops: 0, flat: true },
  size: { arity: 0, needs: ['plate'], type: 'declared', flops: 0, flat: true },
  // loops: `loop` is all its results together, `out` is one of them (region.ts), `arg` is a leaf of a body
  arg: { arity: 0, type: 'declared', flops: 0 },
  loop: { arity: 'any', needs: ['region'], type: 'declared', flops: 0 },
  out: { arity: 1, needs: ['index'], type: 'declared', flops: 0 },
  // one operand, element by element
  neg: unary,
  exp: costly,
  log: costly,
  log1p: costly,
  tanh: costly,
  sigmoid: costly,
  softplus: costly,
  sqrt: unary,
  rsqrt: unary,
  square: unary,
  reciprocal: unary,
  abs: unary,
  relu: unary,
  sin: costly,
  cos: costly,
  erf: costly,
  step: { ...unary, flat: true },
  sign: { ...unary, flat: true },
  floor: { ...unary, flat: true },
  stop: { ...unary, flops: 0, flat: true },
  // two operands, element by element, with broadcasting
  add: binary,
  sub: binary,
  mul: binary,
  div: binary,
  maximum: binary,
  minimum: binary,
  eq: { ...binary, flat: true },
  greater: { ...binary, flat: true },
  /** where(c, a, b): a where c is not 0, else b. No gradient to c; a branch not taken adds nothing, not even NaN. */
  where: { arity: 3, type: joint, flops: 1, elementwise: true },
  // reductions
  sum: { arity: 1, needs: ['axes', 'plates'], type: reduced, flops: 1 },
  max: { arity: 1, needs: ['axes', 'plates'], type: reduced, flops: 1, flat: true },
  cumsum: {
    arity: 1,
    needs: ['axis'],
    type: (ins, at) => ({ plates: ins[0]!.plates, event: withAxis(ins[0]!.event, at.axis!, ins[0]!.event[at.axis!]!) }),
    flops: 1,
  },
  /** One-hot of the first greatest element along the last axis. */
  argmaxHot: { arity: 1, type: like, flops: 1, flat: true },
  // shape
  expand: { arity: 1, type: 'declared', flops: 0 },
  reshape: { arity: 1, type: 'declared', flops: 0 },
  transpose: { arity: 1, needs: ['axes'], type: ([x], at) => ({ plates: x!.plates, event: at.axes!.map((i) => x!.event[i]!) }), flops: 0 },
  slice: {
    arity: 1,
    needs: ['axis', 'low', 'high'],
    flops: 0,
    type: ([x], at) => {
      const n = x!.event[at.axis!] ?? -1;
      if (at.low! < 0 || at.high! > n || at.low! >= at.high!) throw new IrError(`slice ${at.low}..${at.high} of ${n}`);
      return { plates: x!.plates, event: withAxis(x!.event, at.axis!, at.high! - at.low!) };
    },
  },
  /** Zeros before and after along one axis. */
  pad: {
    arity: 1,
    needs: ['axis', 'low', 'high'],
    flops: 0,
    type: ([x], at) => ({ plates: x!.plates, event: withAxis(x!.event, at.axis!, x!.event[at.axis!]! + at.low! + at.high!) }),
  },
  concat: {
    arity: 'some',
    needs: ['axis'],
    flops: 0,
    type: (ins, at) => {
      for (const t of ins) expect('concat operand', withAxis(t.event, at.axis!, 1), withAxis(ins[0]!.event, at.axis!, 1));
      return {
        plates: union(ins),
        event: withAxis(
          ins[0]!.event,
          at.axis!,
          ins.reduce((n, t) => n + t.event[at.axis!]!, 0),
        ),
      };
    },
  },
  /** Elements `indices` along one event axis. */
  gather: {
    arity: 1,
    needs: ['axis', 'indices'],
    flops: 0,
    type: ([x], at) => ({ plates: x!.plates, event: withAxis(x!.event, at.axis!, at.indices!.length) }),
  },
  /** Adds into `high` slots: result[indices[i]] += x[i] along one event axis; the transpose of gather. */
  scatter: {
    arity: 1,
    needs: ['axis', 'indices', 'high'],
    flops: 1,
    type: ([x], at) => ({ plates: x!.plates, event: withAxis(x!.event, at.axis!, at.high!) }),
  },
  stack: {
    arity: 'some',
    needs: ['plate'],
    flops: 0,
    type: (ins, at) => ({ plates: [at.plate!, ...union(ins)], event: ins.map((t) => t.event).reduce(broadcast) }),
  },
  pick: {
    arity: 1,
    needs: ['plate', 'index'],
    flops: 0,
    type: ([x], at) => ({ plates: without(x!.plates, [at.plate!]), event: x!.event }),
  },
  rename: {
    arity: 1,
    needs: ['plate', 'to'],
    flops: 0,
    type: ([x], at) => ({ plates: x!.plates.map((p) => (p === at.plate ? at.to! : p)), event: x!.event }),
  },
  /** Event axis 0 becomes a plate; toAxis is its adjoint and inverse. */
  toPlate: { arity: 1, needs: ['plate'], type: ([x], at) => ({ plates: [...x!.plates, at.plate!], event: x!.event.slice(1) }), flops: 0 },
  /** A plate becomes event axis 0; `high` is its size. */
  toAxis: {
    arity: 1,
    needs: ['plate', 'high'],
    type: ([x], at) => ({ plates: without(x!.plates, [at.plate!]), event: [at.high!, ...x!.event] }),
    flops: 0,
  },
  // linear algebra
  contract: { arity: 2, needs: ['contraction', 'plates'], type: contracted, flops: 2 },
  conv2d: {
    arity: 2,
    needs: ['convolution'],
    flops: 2,
    type: ([x, w], at) => {
      expect('conv2d input', x!.event, at.convolution!.input);
      expect('conv2d filter', w!.event, at.convolution!.filter);
      return { plates: x!.plates, event: convolved(at) };
    },
  },
  /** Adjoint of conv2d in its input: (dy, w) -> dx. Also the transposed convolution. */
  conv2dInput: {
    arity: 2,
    needs: ['convolution'],
    flops: 2,
    type: ([dy, w], at) => {
      expect('conv2dInput gradient', dy!.event, convolved(at));
      expect('conv2dInput filter', w!.event, at.convolution!.filter);
      return { plates: dy!.plates, event: at.convolution!.input };
    },
  },
  /** Adjoint of conv2d in its filter, summed over every plate: (x, dy) -> dw. */
  conv2dFilter: {
    arity: 2,
    needs: ['convolution'],
    flops: 2,
    type: ([x, dy], at) => {
      expect('conv2dFilter input', x!.event, at.convolution!.input);
      expect('conv2dFilter gradient', dy!.event, convolved(at));
      return { plates: [], event: at.convolution!.filter };
    },
  },
  /** x of M x = r for a symmetric positive definite M [k,k] and r [k]. */
  solve: {
    arity: 2,
    type: ([m, r]) => (expect('solve matrix', m!.event, [r!.event[0]!, r!.event[0]!]), { plates: union([m!, r!]), event: r!.event }),
    flops: 10,
  },
  /** log |M| of a symmetric positive definite M [k,k]. */
  logdet: { arity: 1, type: ([m]) => ({ plates: m!.plates, event: [] }), flops: 10 },
} as const satisfies Readonly<Record<string, OpDeclaration>>;

export type Op = keyof typeof OPS;
export const declaration = (op: Op): OpDeclaration => OPS[op];

/** Result type by the table, for ops that do not declare it. */
export function typeOf(op: Op, ins: readonly Type[], at: Attributes): Type | undefined {
  const d = declaration(op);
  return d.type === 'declared' ? undefined : d.type(ins, at);
}
/** Floating-point operations of one value for a given batch size; an estimate for the cost view. */
export function flops(v: Val, sizeOf: (p: Plate) => number): number {
  const elements = v.plates.reduce((n, p) => n * sizeOf(p), numel(v.event));
  if (v.op === 'contract') {
    const c = v.at.contraction!;
    const [a, b] = v.ins as readonly [Val, Val];
    const events = c.left.reduce((n, l, i) => (c.out.includes(l) ? n : n * a.event[i]!), 1);
    return 2 * elements * a.plates.reduce((n, p) => (v.plates.includes(p) || !b.plates.includes(p) ? n : n * sizeOf(p)), events);
  }
  if (v.op === 'conv2d' || v.op === 'conv2dInput' || v.op === 'conv2dFilter') {
    const rows = v.ins[0]!.plates.reduce((n, p) => n * sizeOf(p), 1);
    const [oh, ow] = convolved(v.at);
    return 2 * rows * oh * ow * numel(v.at.convolution!.filter);
  }
  return declaration(v.op).flops * elements;
}
