/** Batched matrix products on wasm: one fast product for every member, on views of the heap, in place of TF.js's naive loop over the batch. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';

type Product = (...args: readonly (number | Uint8Array)[]) => void;
const prepared = new WeakMap<BackendWasm, Product>();
const bytes = (shape: readonly number[]): Uint8Array => new Uint8Array(Int32Array.from(shape).buffer);

/** Emscripten's way to call an exported function; TF.js's types leave it out. */
interface Wrapping {
  cwrap(name: string, result: null, parameters: readonly string[]): Product;
}
const hasCwrap = (m: object): m is Wrapping => 'cwrap' in m && typeof m.cwrap === 'function';

function productOf(backend: BackendWasm): Product {
  const hit = prepared.get(backend);
  if (hit) return hit;
  const N = 'number';
  const module: object = backend.wasm;
  if (!hasCwrap(module)) throw new Error('the wasm module has no cwrap');
  const product = module.cwrap('BatchMatMul', null, [N, 'array', N, N, 'array', N, N, N, N]);
  prepared.set(backend, product);
  return product;
}

/** a [batch, m, k] times b [batch, k, n] into `out` [batch, m, n]. Products of a member this small are not worth a call each. */
export function batchedProduct(backend: BackendWasm, a: TensorInfo, b: TensorInfo, out: TensorInfo): void {
  const [batch, m, k] = a.shape as [number, number, number];
  const n = b.shape[2]!;
  const product = productOf(backend);
  const at = (t: TensorInfo): number => backend.getMemoryOffset(t.dataId);
  const [a0, b0, out0] = [at(a), at(b), at(out)];
  const [aShape, bShape] = [bytes([1, m, k]), bytes([1, k, n])];
  // ids no tensor will have: the backend counts up from 1
  const ids = [0x7ffffff1, 0x7ffffff2, 0x7ffffff3] as const;
  const { tfjs } = backend.wasm;
  for (let i = 0; i < batch; i++) {
    tfjs.registerTensor(ids[0], m * k, a0 + 4 * i * m * k);
    tfjs.registerTensor(ids[1], k * n, b0 + 4 * i * k * n);
    tfjs.registerTensor(ids[2], m * n, out0 + 4 * i * m * n);
    product(ids[0], aShape, 3, ids[1], bShape, 3, 0, 0, ids[2]);
    // disposing drops the packed operator that was cached for the right operand
    for (const id of ids) tfjs.disposeData(id);
  }
}
