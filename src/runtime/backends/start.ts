/** Starting TF.js backends: what Node and the browser share. Each is loaded only when it is tried. */
import type { KernelBackend } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Target } from '../../compiler/kernel-program.ts';
import type { OpenBackend } from './backend.ts';

/** Makes the registered backend the current one and hands it out. */
export async function start(target: Target): Promise<KernelBackend> {
  // no greeting on the console
  tf.env().set('PROD', true);
  if (!(await tf.setBackend(target))) throw new Error(`TF.js could not start its ${target} backend`);
  await tf.ready();
  return tf.backend();
}
/** Frees the backend. It may be started again: removing it makes TF.js forget how, so that is kept. */
export function stop(target: Target): void {
  const factory = tf.findBackendFactory(target);
  tf.removeBackend(target);
  tf.registerBackend(target, factory);
}

export async function startCpu(): Promise<KernelBackend> {
  await import('@tensorflow/tfjs-backend-cpu');
  return start('cpu');
}
/** @param paths where each of the three .wasm files lies, by file name */
export async function startWasm(paths: string | Readonly<Record<WasmFile, string>>, overHttp: boolean): Promise<KernelBackend> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  // with threads the module breaks under any minifier once the page is cross-origin isolated
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  wasm.setWasmPaths(typeof paths === 'string' ? paths : { ...paths }, overHttp);
  const own = await import('./wasm-kernels.ts');
  own.registerWasmKernels();
  const backend = await start('wasm');
  const memory = await import('./wasm-memory.ts');
  memory.roundAllocations(backend);
  return backend;
}
export type WasmFile = 'tfjs-backend-wasm.wasm' | 'tfjs-backend-wasm-simd.wasm' | 'tfjs-backend-wasm-threaded-simd.wasm';

async function startWebgpu(): Promise<KernelBackend> {
  await import('@tensorflow/tfjs-backend-webgpu');
  // the default of 15 submits many short command buffers; programs here are hundreds of small kernels
  tf.env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', 100);
  // small tensors stay where they are: computing on the host would round differently from the device
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  const own = await import('./webgpu-kernels.ts');
  own.registerWebgpuKernels();
  return start('webgpu');
}

/**
 * `navigator.gpu` must exist before this is called: the backend registers itself at import.
 * @param afterwards what else is to be done when it is closed
 */
export async function openWebgpu(adapter: string, afterwards?: () => void): Promise<OpenBackend> {
  const backend = await startWebgpu();
  const device = 'device' in backend && backend.device instanceof GPUDevice ? backend.device : undefined;
  return {
    target: 'webgpu',
    reason: '',
    backend,
    adapter,
    ...(device && { lost: device.lost.then((l) => l.message || String(l.reason)) }),
    close: () => {
      stop('webgpu');
      device?.destroy();
      afterwards?.();
    },
  };
}

/** Adapter names that mean a processor pretends to be a graphics card. */
export const isSoftware = (adapter: string): boolean => /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(adapter);
export const describeAdapter = (info: {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly device?: string;
  readonly description?: string;
}): string => info.description || [info.vendor, info.architecture || info.device].filter(Boolean).join(' ') || 'unnamed adapter';
