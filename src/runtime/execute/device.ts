/** Runs kernel programs on a TF.js backend without its tape: kernels are called directly and memory is counted here. */
import type { DataId, DataType, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelProgram, Source, Target } from '../../compiler/kernel-program.ts';
import { hostScalar } from '../../ir/host.ts';
import type { Origin } from '../../ir/value.ts';
import { ExecutionError } from './error.ts';
import { type Call, type Plan, type Prepared, kernelCall, planOf } from './plan.ts';
import { fillRandom } from './random.ts';
import { type Hands, type Progress, runLoop } from './turns.ts';

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
  /** Whoever wants to know what the time of the run went into. */
  readonly clock?: Clock | undefined;
}
/** Told of everything a run does, right after it was done. */
export interface Clock {
  spent(from: Origin, parts?: readonly Origin[]): void;
}
export interface Memory {
  /** Buffers alive on the device, ours and TF.js's. */
  readonly buffers: number;
  /** Bytes of what was uploaded or handed out and is not yet released. */
  readonly bytes: number;
}
/** Whether and how a long run is watched. */
export interface Watch {
  readonly signal?: AbortSignal | undefined;
  /** The run waits for it. */
  onTurn?(p: Progress): Promise<void> | void;
  /** Lets messages through; asked for every few milliseconds. */
  pause(): Promise<void>;
}
/** Where a body stands: the turns of the loops around it, which key its draws. */
interface Place {
  readonly args: readonly TensorInfo[];
  readonly turns: string;
}
const OUTSIDE: Place = { args: [], turns: '' };
/** Milliseconds between two pauses of a watched run. */
const BREATH_MS = 24;
/** What a register holds: a tensor, or all results of a loop. */
type Register = TensorInfo | readonly TensorInfo[];
const info = (b: Buffer): TensorInfo => ({ ...b, shape: [...b.shape] });
const isTuple = (r: Register): r is readonly TensorInfo[] => Array.isArray(r);
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
  retain<T extends Pick<Buffer, 'dataId'>>(b: T): T {
    this.backend.incRef(b.dataId);
    return b;
  }
  release(b: Pick<Buffer, 'dataId'>): void {
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
    for (const s of k.steps) if (s.loop) this.forget(s.loop.body);
  }

  // ---- programs
  /** Enqueues the program and returns its results, which the caller releases. */
  run(k: KernelProgram, env: Environment): Record<string, Buffer> {
    return this.buffers(exhaust(this.execute(k, env, OUTSIDE)));
  }
  /** The same, with pauses between the turns of its loops. Undefined where the signal ended it; nothing is left behind then. */
  async runWatched(k: KernelProgram, env: Environment, watch: Watch): Promise<Record<string, Buffer> | undefined> {
    if (watch.signal?.aborted) return undefined;
    const run = this.execute(k, env, OUTSIDE);
    let rested = performance.now();
    for (;;) {
      const { done, value } = run.next();
      if (done) return this.buffers(value);
      const seen = watch.onTurn?.(value);
      if (seen) await seen;
      if (performance.now() - rested > BREATH_MS) {
        await watch.pause();
        rested = performance.now();
      }
      if (watch.signal?.aborted) {
        run.return({});
        return undefined;
      }
    }
  }
  private buffers(results: Readonly<Record<string, TensorInfo>>): Record<string, Buffer> {
    return Object.fromEntries(Object.entries(results).map(([name, t]) => [name, this.counted(t)]));
  }
  /** @returns the outputs, each with a reference of its own */
  private *execute(k: KernelProgram, env: Environment, place: Place): Generator<Progress, Record<string, TensorInfo>> {
    const plan = this.plan(k);
    const registers = this.load(k, plan, env, place);
    let finished = false;
    try {
      for (const call of plan.calls) {
        registers[call.step.out] = call.step.loop ? yield* this.loop(call, plan, env, place, registers) : this.call(call, k, registers);
        this.free(call, registers);
        env.clock?.spent(call.step.from, call.step.parts);
      }
      finished = true;
      return this.outputs(k, registers);
    } finally {
      if (!finished) for (const r of registers) if (r) this.drop(r);
    }
  }
  private free({ step }: Call, registers: (Register | undefined)[]): void {
    for (const r of step.frees) {
      this.drop(registers[r]!);
      registers[r] = undefined;
    }
  }
  private drop(r: Register): void {
    if (isTuple(r)) for (const t of r) this.release(t);
    else this.release(r);
  }
  private loop({ step }: Call, plan: Plan, env: Environment, place: Place, registers: readonly (Register | undefined)[]) {
    const { over, carried, reads } = step.loop!;
    const read = (prefix: string, n: number): TensorInfo[] =>
      Array.from({ length: n }, (_, i) => tensorOf(registers[step.inputs[`${prefix}${i}`]!]));
    const tables = Array.from({ length: over }, (_, i) => plan.tables.get(step.inputs[`o${i}`]!));
    const inputs = { carried: read('c', carried), over: read('o', over), reads: read('r', reads) };
    return runLoop(this.hands(env, place), step.loop!, inputs, tables);
  }
  private hands(env: Environment, place: Place): Hands {
    return {
      depth: place.turns.split('#').length - 1,
      retain: (t) => this.retain(t),
      release: (t) => this.release(t),
      scalar: (x) => info(this.upload(Float32Array.of(x), [])),
      member: (t, index, table) => this.member(t, index, table),
      stacked: (parts) => this.stacked(parts),
      body: (k, args, turn) => this.execute(k, env, { args, turns: `${place.turns}#${turn}` }),
    };
  }
  private member(t: TensorInfo, index: number, table: Float32Array | undefined): TensorInfo {
    const [turns, ...shape] = t.shape as [number, ...number[]];
    const size = numel(shape);
    if (turns === 1) return this.shaped(t, shape);
    if (table) return info(this.upload(table.slice(index * size, (index + 1) * size), shape));
    const flat = { ...t, shape: [turns * size] };
    const slice =
      this.target === 'wasm'
        ? this.kernel('WellspringSlice', ['x'], { rows: 1, row: turns * size, begin: index * size, size })
        : this.kernel('Slice', ['x'], { begin: [index * size], size: [size] });
    return { ...slice(() => flat), shape };
  }
  private shaped(t: TensorInfo, shape: number[]): TensorInfo {
    this.backend.incRef(t.dataId);
    return { ...t, shape };
  }
  private stacked(parts: readonly TensorInfo[]): TensorInfo {
    const [first] = parts;
    const shape = [parts.length, ...first!.shape];
    if (parts.length === 1) return { ...first!, shape };
    const rows = parts.map((t) => ({ ...t, shape: [1, numel(t.shape)] }));
    const concat = this.kernel(
      'Concat',
      rows.map((_, i) => String(i)),
      { axis: 0 },
    );
    const whole = concat((i) => rows[i]!);
    for (const t of parts) this.release(t);
    return { ...whole, shape };
  }
  private kernel(name: string, operands: readonly string[], attributes: Readonly<Record<string, unknown>>): Prepared {
    return kernelCall(name, Object.fromEntries(operands.map((o, i) => [o, i])), attributes, this.target, this.backend);
  }
  /**
   * Runs the program step by step and reads every value back, for finding where a NaN or an infinity first appears.
   * Stops there; undefined when every value is finite.
   */
  firstNonFinite(k: KernelProgram, env: Environment): Promise<NonFinite | undefined> {
    return this.search(k, env, OUTSIDE);
  }
  private async search(k: KernelProgram, env: Environment, place: Place): Promise<NonFinite | undefined> {
    const plan = this.plan(k);
    const registers = this.load(k, plan, env, place);
    try {
      for (const { register, source } of k.sources) {
        const r = registers[register];
        if (!r || source.kind === 'constant' || source.kind === 'argument' || (await this.finite(r))) continue;
        const kernel = source.kind === 'random' ? source.stream : `${source.kind} ${source.name}`;
        return { origin: { node: '' }, kernel, register };
      }
      for (const call of plan.calls) {
        const { step } = call;
        const out = step.loop ? exhaust(this.loop(call, plan, env, place, registers)) : this.call(call, k, registers);
        registers[step.out] = out;
        if (!(await this.finite(out)))
          return (
            (step.loop && (await this.within(call, plan, env, place, registers))) ?? {
              origin: step.from,
              kernel: step.kernel,
              register: step.out,
            }
          );
        this.free(call, registers);
      }
      return undefined;
    } finally {
      for (const r of registers) if (r) this.drop(r);
    }
  }
  /** Where in a loop a number first failed to be finite: its turns once more, value by value. */
  private async within(call: Call, plan: Plan, env: Environment, place: Place, registers: readonly (Register | undefined)[]) {
    const bodies: { readonly k: KernelProgram; readonly place: Place }[] = [];
    const hands = this.hands(env, place);
    const { over, carried, reads } = call.step.loop!;
    const read = (prefix: string, n: number): TensorInfo[] =>
      Array.from({ length: n }, (_, i) => tensorOf(registers[call.step.inputs[`${prefix}${i}`]!]));
    const tables = Array.from({ length: over }, (_, i) => plan.tables.get(call.step.inputs[`o${i}`]!));
    const watched: Hands = {
      ...hands,
      body: (k, args, turn) => {
        bodies[0] = { k, place: { args: args.map((t) => this.retain(t)), turns: `${place.turns}#${turn}` } };
        return hands.body(k, args, turn);
      },
    };
    const run = runLoop(watched, call.step.loop!, { carried: read('c', carried), over: read('o', over), reads: read('r', reads) }, tables);
    for (let r = run.next(); ; r = run.next()) {
      const at = bodies.shift();
      const found = at && (await this.search(at.k, env, at.place));
      for (const t of at?.place.args ?? []) this.release(t);
      if (r.done) for (const t of r.value) this.release(t);
      if (found && !r.done) run.return([]);
      if (found || r.done) return found;
    }
  }
  private async finite(r: Register): Promise<boolean> {
    for (const t of isTuple(r) ? r : [r]) if (!(await this.download(t)).every(Number.isFinite)) return false;
    return true;
  }

  private call(call: Call, k: KernelProgram, registers: readonly (Register | undefined)[]): TensorInfo {
    const { step } = call;
    const shape = k.shapes[step.out]! as number[];
    if (!call.run) {
      const from = registers[step.inputs['x']!]!;
      const x = isTuple(from) ? from[Number(step.attributes['index'])]! : from;
      this.backend.incRef(x.dataId);
      return { dataId: x.dataId, shape, dtype: x.dtype };
    }
    const { dataId, dtype } = call.run((r) => tensorOf(registers[r]));
    return { dataId, shape, dtype };
  }
  /** Every source as a register this run holds one reference to. */
  private load(k: KernelProgram, plan: Plan, env: Environment, place: Place): (Register | undefined)[] {
    const registers: (Register | undefined)[] = [];
    for (const { register, source, from } of k.sources) {
      const shape = k.shapes[register]! as number[];
      const b = this.source(source, shape, plan.constants.get(register), env, place);
      if (numel(b.shape) !== numel(shape))
        throw new ExecutionError(`${k.name}: ${describe(source)} is [${b.shape.join()}], expected [${shape.join()}]`);
      registers[register] = { dataId: b.dataId, shape, dtype: b.dtype };
      env.clock?.spent(from);
    }
    for (const r of plan.unused) {
      this.drop(registers[r]!);
      registers[r] = undefined;
    }
    return registers;
  }
  private source(source: Source, shape: readonly number[], constant: Buffer | undefined, env: Environment, place: Place): Buffer {
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
        fillRandom(data, source.law, env.seed, source.stream + place.turns, env.step);
        return this.upload(data, shape);
      }
      case 'host':
        return this.upload(Float32Array.of(hostScalar(source.host, env.step)), []);
      case 'argument': {
        const arg = place.args[source.index];
        if (!arg) throw new ExecutionError(`a body has no argument ${source.index}`);
        return this.retain(arg);
      }
    }
  }
  /** The outputs, each with a reference of its own. */
  private outputs(k: KernelProgram, registers: readonly (Register | undefined)[]): Record<string, TensorInfo> {
    const out: Record<string, TensorInfo> = {};
    const given = new Set<number>();
    for (const [name, r] of Object.entries(k.outputs)) {
      const t = tensorOf(registers[r]);
      out[name] = given.has(r) ? this.retain(t) : t;
      given.add(r);
    }
    return out;
  }
  private plan(k: KernelProgram): Plan {
    const hit = this.plans.get(k);
    if (hit) return hit;
    const plan = planOf(k, this.target, this.backend, (data, shape) =>
      this.write(data, shape, data instanceof Int32Array ? 'int32' : 'float32'),
    );
    this.plans.set(k, plan);
    return plan;
  }
}
interface NonFinite {
  readonly origin: Origin;
  readonly kernel: string;
  readonly register: number;
}
function tensorOf(r: Register | undefined): TensorInfo {
  if (!r || isTuple(r)) throw new ExecutionError('a step reads an empty register');
  return r;
}
/** Runs a generator to its end. */
function exhaust<T>(g: Generator<Progress, T>): T {
  for (;;) {
    const { done, value } = g.next();
    if (done) return value;
  }
}
const describe = (s: Source): string => ('name' in s ? `${s.kind} ${s.name}` : s.kind === 'random' ? s.stream : s.kind);
