import { describe, expect, it } from 'vitest';
import type { KernelBackend } from '@tensorflow/tfjs-core';
import type { Target } from '../../../src/compiler/kernel-program.ts';
import type { Host } from '../../../src/runtime/backends/backend.ts';
import { openBackend } from '../../../src/runtime/backends/open.ts';
import { describeAdapter, isSoftware } from '../../../src/runtime/backends/start.ts';
import { simplify } from '../../../src/compiler/simplify.ts';
import { disagreement } from '../../oracle/agree.ts';
import { testDevice } from '../../oracle/devices.ts';
import { BATCH } from '../../oracle/examples.ts';
import { feed } from '../../oracle/numbers.ts';
import { withGradients } from '../../oracle/op-gradients.ts';

/** A host where some targets are refused, lent out with the backend of a real one. */
async function host(refused: Partial<Record<Target, string>>, backend: KernelBackend): Promise<Host> {
  return {
    order: ['webgpu', 'webgl', 'wasm', 'cpu'],
    open: async (target) => {
      const why = refused[target];
      return why
        ? { refused: why }
        : { target, reason: '', backend, ...(target === 'webgpu' ? { adapter: 'Card 1' } : {}), close: () => {} };
    },
  };
}
async function backendOf(): Promise<KernelBackend> {
  await testDevice('cpu');
  const tf = await import('@tensorflow/tfjs-core');
  return tf.backend();
}
describe('choosing a backend', () => {
  it('takes the first that works and says why not the others', async () => {
    const backend = await backendOf();
    const reason = async (refused: Partial<Record<Target, string>>): Promise<string> =>
      (await openBackend('auto', await host(refused, backend))).reason;
    expect(await reason({})).toBe('WebGPU on Card 1');
    expect(await reason({ webgpu: 'no adapter' })).toBe('WebGPU: no adapter; so WebGL');
    expect(await reason({ webgpu: 'no adapter', webgl: 'no WebGL 2' })).toBe('WebGPU: no adapter; WebGL: no WebGL 2; so WebAssembly');
  });
  it('fails by name, and fails when nothing works', async () => {
    const backend = await backendOf();
    const none = await host({ webgpu: 'a', webgl: 'b', wasm: 'c', cpu: 'd' }, backend);
    await expect(openBackend('wasm', none)).rejects.toThrow('WebAssembly: c');
    await expect(openBackend('auto', none)).rejects.toThrow('WebGPU: a; WebGL: b; WebAssembly: c; plain JavaScript: d');
  });
  it.each(['cpu', 'wasm'] as const)('opens %s again after it was closed', async (target) => {
    for (let i = 0; i < 3; i++) {
      const { device, close } = await testDevice(target);
      const p = simplify(withGradients('contract'));
      expect(await disagreement(device, p, BATCH, feed(p, BATCH, -1, 1), 1e-5)).toBeUndefined();
      close();
    }
  });
  it('knows software adapters by name', () => {
    expect(isSoftware('SwiftShader Device (Subzero)')).toBe(true);
    expect(isSoftware('llvmpipe (LLVM 15.0.6, 256 bits)')).toBe(true);
    expect(isSoftware('NVIDIA H200')).toBe(false);
    expect(describeAdapter({ vendor: 'nvidia', architecture: 'hopper', description: '' })).toBe('nvidia hopper');
  });
});
