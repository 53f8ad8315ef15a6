/** Backends in Node: WebGPU through Dawn, WebAssembly, plain JavaScript. */
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { Host, OpenBackend } from './backend.ts';
import { describeAdapter, isSoftware, startCpu, startWasm, openWebgpu, stop } from './start.ts';

export interface NodeOptions {
  /** Folder of the .wasm files; by default that of the installed package, which a bundle cannot find. */
  readonly wasmDir?: string;
}
export function nodeHost(options: NodeOptions = {}): Host {
  return {
    order: ['webgpu', 'wasm', 'cpu'],
    open: async (target, explicit) => {
      switch (target) {
        case 'webgpu':
          return webgpu(explicit);
        case 'wasm':
          return wasm(options);
        case 'cpu':
          return { target, reason: '', backend: await startCpu(), close: () => stop('cpu') };
        case 'webgl':
          return { refused: 'Node has none' };
      }
    },
  };
}
async function wasm(options: NodeOptions): Promise<OpenBackend | { readonly refused: string }> {
  try {
    const load = createRequire(import.meta.url);
    const folder = options.wasmDir ?? join(dirname(load.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist');
    // in Node the module asks for these two by name, and an ES module, bundled or not, has neither
    for (const [name, value] of Object.entries({ __dirname: folder, require: load }))
      if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    const backend = await startWasm(folder.endsWith(sep) ? folder : folder + sep, false);
    return { target: 'wasm', reason: '', backend, close: () => stop('wasm') };
  } catch (e) {
    return { refused: e instanceof Error ? e.message : String(e) };
  }
}
/** The Dawn instance; kept so that closing can drop the last reference, without which the process does not end. */
let instance: GPU | undefined;

async function webgpu(explicit: boolean): Promise<OpenBackend | { readonly refused: string }> {
  let dawn: typeof import('webgpu');
  try {
    dawn = await import('webgpu');
  } catch {
    return { refused: 'the webgpu package does not load on this machine' };
  }
  Object.assign(globalThis, dawn.globals);
  instance = dawn.create([]);
  const drop = (): void => {
    instance = undefined;
    Reflect.deleteProperty(globalThis, 'navigator');
  };
  const adapter = await instance.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) {
    drop();
    return { refused: 'no adapter' };
  }
  const name = describeAdapter(adapter.info);
  if (!explicit && isSoftware(name)) {
    drop();
    return { refused: `only a software adapter (${name}), which is slower than WebAssembly` };
  }
  // the backend registers itself at import, if navigator.gpu is there
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: instance, userAgent: 'node' }, configurable: true, writable: true });
  return openWebgpu(name, drop);
}
