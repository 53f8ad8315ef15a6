/** What a program is recorded in: its values in order, its named leaves, its plates and its loops. Builder adds a method for every op. */
import { sameShape } from '../graph/space.ts';
import { type Op, IrError, typeOf } from './ops.ts';
import type { HostScalar } from './host.ts';
import { outKind, sourceOf } from './region.ts';
import type { Attributes, Init, Origin, Plate, Program, Region, Slot, Val } from './value.ts';
import { twoSignatures } from './refusal.ts';

type N = Val | number;

export class Recorder {
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
  protected sorted(ps: Iterable<Plate>): readonly Plate[] {
    const list = Array.isArray(ps) ? (ps as readonly Plate[]) : [...ps];
    for (const p of list) if (!this.order.includes(p)) this.order.push(p);
    // most lists are in order already
    if (list.every((p, i) => i === 0 || this.order.indexOf(list[i - 1]!) < this.order.indexOf(p))) return list;
    return [...new Set(list)].sort((a, b) => this.order.indexOf(a) - this.order.indexOf(b));
  }
  /** Emits an op whose result type follows from the table. */
  emit(op: Op, ins: readonly Val[], at: Attributes = {}): Val {
    const t = typeOf(op, ins, at);
    if (!t) throw new IrError(`${op} declares its type`);
    return this.declare(op, ins, at, t.plates, t.event);
  }
  protected declare(op: Op, ins: readonly Val[], at: Attributes, plates: Iterable<Plate>, event: readonly number[]): Val {
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
}
