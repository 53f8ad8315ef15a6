/** A small example program for every op, total over the table: what derivative, lowering and simplification tests run. */
import { Builder } from '../../src/ir/builder.ts';
import { loop } from '../../src/ir/loop.ts';
import type { Op } from '../../src/ir/ops.ts';
import { ZEROS, type Program, type Val } from '../../src/ir/value.ts';

/** Leaves an example may read: a batch input, a shared parameter, a random value. Drawn by the test in the given range. */
export interface Example {
  /** Range of the numbers fed to leaves; kinks and poles are kept out of it. */
  readonly low: number;
  readonly high: number;
  /** The result, made of leaves from `leaf`. */
  build(b: Builder, leaf: Leaf): Val;
}
export interface Leaf {
  input(name: string, event: readonly number[], plates?: readonly string[]): Val;
  param(name: string, event: readonly number[]): Val;
}
const on = (low: number, high: number, build: Example['build']): Example => ({ low, high, build });
const smooth = (op: Op): Example => on(-2, 2, (b, l) => b.emit(op, [l.input('x', [3])]));
const positive = (op: Op): Example => on(0.3, 2, (b, l) => b.emit(op, [l.input('x', [3])]));
/** Operands of different plates and ranks: a batch of rows, a vector, a second plate. */
const pair = (op: Op): Example => on(0.3, 2, (b, l) => b.emit(op, [l.input('x', [2, 3]), b.toPlate(l.param('w', [2, 3]), 'K')]));
/** k by k, symmetric and positive definite: A A^T + I. */
const definite = (b: Builder, a: Val, k: number): Val =>
  b.add(
    b.contract(a, a, 'ij,kj->ik'),
    b.constant(
      Array.from({ length: k * k }, (_, i) => +(i % (k + 1) === 0)),
      [k, k],
    ),
  );

