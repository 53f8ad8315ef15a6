/** Runs kernel programs on a TF.js backend without its tape: kernels are called directly and memory is counted here. */
import {
  type DataId,
  type DataType,
  type KernelBackend,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  type TensorInfo,
  getKernel,
} from '@tensorflow/tfjs-core';
import type { KernelProgram, KernelStep, Source, Target } from '../../compiler/kernel-program.ts';
import { hostScalar } from '../../ir/host.ts';
import type { Origin } from '../../ir/value.ts';
import { fillRandom } from './random.ts';

/** Numbers on the device. Whoever holds one releases it once; `retain` adds a holder. */
export interface Buffer {
  readonly dataId: DataId;
  readonly shape: readonly number[];
  readonly dtype: DataType;
}
export interface Environment {
  /** Parameters and state, by name. The caller keeps them. */
  readonly vectors: Readonly<Record<string, Buffer>>;
  /** Data, by name. Arrays are uploaded for the run; buffers stay the caller's. */
  readonly inputs: Readonly<Record<string, Float32Array | Buffer>>;
  /** Keys the random streams, with the stream's name and `step`. */
  readonly seed: number;
  readonly step: number;
}
export interface Memory {
  /** Buffers alive on the device, ours and TF.js's. */
  readonly buffers: number;
  /** Bytes of what was uploaded or handed out and is not yet released. */
  readonly bytes: number;
}
/** A program was run with something missing or of the wrong size; a bug of ours. */
export class ExecutionError extends Error {}

interface Call {
  readonly step: KernelStep;
  /** undefined for a reshape, which shares its operand's numbers. */
  readonly run: ((read: (register: number) => TensorInfo) => TensorInfo) | undefined;
}
interface Plan {
  readonly calls: readonly Call[];
  readonly constants: ReadonlyMap<number, Buffer>;
  /** Sources that no step reads and no output names. */
  readonly unused: readonly number[];
}
const numel = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);

export class Device {
  private readonly plans = new Map<KernelProgram, Plan>();
  /** Bytes by data id of live uploads and results. */
  private readonly sizes = new Map<DataId, number>();
  private bytes = 0;

  constructor(
    readonly target: Target,
    private readonly backend: KernelBackend,
  ) {}

  // ---- buffers
  /** @throws ExecutionError when the shape does not hold the data */
  upload(data: Float32Array, shape: readonly number[] = [data.length]): Buffer {
    return this.write(data, shape, 'float32');
  }
  private write(data: Float32Array | Int32Array, shape: readonly number[], dtype: DataType): Buffer {
    if (data.length !== numel(shape)) throw new ExecutionError(`${data.length} numbers for [${shape.join()}]`);
    // wasm copies at once; the others keep the array they are given, and the caller may write to it again
    const own = this.target === 'wasm' ? data : data.slice();
    const dataId: DataId = this.backend.write(own, [...shape], dtype);
    return this.counted({ dataId, shape, dtype });
  }
  private counted(b: Buffer): Buffer {
    if (!this.sizes.has(b.dataId)) {
      this.sizes.set(b.dataId, 4 * numel(b.shape));
      this.bytes += 4 * numel(b.shape);
    }
    return b;
  }
  /** A copy of the numbers; asynchronous, because a graphics card answers late. */
  async download(b: Buffer): Promise<Float32Array> {
    const data = await this.backend.read(b.dataId);
    if (data instanceof Float32Array) return data.length === numel(b.shape) ? data.slice() : data.slice(0, numel(b.shape));
    if (data instanceof Int32Array || data instanceof Uint8Array) return Float32Array.from(data);
    throw new ExecutionError('the backend gave no numbers');
  }
  retain(b: Buffer): Buffer {
    this.backend.incRef(b.dataId);
    return b;
  }
  release(b: Buffer): void {
    if (!this.backend.disposeData(b.dataId)) return;
    this.bytes -= this.sizes.get(b.dataId) ?? 0;
    this.sizes.delete(b.dataId);
  }
  memory(): Memory {
    return { buffers: this.backend.numDataIds(), bytes: this.bytes };
  }
  /** Frees the constants kept for a program; it may still be run again. */
  forget(k: KernelProgram): void {
    for (const b of this.plans.get(k)?.constants.values() ?? []) this.release(b);
    this.plans.delete(k);
  }

  // ---- programs
  /** Enqueues the program and returns its results, which the caller releases. */
  run(k: KernelProgram, env: Environment): Record<string, Buffer> {
    const plan = this.plan(k);
    const registers = this.load(k, plan, env);
    const read = (r: number): TensorInfo => registers[r]!;
    for (const call of plan.calls) {
      registers[call.step.out] = this.call(call, k, read);
      for (const r of call.step.frees) this.release(registers[r]!);
    }
    return this.results(k, registers);
  }
  /**
   * Runs the program step by step and reads every value back, for finding where a NaN or an infinity first appears.
   * Stops there; undefined when every value is finite.
   */
  async firstNonFinite(k: KernelProgram, env: Environment): Promise<{ origin: Origin; kernel: string; register: number } | undefined> {
    const plan = this.plan(k);
    const registers = this.load(k, plan, env);
    const alive = new Set<number>(k.sources.map((s) => s.register));
    for (const r of plan.unused) alive.delete(r);
    let found: { origin: Origin; kernel: string; register: number } | undefined;
    for (const { register, source } of k.sources) {
      if (found || !alive.has(register) || source.kind === 'constant') continue;
      if (!(await this.finite(registers[register]!)))
        found = { origin: { node: '' }, kernel: source.kind === 'random' ? source.stream : `${source.kind} ${source.name}`, register };
    }
    for (const call of plan.calls) {
      if (found) break;
      registers[call.step.out] = this.call(call, k, (r) => registers[r]!);
      alive.add(call.step.out);
      if (!(await this.finite(registers[call.step.out]!)))
        found = { origin: call.step.from, kernel: call.step.kernel, register: call.step.out };
      for (const r of call.step.frees) {
        this.release(registers[r]!);
        alive.delete(r);
      }
    }
    for (const r of alive) this.release(registers[r]!);
    return found;
  }
  private async finite(b: Buffer): Promise<boolean> {
    return (await this.download(b)).every(Number.isFinite);
  }

