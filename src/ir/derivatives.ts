/** The derivative of every op, as ops. `d` is the gradient of the result; the answer holds one gradient per operand, undefined where none passes. */
import type { Builder } from './builder.ts';
import type { Op } from './ops.ts';
import type { Val } from './value.ts';

export type Pull = (b: Builder, v: Val, d: Val) => readonly (Val | undefined)[];

const none: Pull = () => [];
const x = (v: Val): Val => v.ins[0]!;
const y = (v: Val): Val => v.ins[1]!;
const kept = (v: Val): readonly number[] => x(v).event.map((n, i) => (v.at.axes!.includes(i) ? 1 : n));
const letters = (ls: readonly string[]): string => ls.join('');
const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

export const DERIVATIVES: { readonly [O in Op]: Pull } = {
  param: none,
  state: none,
  input: none,
  constant: none,
  random: none,
  host: none,
  size: none,
  // differentiate.ts pulls back through loops
  arg: none,
  loop: none,
  out: none,
  step: none,
  sign: none,
  floor: none,
  stop: none,
  eq: none,
  greater: none,
  max: none,
  argmaxHot: none,
  neg: (b, _, d) => [b.neg(d)],
  exp: (b, v, d) => [b.mul(d, v)],
  log: (b, v, d) => [b.div(d, x(v))],
  log1p: (b, v, d) => [b.div(d, b.add(1, x(v)))],
  tanh: (b, v, d) => [b.mul(d, b.sub(1, b.square(v)))],
  sigmoid: (b, v, d) => [b.mul(d, b.mul(v, b.sub(1, v)))],
  softplus: (b, v, d) => [b.mul(d, b.sigmoid(x(v)))],
  sqrt: (b, v, d) => [b.div(b.mul(0.5, d), v)],
  rsqrt: (b, v, d) => [b.mul(b.mul(-0.5, d), b.mul(v, b.square(v)))],
  square: (b, v, d) => [b.mul(d, b.mul(2, x(v)))],
  reciprocal: (b, v, d) => [b.neg(b.mul(d, b.square(v)))],
  abs: (b, v, d) => [b.mul(d, b.sign(x(v)))],
  // by the result, so that the pre-activation can die early and matmul, bias and relu fuse
  relu: (b, v, d) => [b.mul(d, b.step(v))],
  sin: (b, v, d) => [b.mul(d, b.cos(x(v)))],
  cos: (b, v, d) => [b.neg(b.mul(d, b.sin(x(v))))],
  erf: (b, v, d) => [b.mul(d, b.mul(TWO_OVER_ROOT_PI, b.exp(b.neg(b.square(x(v))))))],
  add: (_, __, d) => [d, d],
  sub: (b, _, d) => [d, b.neg(d)],
  mul: (b, v, d) => [b.mul(d, y(v)), b.mul(d, x(v))],
  div: (b, v, d) => {
    const g = b.div(d, y(v));
    return [g, b.neg(b.mul(g, v))];
  },
  maximum: (b, v, d) => {
    const right = b.greater(y(v), x(v));
    return [b.mul(d, b.sub(1, right)), b.mul(d, right)];
  },
  minimum: (b, v, d) => {
    const right = b.greater(x(v), y(v));
    return [b.mul(d, b.sub(1, right)), b.mul(d, right)];
  },
  where: (b, v, d) => [undefined, b.where(x(v), d, 0), b.where(x(v), 0, d)],
  sum: (b, v, d) => [b.expand(b.reshape(d, kept(v)), x(v).plates, x(v).event)],
  // sum of what lies at or after each position
  cumsum: (b, v, d) => {
    const axis = v.at.axis!;
    const all = b.sum(d, [axis]);
    const one = d.event.map((n, i) => (i === axis ? 1 : n));
    return [b.add(b.sub(b.reshape(all, one), b.cumsum(d, axis)), d)];
  },
  expand: (_, __, d) => [d],
  reshape: (b, v, d) => [b.reshape(d, x(v).event)],
  transpose: (b, v, d) => {
    const back: number[] = [];
    v.at.axes!.forEach((a, i) => (back[a] = i));
    return [b.transpose(d, back)];
  },
  slice: (b, v, d) => [b.pad(d, v.at.axis!, v.at.low!, x(v).event[v.at.axis!]! - v.at.high!)],
  pad: (b, v, d) => [b.slice(d, v.at.axis!, v.at.low!, v.at.low! + x(v).event[v.at.axis!]!)],
  concat: (b, v, d) => {
    let at = 0;
    return v.ins.map((u) => {
      const low = at;
      at += u.event[v.at.axis!]!;
      return b.slice(d, v.at.axis!, low, at);
    });
  },
  gather: (b, v, d) => [b.scatter(d, v.at.axis!, v.at.indices!, x(v).event[v.at.axis!]!)],
  scatter: (b, v, d) => [b.gather(d, v.at.axis!, v.at.indices!)],
  stack: (b, v, d) => v.ins.map((_, i) => b.pick(d, v.at.plate!, i)),
  pick: (b, v, d) => {
    const n = b.plates.get(v.at.plate!) as number;
    const hot = b.constant(
      Array.from({ length: n }, (_, i) => +(i === v.at.index)),
      [],
      [v.at.plate!],
    );
    return [b.mul(hot, d)];
  },
  rename: (b, v, d) => [b.rename(d, v.at.to!, v.at.plate!)],
  toPlate: (b, v, d) => [b.toAxis(d, v.at.plate!)],
  toAxis: (b, v, d) => [b.toPlate(d, v.at.plate!)],
  // a contraction is linear in each operand, and its adjoints are contractions
  contract: (b, v, d) => {
    const c = v.at.contraction!;
    const [l, r, o] = [letters(c.left), letters(c.right), letters(c.out)];
    return [b.contract(d, y(v), `${o},${r}->${l}`, x(v).plates), b.contract(x(v), d, `${l},${o}->${r}`, y(v).plates)];
  },
  conv2d: (b, v, d) => [b.emit('conv2dInput', [d, y(v)], v.at), b.emit('conv2dFilter', [x(v), d], v.at)],
  conv2dInput: (b, v, d) => [b.emit('conv2d', [d, y(v)], v.at), b.emit('conv2dFilter', [d, x(v)], v.at)],
  conv2dFilter: (b, v, d) => [b.emit('conv2dInput', [y(v), d], v.at), b.emit('conv2d', [x(v), d], v.at)],
  solve: (b, v, d) => {
    const s = b.solve(x(v), d);
    return [b.neg(b.contract(s, v, 'i,j->ij')), s];
  },
  // the inverse, column by column
  logdet: (b, v, d) => {
    const k = x(v).event[0]!;
    const columns = Array.from({ length: k }, (_, j) =>
      b.reshape(
        b.solve(
          x(v),
          b.constant(
            Array.from({ length: k }, (__, i) => +(i === j)),
            [k],
          ),
        ),
        [k, 1],
      ),
    );
    return [b.mul(b.reshape(d, [1, 1]), b.concat(columns, 1))];
  },
};
