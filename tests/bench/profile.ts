/** Where the time of a wasm step goes: every kernel of the backend is wrapped in a clock. Only for looking; it slows what it measures. */
import { type KernelConfig, type NamedTensorInfoMap, getKernelsForBackend } from '@tensorflow/tfjs-core';
import type { Cost } from './contender.ts';

/** Kernels that call other kernels through the table are charged for their own part only. */
export async function profileKernels(steps: number, run: (steps: number) => Promise<void>): Promise<readonly Cost[]> {
  const found = new Map<string, { calls: number; ms: number }>();
  const restore: (() => void)[] = [];
  let inner = 0;
  for (const kernel of getKernelsForBackend('wasm')) {
    const config: KernelConfig = kernel;
    const original = config.kernelFunc;
    config.kernelFunc = (call) => {
      const outer = inner;
      inner = 0;
      const start = performance.now();
      const result = original(call);
      const ms = performance.now() - start;
      const name = `${config.kernelName} ${shapes(call.inputs)}`;
      const at = found.get(name) ?? { calls: 0, ms: 0 };
      found.set(name, { calls: at.calls + 1, ms: at.ms + ms - inner });
      inner = outer + ms;
      return result;
    };
    restore.push(() => (config.kernelFunc = original));
  }
  const start = performance.now();
  await run(steps);
  const total = performance.now() - start;
  for (const back of restore) back();
  const costs = [...found].map(([kernel, { calls, ms }]) => ({ kernel, calls: calls / steps, ms: ms / steps }));
  const inKernels = costs.reduce((sum, c) => sum + c.ms, 0);
  const outside = { kernel: 'outside kernels', calls: 1, ms: total / steps - inKernels };
  return [...costs, outside].toSorted((a, b) => b.ms - a.ms);
}
const shapes = (inputs: NamedTensorInfoMap): string =>
  Object.values(inputs)
    .flatMap((t) => (t ? [`[${t.shape.join()}]`] : []))
    .join(' ');
