/** Records ops. One builder per program; every op of the language has its method here. */
import { numel, sameShape } from '../graph/space.ts';
import { type Op, IrError, broadcast, typeOf } from './ops.ts';
import type { HostScalar } from './host.ts';
import { outKind, sourceOf } from './region.ts';
import type { Attributes, Convolution, Init, Origin, Plate, Program, Region, Slot, Val } from './value.ts';
import { twoSignatures } from './refusal.ts';

type N = Val | number;

export class Builder {
  readonly params = new Map<string, Slot>();
  readonly states = new Map<string, Slot>();
  /** Next values of state, by name. */
  readonly updates = new Map<string, Val>();
  readonly plates = new Map<Plate, number | 'batch'>([['B', 'batch']]);
  private readonly named = new Map<string, Val>();
  private readonly draws = new Map<string, number>();
  private readonly order: Plate[] = ['B'];
  private origin: Origin = { node: '' };
  private next = 0;

  /** Data-dependent starts found so far, by parameter: values of this very program. */
  readonly starts = new Map<string, Val>();

  /**
   * @param name keys the random streams, so that two programs of one drawing draw independently
   * @param starting data-dependent parameters that this program finds the start of, in place of reading them
   */
  constructor(
    readonly name: string,
    private readonly starting: ReadonlySet<string> = new Set(),
  ) {}

  /** Records what `f` builds as coming from a node. */
  within<T>(origin: Origin, f: () => T): T {
    const was = this.origin;
    this.origin = origin;
    try {
      return f();
    } finally {
      this.origin = was;
    }
  }
  private sorted(ps: Iterable<Plate>): readonly Plate[] {
    const set = [...new Set(ps)];
    for (const p of set) if (!this.order.includes(p)) this.order.push(p);
    return set.sort((a, b) => this.order.indexOf(a) - this.order.indexOf(b));
  }
  /** Emits an op whose result type follows from the table. */
  emit(op: Op, ins: readonly Val[], at: Attributes = {}): Val {
    const t = typeOf(op, ins, at);
    if (!t) throw new IrError(`${op} declares its type`);
    return this.declare(op, ins, at, t.plates, t.event);
  }
  private declare(op: Op, ins: readonly Val[], at: Attributes, plates: Iterable<Plate>, event: readonly number[]): Val {
    return { id: this.next++, op, ins, at, plates: this.sorted(plates), event, from: this.origin };
  }
  /** The same op over other operands, keeping where it came from; for passes that rebuild programs. */
  rebuild(v: Val, ins: readonly Val[]): Val {
    return this.within(v.from, () => {
      const t = typeOf(v.op, ins, v.at);
      return t ? this.declare(v.op, ins, v.at, t.plates, t.event) : this.declare(v.op, ins, v.at, v.plates, v.event);
    });
  }
  program(outputs: Readonly<Record<string, Val>>): Program {
    return { name: this.name, outputs, plates: this.plates, params: this.params, states: this.states };
  }

  // ---- leaves
  plate(name: Plate, size: number | 'batch'): Plate {
    this.plates.set(name, size);
    this.sorted([name]);
    return name;
  }
  /** One value per named leaf and program. */
  private once(op: 'param' | 'state' | 'input', name: string, plates: readonly Plate[], event: readonly number[]): Val {
    const key = `${op}:${name}`;
    const hit = this.named.get(key);
    if (hit && !sameShape(hit.event, event)) throw twoSignatures(name, hit.event, event);
    const v = hit ?? this.declare(op, [], { name }, plates, event);
    this.named.set(key, v);
    return v;
  }
  /** Parameters and state are plain arrays; `toPlate` turns a leading axis into a plate where one is wanted. */
  param(name: string, event: readonly number[], init: Init): Val {
    const v = this.once('param', name, [], event);
    if (!this.params.has(name)) this.params.set(name, { name, event, init });
    return v;
  }
  /**
   * A parameter that starts as a statistic of what flows through it. In a program that finds its start it is that statistic, so that what comes
   * later sees values that it has already normalised. @param statistic of the parameter's event, without plates
   */
  paramFromData(name: string, event: readonly number[], statistic: () => Val): Val {
    if (!this.starting.has(name)) return this.param(name, event, { kind: 'data' });
    const start = this.starts.get(name) ?? statistic();
    this.starts.set(name, start);
    return start;
  }
  /** An array that learning updates without a gradient, read as it was before the step. */
  state(name: string, event: readonly number[], init: Init): Val {
    const v = this.once('state', name, [], event);
    if (!this.states.has(name)) this.states.set(name, { name, event, init });
    return v;
  }
  /**
   * What a declared state becomes, once a turn (DESIGN rule 13). Only learn programs may say so.
   * @throws IrError when the state was not declared in this program, or `next` is not of its shape
   */
  update(state: string, next: Val): void {
    const slot = this.states.get(state);
    if (!slot) throw new IrError(`${state} is no state of ${this.name}`);
    if (next.plates.length > 0 || !sameShape(next.event, slot.event))
      throw new IrError(`state ${state} of [${slot.event.join()}] would become {${next.plates.join()}}[${next.event.join()}]`);
    this.updates.set(state, next);
  }
  input(name: string, event: readonly number[], plates: readonly Plate[] = ['B']): Val {
    return this.once('input', name, plates, event);
  }
  constant(data: readonly number[], event: readonly number[], plates: readonly Plate[] = []): Val {
    return this.declare('constant', [], { data }, plates, event);
  }
  of(x: N): Val {
    return typeof x === 'number' ? this.constant([x], []) : x;
  }
  /** Standard normal, or uniform on (0, 1). Keyed by program, node and ordinal, so that no pass changes a draw. */
  random(law: 'normal' | 'uniform', plates: Iterable<Plate>, event: readonly number[]): Val {
    const key = `${this.name}/${this.origin.node}`;
    const n = this.draws.get(key) ?? 0;
    this.draws.set(key, n + 1);
    return this.declare('random', [], { law, name: `${key}/${n}` }, plates, event);
  }
  /** A scalar the host computes each step. */
  host(name: string, host: HostScalar): Val {
    return this.declare('host', [], { name, host }, [], []);
  }
  sizeOf(plate: Plate): Val {
    const n = this.plates.get(plate);
    return typeof n === 'number' ? this.of(n) : this.declare('size', [], { plate }, [], []);
  }

  // ---- loops (loop.ts makes them)
  /** A plate of its own for the turns of a loop: `${name}.turns`, numbered where the name is taken. */
  turns(name: string, n: number): Plate {
    if (!Number.isInteger(n) || n < 1) throw new IrError(`a loop of ${n} turns`);
    let plate = `${name}.turns`;
    for (let i = 2; this.plates.has(plate); i++) plate = `${name}.turns${i}`;
    return this.plate(plate, n);
  }
  /** What is made from now on has ids from this one. */
  get mark(): number {
    return this.next;
  }
  arg(plates: readonly Plate[], event: readonly number[]): Val {
    return this.declare('arg', [], {}, plates, event);
  }
  looped(ins: readonly Val[], region: Region): Val {
    return this.declare('loop', ins, { region }, [], []);
  }
  /** One result of a loop, by its index (region.ts). */
  out(loop: Val, index: number): Val {
    const r = loop.at.region!;
    const v = sourceOf(r, index);
    return this.declare('out', [loop], { index }, outKind(r, index).kind === 'carried' ? v.plates : [r.plate, ...v.plates], v.event);
  }

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
