/** Backends in a browser worker. */
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import type { Host, OpenBackend } from './backend.ts';
import { describeAdapter, isSoftware, start, startCpu, startWasm, openWebgpu, stop } from './start.ts';

const PATHS = {
  'tfjs-backend-wasm.wasm': plain,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': threaded,
};
type Answer = OpenBackend | { readonly refused: string };

export const browserHost: Host = {
  order: ['webgpu', 'webgl', 'wasm', 'cpu'],
  open: async (target, explicit): Promise<Answer> => {
    try {
      switch (target) {
        case 'webgpu':
          return await webgpu(explicit);
        case 'webgl':
          return await webgl(explicit);
        case 'wasm':
          return { target, reason: '', backend: await startWasm(PATHS, true), close: () => stop(target) };
        case 'cpu':
          return { target, reason: '', backend: await startCpu(), close: () => stop(target) };
      }
    } catch (e) {
      return { refused: e instanceof Error ? e.message : String(e) };
    }
  },
};
async function webgpu(explicit: boolean): Promise<Answer> {
  if (!('gpu' in navigator)) return { refused: 'this browser has none' };
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return { refused: 'no adapter' };
  const name = describeAdapter(adapter.info);
  if (!explicit && isSoftware(name)) return { refused: `only a software adapter (${name}), which is slower than WebAssembly` };
  return openWebgpu(name);
}
async function webgl(explicit: boolean): Promise<Answer> {
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!context) return { refused: 'no WebGL 2' };
  const info = context.getExtension('WEBGL_debug_renderer_info');
  const name = String(context.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  if (!explicit && isSoftware(name)) return { refused: `only a software renderer (${name}), which is slower than WebAssembly` };
  await import('@tensorflow/tfjs-backend-webgl');
  return { target: 'webgl', reason: '', backend: await start('webgl'), adapter: name, close: () => stop('webgl') };
}
