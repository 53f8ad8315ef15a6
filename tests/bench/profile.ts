/** Where the time of a step goes, kernel by kernel. Only for looking: it slows what it measures. */
import { type NamedTensorInfoMap, type TensorInfo, backend, getKernelsForBackend } from '@tensorflow/tfjs-core';
import type { Cost } from './contender.ts';
import type { BackendName } from './programs.ts';

/** What is profiled: steps that are enqueued, and the wait for the device. */
export interface Steps {
  take(): void;
  finish(): Promise<void>;
}
export const profileKernels = (target: BackendName, count: number, steps: Steps): Promise<readonly Cost[]> =>
  target === 'wasm' ? profileWasm(count, steps) : profileWebgpu(count, steps);

class Tally {
  private readonly found = new Map<string, { calls: number; ms: number }>();
  add(kernel: string, ms: number): void {
    const at = this.found.get(kernel) ?? { calls: 0, ms: 0 };
    this.found.set(kernel, { calls: at.calls + 1, ms: at.ms + ms });
  }
  /** @param total of all steps, in milliseconds */
  costs(steps: number, total: number): readonly Cost[] {
    const costs = [...this.found].map(([kernel, { calls, ms }]) => ({ kernel, calls: calls / steps, ms: ms / steps }));
    const inside = costs.reduce((sum, c) => sum + c.ms, 0);
    return [...costs, { kernel: 'outside kernels', calls: 1, ms: total / steps - inside }].toSorted((a, b) => b.ms - a.ms);
  }
}
const shapes = (inputs: readonly (TensorInfo | undefined)[]): string => inputs.map((t) => (t ? `[${t.shape.join()}]` : '')).join(' ');

/** Every kernel is wrapped in a clock; one that calls others is charged for its own part only. */
async function profileWasm(count: number, steps: Steps): Promise<readonly Cost[]> {
  const tally = new Tally();
  const restore: (() => void)[] = [];
  let inner = 0;
  for (const kernel of getKernelsForBackend('wasm')) {
    const original = kernel.kernelFunc;
    kernel.kernelFunc = (call) => {
      const outer = inner;
      inner = 0;
      const start = performance.now();
      const result = original(call);
      const ms = performance.now() - start;
      tally.add(`${kernel.kernelName} ${shapes(operands(call.inputs))}`, ms - inner);
      inner = outer + ms;
      return result;
    };
    restore.push(() => (kernel.kernelFunc = original));
  }
  const start = performance.now();
  for (let i = 0; i < count; i++) steps.take();
  const total = performance.now() - start;
  for (const back of restore) back();
  await steps.finish();
  return tally.costs(count, total);
}
const operands = (inputs: NamedTensorInfoMap): readonly (TensorInfo | undefined)[] => Object.values(inputs);

/** TF.js's own timestamps, one for each program it runs. */
async function profileWebgpu(count: number, steps: Steps): Promise<readonly Cost[]> {
  // at the top it would register the backend before there is a navigator.gpu
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const running = backend();
  if (!(running instanceof WebGPUBackend)) throw new Error('the WebGPU backend does not run');
  const labels: string[] = [];
  const original = running.runWebGPUProgram;
  running.runWebGPUProgram = function labelled(program, inputs, ...rest) {
    labels.push(`${program.constructor.name} ${shapes(inputs)} to [${program.outputShape.join()}]`);
    return original.call(this, program, inputs, ...rest);
  };
  const start = performance.now();
  const timed = await running.time(() => {
    for (let i = 0; i < count; i++) steps.take();
  });
  running.runWebGPUProgram = original;
  const total = performance.now() - start;
  await steps.finish();
  const times = (timed.getExtraProfileInfo?.() ?? '').split(', ').map((s) => Number(s.split(': ')[1]));
  if (times.length !== labels.length) throw new Error(`${times.length} times for ${labels.length} programs`);
  const tally = new Tally();
  labels.forEach((label, i) => tally.add(label, times[i]!));
  return tally.costs(count, total);
}
