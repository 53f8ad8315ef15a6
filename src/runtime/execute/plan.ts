/** What a device prepares once for a kernel program: kernels looked up, constants uploaded. */
import { type KernelBackend, type NamedAttrMap, type NamedTensorInfoMap, type TensorInfo, getKernel } from '@tensorflow/tfjs-core';
import type { KernelProgram, KernelStep, Target } from '../../compiler/kernel-program.ts';
import type { Buffer } from './device.ts';
import { ExecutionError } from './error.ts';

/** A kernel call with its operands looked up by register. */
export type Prepared = (read: (register: number) => TensorInfo) => TensorInfo;
export interface Call {
  readonly step: KernelStep;
  /** undefined for a reshape, which shares its operand's numbers, and for loops and their results. */
  readonly run: Prepared | undefined;
}
export interface Plan {
  readonly calls: readonly Call[];
  readonly constants: ReadonlyMap<number, Buffer>;
  /** The same numbers on the host. */
  readonly tables: ReadonlyMap<number, Float32Array>;
  /** Sources that no step reads and no output names. */
  readonly unused: readonly number[];
}
const WITHOUT_KERNEL: ReadonlySet<string> = new Set(['Reshape', 'Loop', 'Out']);

/** @param write uploads numbers that stay as long as the plan */
export function planOf(
  k: KernelProgram,
  target: Target,
  backend: KernelBackend,
  write: (data: Float32Array | Int32Array, shape: readonly number[]) => Buffer,
): Plan {
  if (k.target !== target) throw new ExecutionError(`${k.name} was lowered for ${k.target}, not ${target}`);
  const used = new Set([...k.steps.flatMap((s) => Object.values(s.inputs)), ...Object.values(k.outputs)]);
  const constants = new Map<number, Buffer>();
  const tables = new Map<number, Float32Array>();
  for (const { register, source } of k.sources)
    if (source.kind === 'constant') {
      constants.set(register, write(source.data, k.shapes[register]!));
      if (source.data instanceof Float32Array) tables.set(register, source.data);
    }
  return {
    calls: k.steps.map((step) => ({ step, run: prepare(step, target, backend) })),
    constants,
    tables,
    unused: k.sources.filter((s) => !used.has(s.register)).map((s) => s.register),
  };
}

function prepare(step: KernelStep, target: Target, backend: KernelBackend): Prepared | undefined {
  return WITHOUT_KERNEL.has(step.kernel) ? undefined : kernelCall(step.kernel, step.inputs, step.attributes, target, backend);
}
/** One kernel, ready to be called. @throws ExecutionError when the backend lacks it */
export function kernelCall(
  name: string,
  inputs: Readonly<Record<string, number>>,
  attributes: Readonly<Record<string, unknown>>,
  target: Target,
  backend: KernelBackend,
): Prepared {
  const kernel = getKernel(name, target);
  if (!kernel) throw new ExecutionError(`the ${target} backend has no kernel ${name}`);
  const attrs: object = attributes;
  if (!isAttributes(attrs)) throw new ExecutionError(`${name} lacks an attribute`);
  const names = Object.entries(inputs);
  const listed = names.length > 0 && names.every(([key], i) => key === String(i));
  return (read) => {
    const operands: object = listed ? names.map(([, r]) => read(r)) : Object.fromEntries(names.map(([key, r]) => [key, read(r)]));
    if (!isInputs(operands)) throw new ExecutionError(`${name} reads an empty register`);
    const out = kernel.kernelFunc({ inputs: operands, backend, attrs });
    return Array.isArray(out) ? out[0]! : out;
  };
}
/** Kernels take a record of operands or, for a list, an array; TF.js's type only knows the record. */
function isInputs(x: object): x is NamedTensorInfoMap {
  for (const t of Object.values(x)) if (!t) return false;
  return true;
}
function isAttributes(x: object): x is NamedAttrMap {
  return Object.values(x).every((a) => a !== undefined);
}