  private call(call: Call, k: KernelProgram, read: (register: number) => TensorInfo): TensorInfo {
    const shape = k.shapes[call.step.out]! as number[];
    if (!call.run) {
      const x = read(call.step.inputs['x']!);
      this.backend.incRef(x.dataId);
      return { dataId: x.dataId, shape, dtype: x.dtype };
    }
    const { dataId, dtype } = call.run(read);
    return { dataId, shape, dtype };
  }
  /** Every source as a register this run holds one reference to. */
  private load(k: KernelProgram, plan: Plan, env: Environment): TensorInfo[] {
    const registers: TensorInfo[] = [];
    for (const { register, source } of k.sources) {
      const shape = k.shapes[register]! as number[];
      const b = this.source(source, shape, plan.constants.get(register), env);
      if (numel(b.shape) !== numel(shape))
        throw new ExecutionError(`${k.name}: ${describe(source)} is [${b.shape.join()}], expected [${shape.join()}]`);
      registers[register] = { dataId: b.dataId, shape, dtype: b.dtype };
    }
    for (const r of plan.unused) this.release(registers[r]!);
    return registers;
  }
  private source(source: Source, shape: readonly number[], constant: Buffer | undefined, env: Environment): Buffer {
    switch (source.kind) {
      case 'constant':
        if (!constant) throw new ExecutionError('a constant was not uploaded');
        return this.retain(constant);
      case 'vector': {
        const b = env.vectors[source.name];
        if (!b) throw new ExecutionError(`no vector ${source.name}`);
        return this.retain(b);
      }
      case 'input': {
        const x = env.inputs[source.name];
        if (!x) throw new ExecutionError(`no input ${source.name}`);
        if (!(x instanceof Float32Array)) return this.retain(x);
        if (x.length !== numel(shape)) throw new ExecutionError(`input ${source.name} has ${x.length} numbers, expected [${shape.join()}]`);
        return this.upload(x, shape);
      }
      case 'random': {
        const data = new Float32Array(numel(shape));
        fillRandom(data, source.law, env.seed, source.stream, env.step);
        return this.upload(data, shape);
      }
      case 'host':
        return this.upload(Float32Array.of(hostScalar(source.host, env.step)), []);
    }
  }
  private results(k: KernelProgram, registers: readonly TensorInfo[]): Record<string, Buffer> {
    const out: Record<string, Buffer> = {};
    const given = new Set<number>();
    for (const [name, r] of Object.entries(k.outputs)) {
      const b = registers[r]!;
      out[name] = this.counted(given.has(r) ? this.retain(b) : b);
      given.add(r);
    }
    return out;
  }
  private plan(k: KernelProgram): Plan {
    const hit = this.plans.get(k);
    if (hit) return hit;
    if (k.target !== this.target) throw new ExecutionError(`${k.name} was lowered for ${k.target}, not ${this.target}`);
    const used = new Set([...k.steps.flatMap((s) => Object.values(s.inputs)), ...Object.values(k.outputs)]);
    const constants = new Map<number, Buffer>();
    for (const { register, source } of k.sources)
      if (source.kind === 'constant')
        constants.set(register, this.write(source.data, k.shapes[register]!, source.data instanceof Int32Array ? 'int32' : 'float32'));
    const plan: Plan = {
      calls: k.steps.map((step) => ({ step, run: this.prepare(step) })),
      constants,
      unused: k.sources.filter((s) => !used.has(s.register)).map((s) => s.register),
    };
    this.plans.set(k, plan);
    return plan;
  }
  private prepare(step: KernelStep): Call['run'] {
    if (step.kernel === 'Reshape') return undefined;
    const kernel = getKernel(step.kernel, this.target);
    if (!kernel) throw new ExecutionError(`the ${this.target} backend has no kernel ${step.kernel}`);
    const { backend } = this;
    const attrs: object = step.attributes;
    if (!isAttributes(attrs)) throw new ExecutionError(`${step.kernel} lacks an attribute`);
    const names = Object.entries(step.inputs);
    const listed = names.length > 0 && names.every(([name], i) => name === String(i));
    return (read) => {
      const inputs: object = listed ? names.map(([, r]) => read(r)) : Object.fromEntries(names.map(([name, r]) => [name, read(r)]));
      if (!isInputs(inputs)) throw new ExecutionError(`${step.kernel} reads an empty register`);
      const out = kernel.kernelFunc({ inputs, backend, attrs });
      return Array.isArray(out) ? out[0]! : out;
    };
  }
}
/** Kernels take a record of operands or, for a list, an array; TF.js's type only knows the record. */
function isInputs(x: object): x is NamedTensorInfoMap {
  for (const t of Object.values(x)) if (!t) return false;
  return true;
}
function isAttributes(x: object): x is NamedAttrMap {
  return Object.values(x).every((a) => a !== undefined);
}
const describe = (s: Source): string => ('name' in s ? `${s.kind} ${s.name}` : s.kind === 'random' ? s.stream : s.kind);