export const BATCH = 4;
export const EXAMPLES: { readonly [O in Op]: Example } = {
  param: on(-1, 1, (_, l) => l.param('w', [3])),
  state: on(-1, 1, (b, l) => b.mul(b.state('s', [3], ZEROS), l.input('x', [3]))),
  input: on(-1, 1, (_, l) => l.input('x', [3])),
  constant: on(-1, 1, (b, l) => b.mul(b.constant([1, -2, 3], [3]), l.input('x', [3]))),
  random: on(-1, 1, (b, l) => b.mul(b.random('normal', ['B'], [3]), b.add(l.input('x', [3]), b.random('uniform', [], [3])))),
  host: on(-1, 1, (b, l) => b.mul(b.host('h', { kind: 'bias-correction', decay: 0.9 }), l.input('x', [3]))),
  size: on(-1, 1, (b, l) => b.div(b.sumPlate(l.input('x', [3]), 'B'), b.sizeOf('B'))),
  // a body that reads from outside, is told its turn, draws, carries two values and leaves one
  loop: on(-1, 1, (b, l) => {
    const T = b.turns('demo', 3);
    const x = l.input('x', [2]);
    const w = l.param('w', [2, 2]);
    const run = loop(
      b,
      T,
      {
        carried: [x, b.expand(b.of(0), ['B'], [])],
        over: [b.toPlate(l.input('y', [3, 2]), T), b.constant([1, 2, 3], [], [T])],
        reverse: true,
      },
      ({ index, carried: [h, s], over: [y, c] }) => {
        const next = b.tanh(b.add(b.matmul(h!, w), b.mul(b.add(index, c!), b.add(y!, b.random('normal', ['B'], [2])))));
        return { carried: [next, b.add(s!, b.sumEvent(b.square(next)))], each: [b.mul(next, h!)] };
      },
    );
    return b.add(b.mul(run.carried[1]!, run.carried[0]!), b.sum(b.square(run.each[0]!), [], [T]));
  }),
  // loops in a loop; results of every turn that keep their plate
  out: on(-1, 1, (b, l) => {
    const T = b.turns('outer', 2);
    const x = l.input('x', [2]);
    const outer = loop(b, T, { carried: [x] }, ({ carried: [h] }) => {
      const S = b.turns('inner', 3);
      const inner = loop(b, S, { carried: [h!], over: [b.toPlate(l.param('w', [3, 2]), S)] }, ({ carried: [g], over: [w] }) => ({
        carried: [b.tanh(b.add(g!, b.mul(w!, b.random('uniform', ['B'], []))))],
      }));
      return { carried: [inner.carried[0]!], each: [inner.carried[0]!] };
    });
    return b.toAxis(b.mul(outer.each[0]!, outer.carried[0]!), T);
  }),
  arg: on(-1, 1, (b, l) => loop(b, b.turns('alone', 1), { carried: [l.input('x', [3])] }, ({ carried }) => ({ carried })).carried[0]!),
  neg: smooth('neg'),
  exp: smooth('exp'),
  log: positive('log'),
  log1p: positive('log1p'),
  tanh: smooth('tanh'),
  sigmoid: smooth('sigmoid'),
  softplus: smooth('softplus'),
  sqrt: positive('sqrt'),
  rsqrt: positive('rsqrt'),
  square: smooth('square'),
  reciprocal: positive('reciprocal'),
  abs: positive('abs'),
  relu: positive('relu'),
  sin: smooth('sin'),
  cos: smooth('cos'),
  erf: smooth('erf'),
  step: positive('step'),
  sign: positive('sign'),
  floor: on(0.2, 0.8, (b, l) => b.floor(b.add(l.input('x', [3]), 2))),
  // flat ops read a state: their gradient is none by definition, not by calculus
  stop: on(-1, 1, (b, l) => b.mul(b.stop(b.exp(b.state('s', [3], ZEROS))), l.input('y', [3]))),
  add: pair('add'),
  sub: pair('sub'),
  mul: pair('mul'),
  div: pair('div'),
  maximum: on(0.3, 2, (b, l) => b.maximum(l.input('x', [3]), b.sub(1, l.param('w', [3])))),
  minimum: on(0.3, 2, (b, l) => b.minimum(l.input('x', [3]), b.neg(l.param('w', [3])))),
  eq: on(0.3, 2, (b, l) => b.mul(b.eq(b.constant([1, 2, 3], [3]), b.constant([1, 0, 3], [3])), l.input('x', [3]))),
  greater: on(0.3, 2, (b, l) => b.mul(b.greater(l.input('x', [3]), b.constant([0, 5, 0], [3])), l.input('x', [3]))),
  where: on(0.3, 2, (b, l) =>
    b.where(b.greater(l.input('x', [3]), b.constant([0, 5, 0], [3])), b.exp(l.param('w', [3])), b.square(l.input('x', [3]))),
  ),
  sum: on(-1, 1, (b, l) => b.sum(b.square(b.toPlate(b.mul(l.param('w', [2, 3, 2]), l.input('x', [2, 3, 2])), 'K')), [1], ['K'])),
  max: on(-1, 1, (b, l) => b.mul(b.max(b.mul(b.state('s', [3, 2], ZEROS), b.random('normal', ['B'], [])), [0]), l.input('y', [2]))),
  cumsum: on(-1, 1, (b, l) => b.square(b.cumsum(l.input('x', [2, 3, 2]), 1))),
  argmaxHot: on(-1, 1, (b, l) => b.mul(b.argmaxHot(l.input('x', [2, 4])), l.input('x', [2, 4]))),
  expand: on(-1, 1, (b, l) => b.square(b.expand(l.param('w', [1, 3]), ['B'], [2, 3]))),
  reshape: on(-1, 1, (b, l) => b.square(b.reshape(l.input('x', [2, 3]), [3, 2]))),
  transpose: on(-1, 1, (b, l) => b.square(b.transpose(l.input('x', [2, 3, 2]), [2, 0, 1]))),
  slice: on(-1, 1, (b, l) => b.square(b.slice(l.input('x', [4, 3]), 0, 1, 3))),
  pad: on(-1, 1, (b, l) => b.square(b.pad(l.input('x', [2, 3]), 1, 1, 2))),
  concat: on(-1, 1, (b, l) => b.square(b.concat([l.input('x', [2, 3]), l.param('w', [2, 1])], 1))),
  gather: on(-1, 1, (b, l) => b.square(b.gather(l.input('x', [4, 2]), 0, [3, 1, 1]))),
  scatter: on(-1, 1, (b, l) =>
    b.square(b.add(b.scatter(l.input('x', [3, 2]), 0, [2, 0, 2], 4), b.scatter(l.input('x', [3, 2]), 0, [3, 0, 1], 4))),
  ),
  stack: on(-1, 1, (b, l) => b.square(b.stack([l.input('x', [3]), l.param('w', [3]), b.of(2)], 'S'))),
  pick: on(-1, 1, (b, l) => b.square(b.pick(b.mul(b.toPlate(l.param('w', [2, 3]), 'K'), l.input('x', [3])), 'K', 1))),
  rename: on(-1, 1, (b, l) => {
    const x = l.input('x', [3]);
    return b.square(b.sub(x, b.rename(x, 'B', 'C')));
  }),
  toPlate: on(-1, 1, (b, l) => b.mul(b.toPlate(l.input('x', [2, 3]), 'K'), b.toPlate(l.param('w', [2]), 'K'))),
  toAxis: on(-1, 1, (b, l) => b.square(b.toAxis(b.mul(b.toPlate(l.param('w', [2, 3]), 'K'), l.input('x', [3])), 'K'))),
  contract: on(-1, 1, (b, l) => b.contract(l.input('x', [2, 3]), l.param('w', [3, 2, 4]), 'ij,jik->k')),
  conv2d: on(-1, 1, (b, l) => b.conv2d(l.input('x', [5, 4, 2]), l.param('w', [3, 2, 2, 3]), 2, [1, 0, 0, 1])),
  conv2dInput: on(-1, 1, (b, l) => b.conv2dTransposed(l.input('x', [3, 2, 3]), l.param('w', [3, 3, 2, 3]), 2, [1, 1, 0, 1], [5, 4])),
  conv2dFilter: on(-1, 1, (b, l) =>
    b.emit('conv2dFilter', [l.input('x', [5, 4, 2]), l.input('y', [3, 2, 3])], {
      convolution: { stride: 2, pads: [1, 1, 0, 1], input: [5, 4, 2], filter: [3, 3, 2, 3] },
    }),
  ),
  solve: on(-1, 1, (b, l) => b.solve(definite(b, l.input('x', [3, 3]), 3), l.param('w', [3]))),
  logdet: on(-1, 1, (b, l) => b.logdet(definite(b, l.input('x', [3, 3]), 3))),
};

export interface Made {
  readonly program: Program;
  readonly b: Builder;
  readonly y: Val;
  readonly leaves: readonly Val[];
}
/** Builds an example; `leaves` are the inputs and parameters it read, in order. */
export function made(op: Op): Made {
  const b = new Builder(`example ${op}`);
  const leaves = new Map<string, Val>();
  const kept = (v: Val): Val => {
    leaves.set(v.at.name!, v);
    return v;
  };
  const y = EXAMPLES[op].build(b, {
    input: (name, event, plates) => kept(b.input(name, event, plates)),
    param: (name, event) => kept(b.param(name, event, ZEROS)),
  });
  return { program: b.program({ y }), b, y, leaves: [...leaves.values()] };
}
