/**
 * Keeps the wasm heap from growing without end. The allocator in TF.js's module (emmalloc) hands out addresses that are multiples of 8,
 * but sizes in multiples of 4: freed memory of an odd number of floats may then miss the next request for as many by four bytes, and a
 * program that frees and takes them in turns (a packed weight vector, every step) makes the heap grow by one such block each time.
 * Sizes in multiples of 8 leave memory that fits.
 */
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelBackend } from '@tensorflow/tfjs-core';

const ALIGNMENT = 8;

/** Emscripten's exports; TF.js's types leave them out. */
interface Heap {
  _malloc: (bytes: number) => number;
  readonly _free: (address: number) => void;
}
const hasHeap = (m: object): m is Heap =>
  '_malloc' in m && typeof m._malloc === 'function' && '_free' in m && typeof m._free === 'function';

/** @param backend the wasm backend, started; once for each module, which a backend that is started again has anew */
export function roundAllocations(backend: KernelBackend): void {
  if (!(backend instanceof BackendWasm)) throw new Error('rounding allocations needs the wasm backend');
  const module: object = backend.wasm;
  if (!hasHeap(module)) throw new Error('the wasm module has no malloc');
  // the first call puts the module's own function in place of a stub that would undo ours
  module._free(module._malloc(ALIGNMENT));
  const allocate = module._malloc;
  module._malloc = (bytes) => allocate(Math.ceil(bytes / ALIGNMENT) * ALIGNMENT);
}
