/** A device to run on. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../compiler/kernel-program.ts';
import { type Host, type OpenBackend, NoBackend } from '../runtime/backends/backend.ts';
import { nodeHost } from '../runtime/backends/node.ts';
import { openBackend } from '../runtime/backends/open.ts';
import { Device } from '../runtime/execute/device.ts';
import { noBackend } from '../runtime/messages.ts';
import { wasmDir } from './place.ts';
import { Problem } from './problem.ts';

export const BACKENDS = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'] as const;

export interface Engine {
  readonly device: Device;
  readonly backend: OpenBackend;
}
/** Where Linux keeps its Vulkan loader. Without one, asking the WebGPU library prints a complaint of its own that says nothing to people. */
function lacksVulkan(): boolean {
  if (process.platform !== 'linux') return false;
  const named = (process.env['LD_LIBRARY_PATH'] ?? '').split(':');
  const usual = ['/lib', '/lib64', '/usr/lib', '/usr/lib64', '/usr/local/lib', '/run/opengl-driver/lib'];
  const triplets = ['/usr/lib', '/lib'].flatMap((dir) => ['x86_64', 'aarch64'].map((cpu) => join(dir, `${cpu}-linux-gnu`)));
  return ![...named, ...usual, ...triplets].some((dir) => dir !== '' && existsSync(join(dir, 'libvulkan.so.1')));
}
/** Node's host, which leaves WebGPU alone where it cannot be, unless it is asked for by name. */
function host(): Host {
  const dir = wasmDir();
  const node = nodeHost(dir === undefined ? {} : { wasmDir: dir });
  return {
    order: node.order,
    open: async (target, explicit) =>
      target === 'webgpu' && !explicit && lacksVulkan() ? { refused: 'no Vulkan on this machine' } : node.open(target, explicit),
  };
}
/** TF.js greets whoever runs its plain backend in Node with an advertisement. */
function silenceGreeting(): void {
  const warn = console.warn;
  console.warn = (...words: unknown[]) => {
    if (!words.some((w) => typeof w === 'string' && w.includes('looks like you are running TensorFlow.js in Node.js'))) warn(...words);
  };
}

/** @throws Problem when there is no such backend on this machine */
export async function openEngine(wanted: Target | 'auto'): Promise<Engine> {
  silenceGreeting();
  try {
    const backend = await openBackend(wanted, host());
    return { backend, device: new Device(backend.target, backend.backend) };
  } catch (error) {
    if (error instanceof NoBackend) throw new Problem([noBackend(error.message)]);
    throw error;
  }
}
