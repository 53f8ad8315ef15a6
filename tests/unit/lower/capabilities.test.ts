import { getKernelsForBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import { describe, expect, it } from 'vitest';
import type { Target } from '../../../src/compiler/kernel-program.ts';
import { KERNELS, OWN_KERNELS } from '../../../src/compiler/lower/capabilities.ts';
import { registerWasmKernels } from '../../../src/runtime/backends/wasm-kernels.ts';
import { registerWebgpuKernels } from '../../../src/runtime/backends/webgpu-kernels.ts';

describe('the capability table', () => {
  it.each<Target>(['cpu', 'wasm', 'webgl', 'webgpu'])('says of every kernel whether %s has it', (target) => {
    registerWasmKernels();
    registerWebgpuKernels();
    const have = new Set(getKernelsForBackend(target).map((k) => k.kernelName));
    const table: Readonly<Record<string, readonly Target[]>> = { ...KERNELS, ...OWN_KERNELS };
    for (const [kernel, targets] of Object.entries(table))
      expect(have.has(kernel), `${kernel} on ${target}`).toBe(targets.includes(target));
  });
});
