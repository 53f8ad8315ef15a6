/** What backends are called. */
import type { BackendName } from '../../workers/protocol.ts';

export const BACKENDS: Readonly<Record<BackendName, string>> = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'CPU' };
