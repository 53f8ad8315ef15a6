/** Records ops. One builder per program; every op of the language has its method here. */
import { numel, sameShape } from '../graph/space.ts';
import { IrError, broadcast } from './ops.ts';
import { Recorder } from './recorder.ts';
import type { Convolution, Plate, Val } from './value.ts';

type N = Val | number;

export class Builder extends Recorder {
  // ---- element by element
  neg(x: N): Val {
    return this.emit('neg', [this.of(x)]);
  }
  exp(x: N): Val {
    return this.emit('exp', [this.of(x)]);
  }
  log(x: N): Val {
    return this.emit('log', [this.of(x)]);
  }
  log1p(x: N): Val {
    return this.emit('log1p', [this.of(x)]);
  }
  tanh(x: N): Val {
    return this.emit('tanh', [this.of(x)]);
  }
  sigmoid(x: N): Val {
    return this.emit('sigmoid', [this.of(x)]);
  }
  softplus(x: N): Val {
    return this.emit('softplus', [this.of(x)]);
  }
  sqrt(x: N): Val {
    return this.emit('sqrt', [this.of(x)]);
  }
  rsqrt(x: N): Val {
    return this.emit('rsqrt', [this.of(x)]);
  }
  square(x: N): Val {
    return this.emit('square', [this.of(x)]);
  }
  reciprocal(x: N): Val {
    return this.emit('reciprocal', [this.of(x)]);
  }
  abs(x: N): Val {
    return this.emit('abs', [this.of(x)]);
  }
  relu(x: N): Val {
    return this.emit('relu', [this.of(x)]);
  }
  sin(x: N): Val {
    return this.emit('sin', [this.of(x)]);
  }
  cos(x: N): Val {
    return this.emit('cos', [this.of(x)]);
  }
  erf(x: N): Val {
    return this.emit('erf', [this.of(x)]);
  }
  step(x: N): Val {
    return this.emit('step', [this.of(x)]);
  }
  sign(x: N): Val {
    return this.emit('sign', [this.of(x)]);
  }
  floor(x: N): Val {
    return this.emit('floor', [this.of(x)]);
  }
  stop(x: N): Val {
    return this.emit('stop', [this.of(x)]);
  }
  add(x: N, y: N): Val {
    return this.emit('add', [this.of(x), this.of(y)]);
  }
  sub(x: N, y: N): Val {
    return this.emit('sub', [this.of(x), this.of(y)]);
  }
  mul(x: N, y: N): Val {
    return this.emit('mul', [this.of(x), this.of(y)]);
  }
  div(x: N, y: N): Val {
    return this.emit('div', [this.of(x), this.of(y)]);
  }
  maximum(x: N, y: N): Val {
    return this.emit('maximum', [this.of(x), this.of(y)]);
  }
  minimum(x: N, y: N): Val {
    return this.emit('minimum', [this.of(x), this.of(y)]);
  }
  eq(x: N, y: N): Val {
    return this.emit('eq', [this.of(x), this.of(y)]);
  }
  greater(x: N, y: N): Val {
    return this.emit('greater', [this.of(x), this.of(y)]);
  }
  where(c: N, x: N, y: N): Val {
    return this.emit('where', [this.of(c), this.of(x), this.of(y)]);
  }
  total(...xs: readonly N[]): Val {
    return xs.map((x) => this.of(x)).reduce((a, x) => this.add(a, x));
  }

  // ---- reductions
  sum(x: Val, axes: readonly number[], plates: readonly Plate[] = []): Val {
    return axes.length + plates.length ? this.emit('sum', [x], { axes, plates }) : x;
  }
  max(x: Val, axes: readonly number[], plates: readonly Plate[] = []): Val {
    return this.emit('max', [x], { axes, plates });
  }
  sumEvent(x: Val): Val {
    return this.sum(
      x,
      x.event.map((_, i) => i),
    );
  }
  /** Sum over a plate; a value that is constant over the plate counts once per member. */
  sumPlate(x: Val, plate: Plate): Val {
    return x.plates.includes(plate) ? this.sum(x, [], [plate]) : this.mul(x, this.sizeOf(plate));
  }
  meanPlate(x: Val, plate: Plate): Val {
    return x.plates.includes(plate) ? this.div(this.sum(x, [], [plate]), this.sizeOf(plate)) : x;
  }
  /** Mean over every plate. */
  mean(x: Val): Val {
    return x.plates.reduce((v, p) => this.meanPlate(v, p), x);
  }
  cumsum(x: Val, axis: number): Val {
    return this.emit('cumsum', [x], { axis });
  }
  argmaxHot(x: Val): Val {
    return this.emit('argmaxHot', [x]);
  }
  /** log sum exp over a plate, shifted by the greatest term. */
  lse(x: Val, plate: Plate): Val {
    if (!x.plates.includes(plate)) return this.add(x, this.log(this.sizeOf(plate)));
    const m = this.stop(this.max(x, [], [plate]));
    return this.add(this.log(this.sum(this.exp(this.sub(x, m)), [], [plate])), m);
  }
  /** log softmax over the last event axis. */
  logSoftmax(x: Val): Val {
    const last = x.event.length - 1;
    const keep = [...x.event.slice(0, last), 1];
    const y = this.sub(x, this.reshape(this.stop(this.max(x, [last])), keep));
    return this.sub(y, this.reshape(this.log(this.sum(this.exp(y), [last])), keep));
  }

