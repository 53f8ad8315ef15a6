/** What the backends run: a straight list of kernel calls on dense tensors with concrete shapes. Made by lowering an IR program for one batch size and one target. */
import type { HostScalar } from '../ir/host.ts';
import type { Origin } from '../ir/value.ts';

export type Target = 'cpu' | 'wasm' | 'webgl' | 'webgpu';

/** Static attributes as TF.js kernels take them. */
export type KernelAttributes = Readonly<Record<string, unknown>>;

/** One kernel call. Registers are numbered; each is written once. */
export interface KernelStep {
  /** TF.js kernel name, or one of our own kernels (prefixed "Wellspring"). */
  readonly kernel: string;
  /** Kernel input name -> register ("x", "a", "b"); list inputs as "0", "1", … */
  readonly inputs: Readonly<Record<string, number>>;
  readonly attributes: KernelAttributes;
  readonly loop?: LoopStep | undefined;
  readonly out: number;
  readonly from: Origin;
  /** Where its lines come from, one origin a line, where it is several operations in one. */
  readonly parts?: readonly Origin[] | undefined;
  /** Registers whose last use this is: freed right after. */
  readonly frees: readonly number[];
}
/** Where a register's value comes from when no kernel makes it. `shapes[register]` is the tensor shape: plates, then event axes. */
export type Source =
  /** A named parameter or state array, owned by the caller. */
  | { readonly kind: 'vector'; readonly name: string }
  | { readonly kind: 'input'; readonly name: string }
  /** Int32Array only where a kernel asks for whole numbers (indices). */
  | { readonly kind: 'constant'; readonly data: Float32Array | Int32Array }
  | { readonly kind: 'random'; readonly law: 'normal' | 'uniform'; readonly stream: string }
  | { readonly kind: 'host'; readonly name: string; readonly host: HostScalar }
  /** What the body of a loop is handed: 0 the number of the turn, then carried values, members of what is gone over, values from outside. */
  | { readonly kind: 'argument'; readonly index: number };

/**
 * What a step "Loop" does, whose inputs are c0…, o0…, r0… and whose register holds several results at once: the carried values, then what each
 * turn left (outputs "e…" of the body, in their order) and the tapes, with the turns as first axis. Steps "Out" take one of them.
 */
export interface LoopStep {
  /** Outputs: the next carried values "c0"…, and what the turn leaves, "e…". */
  readonly body: KernelProgram;
  readonly turns: number;
  readonly reverse: boolean;
  /** Numbers of carried values, of values gone over, of values from outside. */
  readonly carried: number;
  readonly over: number;
  readonly reads: number;
  /** Carried values that are kept as they were before every turn. */
  readonly tapes: readonly number[];
  readonly frames?: { readonly name: string; readonly of: number } | undefined;
}
/** A register that no kernel makes, and for which node it is there. */
export interface Leaf {
  readonly register: number;
  readonly source: Source;
  readonly from: Origin;
}
export interface KernelProgram {
  readonly name: string;
  readonly target: Target;
  readonly batch: number;
  readonly shapes: readonly (readonly number[])[];
  readonly sources: readonly Leaf[];
  readonly steps: readonly KernelStep[];
  /** Registers of the results, in the operand's plate order, then event axes. Never among the freed. */
  readonly outputs: Readonly<Record<string, number>>;
}
