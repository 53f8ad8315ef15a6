/** Numbered registers with known shapes, where their numbers come from, and the calls that fill them. Equal calls are emitted once; reshapes that change nothing are not emitted at all. */
import { numel, sameShape } from '../../graph/space.ts';
import { IrError } from '../../ir/ops.ts';
import type { Origin } from '../../ir/value.ts';
import type { KernelAttributes, Leaf, LoopStep, Source, Target } from '../kernel-program.ts';
import { type Traits, TRAITS, hasKernel } from './capabilities.ts';

export type Shape = readonly number[];
export type Register = number;

/** A step before it is known which registers die at it. */
export interface Draft {
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, Register>>;
  readonly attributes: KernelAttributes;
  readonly loop?: LoopStep | undefined;
  readonly out: Register;
  readonly from: Origin;
  readonly parts?: readonly Origin[] | undefined;
}

let emitters = 0;

export class Registers {
  readonly shapes: Shape[] = [];
  readonly sources: Leaf[] = [];
  readonly steps: Draft[] = [];
  /** Origin of what is emitted now. */
  from: Origin = { node: '' };
  /** Reshaped register -> the register whose data it shares. */
  protected readonly base = new Map<Register, Register>();
  private readonly seen = new Map<string, Register>();
  private readonly scalars = new Map<Register, number>();
  private readonly fills = new Map<Register, number>();
  /** Data that a product has on its right -> the shape it has there; shared with the programs around this one. */
  protected readonly rights: Map<string, Shape>;
  /** Registers whose data may have stood on the right of a product elsewhere. */
  protected readonly foreign = new Set<Register>();
  /** Registers that share the data of a register of the program around this one -> its place. */
  private readonly places = new Map<Register, string>();
  private readonly id = ++emitters;

  protected readonly traits: Traits;

  /** @param around the emitter of the program that holds this one as the body of a loop */
  constructor(
    readonly target: Target,
    around?: Registers,
  ) {
    this.traits = TRAITS[target];
    this.rights = around?.rights ?? new Map<string, Shape>();
  }

  shape(r: Register): Shape {
    return this.shapes[r]!;
  }
  /** The number a scalar constant register holds, if it is one. */
  scalar(r: Register): number | undefined {
    return this.scalars.get(this.base.get(r) ?? r);
  }
  private register(shape: Shape): Register {
    this.shapes.push(shape);
    return this.shapes.length - 1;
  }
  private once(key: string, make: () => Register): Register {
    const hit = this.seen.get(key);
    if (hit !== undefined) return hit;
    const r = make();
    this.seen.set(key, r);
    return r;
  }

  // ---- sources
  source(source: Source, shape: Shape): Register {
    const key = source.kind === 'random' ? source.stream : 'name' in source ? source.name : '';
    const make = (): Register => {
      const register = this.register(shape);
      this.sources.push({ register, source, from: this.from });
      return register;
    };
    return source.kind === 'constant' ? make() : this.once(`source ${source.kind} ${key} ${shape.join()}`, make);
  }
  /** What the body of a loop is handed. @param place where its data lie in the program around, if they stay the same from turn to turn */
  argument(index: number, shape: Shape, foreign: boolean, place?: string): Register {
    const r = this.register(shape);
    this.sources.push({ register: r, source: { kind: 'argument', index }, from: this.from });
    if (foreign) this.foreign.add(r);
    if (place !== undefined) this.places.set(r, place);
    return r;
  }
  /** Where the data of a register lie, among those of every program that is being lowered. */
  place(r: Register): string {
    const root = this.base.get(r) ?? r;
    return this.places.get(root) ?? `${this.id}:${root}`;
  }
  constant(value: number): Register {
    return this.once(`scalar ${Object.is(value, -0) ? '-0' : value}`, () => {
      const r = this.source({ kind: 'constant', data: Float32Array.of(value) }, []);
      this.scalars.set(r, value);
      return r;
    });
  }
  data(data: Float32Array | Int32Array, shape: Shape): Register {
    if (data.length !== numel(shape)) throw new IrError(`a constant of ${data.length} numbers for [${shape.join()}]`);
    if (data.length === 1 && data instanceof Float32Array) return this.reshape(this.constant(data[0]!), shape);
    const key = data.length <= 4096 ? data.join() : '';
    const make = (): Register => this.source({ kind: 'constant', data }, shape);
    return key ? this.once(`data ${data instanceof Int32Array ? 'i' : 'f'} [${shape.join()}] ${key}`, make) : make();
  }
  filled(value: number, shape: Shape): Register {
    return this.once(`filled ${value} [${shape.join()}]`, () => {
      const r = this.source({ kind: 'constant', data: new Float32Array(numel(shape)).fill(value) }, shape);
      this.fills.set(r, value);
      return r;
    });
  }
  /** The number a register holds everywhere, if it is known: a scalar or a filled constant. */
  everywhere(r: Register): number | undefined {
    const root = this.base.get(r) ?? r;
    return this.scalars.get(root) ?? this.fills.get(root);
  }

  // ---- calls
  call(kernel: string, inputs: Readonly<Record<string, Register>>, attributes: KernelAttributes, shape: Shape): Register {
    if (!hasKernel(kernel, this.target)) throw new IrError(`${this.target} has no kernel ${kernel}`);
    return this.once(`${kernel} ${JSON.stringify(inputs)} ${JSON.stringify(attributes)}`, () => {
      const out = this.register(shape);
      this.steps.push({ kernel, inputs, attributes, out, from: this.from });
      return out;
    });
  }
  /** A loop is never merged with another; its register holds all its results. */
  loop(inputs: Readonly<Record<string, Register>>, loop: LoopStep): Register {
    const out = this.register([]);
    this.steps.push({ kernel: 'Loop', inputs, attributes: {}, loop, out, from: this.from });
    return out;
  }
  outOf(x: Register, index: number, shape: Shape): Register {
    const out = this.register(shape);
    this.steps.push({ kernel: 'Out', inputs: { x }, attributes: { index }, out, from: this.from });
    this.foreign.add(out);
    return out;
  }
  reshape(x: Register, shape: Shape): Register {
    if (sameShape(this.shape(x), shape)) return x;
    if (numel(this.shape(x)) !== numel(shape)) throw new IrError(`reshape [${this.shape(x).join()}] to [${shape.join()}]`);
    const root = this.base.get(x) ?? x;
    if (sameShape(this.shape(root), shape)) return root;
    const r = this.call('Reshape', { x: root }, { shape }, shape);
    this.base.set(r, root);
    return r;
  }
}