  // ---- shape
  /** Adds plates and widens the event; never drops a plate. */
  expand(x: Val, plates: Iterable<Plate>, event: readonly number[]): Val {
    const to = this.sorted([...plates, ...x.plates]);
    const wide = broadcast(x.event, event);
    return to.length === x.plates.length && sameShape(wide, x.event) ? x : this.declare('expand', [x], {}, to, wide);
  }
  reshape(x: Val, event: readonly number[]): Val {
    if (sameShape(x.event, event)) return x;
    if (numel(x.event) !== numel(event)) throw new IrError(`reshape [${x.event.join()}] to [${event.join()}]`);
    return this.declare('reshape', [x], {}, x.plates, event);
  }
  flat(x: Val): Val {
    return this.reshape(x, [numel(x.event)]);
  }
  transpose(x: Val, axes: readonly number[]): Val {
    return axes.every((a, i) => a === i) ? x : this.emit('transpose', [x], { axes });
  }
  slice(x: Val, axis: number, low: number, high: number): Val {
    return low === 0 && high === x.event[axis] ? x : this.emit('slice', [x], { axis, low, high });
  }
  pad(x: Val, axis: number, low: number, high: number): Val {
    return low + high ? this.emit('pad', [x], { axis, low, high }) : x;
  }
  concat(xs: readonly Val[], axis: number): Val {
    if (xs.length === 1) return xs[0]!;
    const plates = xs.flatMap((x) => x.plates);
    return this.emit(
      'concat',
      xs.map((x) => this.expand(x, plates, x.event)),
      { axis },
    );
  }
  gather(x: Val, axis: number, indices: readonly number[]): Val {
    return this.emit('gather', [x], { axis, indices });
  }
  scatter(x: Val, axis: number, indices: readonly number[], high: number): Val {
    return this.emit('scatter', [x], { axis, indices, high });
  }
  /** Lays values side by side along a new plate. */
  stack(xs: readonly Val[], plate: Plate): Val {
    this.plate(plate, xs.length);
    const plates = xs.flatMap((x) => x.plates);
    const event = xs.map((x) => x.event).reduce(broadcast);
    return this.emit(
      'stack',
      xs.map((x) => this.expand(x, plates, event)),
      { plate },
    );
  }
  pick(x: Val, plate: Plate, index: number): Val {
    return this.emit('pick', [x], { plate, index });
  }
  rename(x: Val, plate: Plate, to: Plate): Val {
    if (!this.plates.has(to)) this.plates.set(to, this.plates.get(plate)!);
    return this.emit('rename', [x], { plate, to });
  }
  /** Event axis 0 becomes a plate. */
  toPlate(x: Val, plate: Plate): Val {
    this.plate(plate, x.event[0]!);
    return this.emit('toPlate', [x], { plate });
  }
  /** A plate of known size becomes event axis 0. */
  toAxis(x: Val, plate: Plate): Val {
    const high = this.plates.get(plate);
    if (typeof high !== 'number') throw new IrError(`plate ${plate} has no fixed size`);
    return this.emit('toAxis', [x], { plate, high });
  }
  /** Sums what an earlier broadcast widened: the adjoint of expand. */
  sumTo(x: Val, plates: readonly Plate[], event: readonly number[]): Val {
    const lead = x.event.length - event.length;
    const axes = x.event.map((d, i) => (i < lead || (event[i - lead] === 1 && d !== 1) ? i : -1)).filter((i) => i >= 0);
    return this.reshape(
      this.sum(
        x,
        axes,
        x.plates.filter((p) => !plates.includes(p)),
      ),
      event,
    );
  }

  // ---- linear algebra
  /** Einstein summation over event axes named by letters: contract(x, w, 'n,nm->m'). Plates of either operand stay unless `plates` drops them. */
  contract(x: Val, y: Val, spec: string, plates?: readonly Plate[]): Val {
    const [ins, out] = spec.split('->') as [string, string];
    const [left, right] = ins.split(',') as [string, string];
    return this.emit('contract', [x, y], {
      contraction: { left: [...left], right: [...right], out: [...out] },
      plates: plates ?? this.sorted([...x.plates, ...y.plates]),
    });
  }
  /** x [.., n] times w [n, m] over the last axis. */
  matmul(x: Val, w: Val): Val {
    const head = 'abcdefgh'.slice(0, x.event.length - 1);
    return this.contract(x, w, `${head}n,nm->${head}m`);
  }
  conv2d(x: Val, w: Val, stride: number, pads: Convolution['pads']): Val {
    return this.emit('conv2d', [x, w], { convolution: { stride, pads, input: triple(x.event), filter: quad(w.event) } });
  }
  /** Transposed convolution: `filter` is [kh, kw, out channels, in channels], `to` the [height, width] of the result. */
  conv2dTransposed(x: Val, w: Val, stride: number, pads: Convolution['pads'], to: readonly [number, number]): Val {
    const filter = quad(w.event);
    return this.emit('conv2dInput', [x, w], { convolution: { stride, pads, input: [to[0], to[1], filter[2]], filter } });
  }
  solve(m: Val, r: Val): Val {
    return this.emit('solve', [m, r]);
  }
  logdet(m: Val): Val {
    return this.emit('logdet', [m]);
  }
}

function triple(e: readonly number[]): readonly [number, number, number] {
  if (e.length !== 3) throw new IrError(`an image is [height, width, channels], not [${e.join()}]`);
  return [e[0]!, e[1]!, e[2]!];
}
function quad(e: readonly number[]): readonly [number, number, number, number] {
  if (e.length !== 4) throw new IrError(`a filter has four axes, not [${e.join()}]`);
  return [e[0]!, e[1]!, e[2]!, e[3]!];
}
