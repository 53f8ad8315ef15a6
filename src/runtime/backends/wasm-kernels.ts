/** Kernels of our own on the wasm backend's heap, registered with TF.js, for what its kernels lack or do slowly. Plain loops over typed arrays: the engine compiles them. */
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type KernelFunc, type TensorInfo, getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { batchedProduct } from './batched-product.ts';
import { type Operand, binaryLoop, isBinaryName, selectLoop } from './broadcast-loops.ts';
import { concatRows, gatherRows, sliceRows, transposeRows } from './row-loops.ts';
import { count, counts, patchAttributes, text } from './attributes.ts';
import { columnSums, foldPatches, patches } from './patches.ts';

interface Call {
  readonly backend: BackendWasm;
  /** Operands in the order of their names, or of the list. */
  readonly operands: readonly TensorInfo[];
  readonly attributes: Readonly<Record<string, unknown>>;
}
const floats = (backend: BackendWasm, t: TensorInfo): Float32Array => {
  const data = backend.typedArrayFromHeap(t);
  if (!(data instanceof Float32Array)) throw new Error(`expected float32, got ${t.dtype}`);
  return data;
};
/** Registers a kernel. Output memory must be taken before views are made: the heap moves as it grows. */
function register(kernelName: string, f: (call: Call) => TensorInfo): void {
  const kernelFunc: KernelFunc = ({ inputs, backend, attrs }) => {
    if (!(backend instanceof BackendWasm)) throw new Error(`${kernelName} needs the wasm backend`);
    const operands = Object.values(inputs).filter((t) => t !== undefined);
    return f({ backend, operands, attributes: { ...attrs } });
  };
  registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
}
/** Operand k of a call. */
function operand(c: Call, k: number): TensorInfo {
  const t = c.operands[k];
  if (!t) throw new Error(`operand ${k} is missing`);
  return t;
}
const view = (backend: BackendWasm, t: TensorInfo): Operand => ({ data: floats(backend, t), shape: t.shape });
let registered = false;
/** Safe to call more than once. */
export function registerWasmKernels(): void {
  if (registered) return;
  registered = true;
  movement();
  transposition();
  convolution();
  elementwise();
  register('WellspringColumnSums', (c) => {
    const { backend, attributes } = c;
    const [rows, columns] = [count(attributes, 'rows'), count(attributes, 'columns')];
    const out = backend.makeOutput([columns], 'float32');
    columnSums(floats(backend, operand(c, 0)), floats(backend, out), rows, columns);
    return out;
  });
  register('WellspringBatchMatMul', (c) => {
    const [a, b] = [operand(c, 0), operand(c, 1)];
    const out = c.backend.makeOutput([a.shape[0]!, a.shape[1]!, b.shape[2]!], 'float32');
    batchedProduct(c.backend, a, b, out);
    return out;
  });
}
function movement(): void {
  // of every row of `row` numbers the `size` numbers from `begin`
  register('WellspringSlice', (c) => {
    const { backend, attributes } = c;
    const [rows, row, begin, size] = (['rows', 'row', 'begin', 'size'] as const).map((n) => count(attributes, n)) as [
      number,
      number,
      number,
      number,
    ];
    const out = backend.makeOutput(rows === 1 ? [size] : [rows, size], 'float32');
    sliceRows(floats(backend, operand(c, 0)), floats(backend, out), rows, row, begin, size);
    return out;
  });
  register('WellspringConcat', (c) => {
    const { backend, operands } = c;
    const rows = operand(c, 0).shape[0]!;
    const out = backend.makeOutput([rows, operands.reduce((n, t) => n + t.shape[1]!, 0)], 'float32');
    concatRows(
      operands.map((t) => floats(backend, t)),
      operands.map((t) => t.shape[1]!),
      floats(backend, out),
      rows,
    );
    return out;
  });
  register('WellspringGather', (c) => {
    const { backend, attributes } = c;
    const indices = counts(attributes, 'indices');
    const [before, n, after] = operand(c, 0).shape as [number, number, number];
    const out = backend.makeOutput([before, indices.length, after], 'float32');
    gatherRows(floats(backend, operand(c, 0)), floats(backend, out), [before, n, after], indices);
    return out;
  });
}
/** Numbers of a matrix that TF.js transposes well enough, whatever its shape. */
const SMALL = 65_536;
/**
 * TF.js writes a transposed matrix column by column. Where these lie a multiple of 2 KiB apart they fight for one place in the cache: 2048 rows of
 * 288 take 40 times as long as 2000. Such matrices get a loop of our own; the rest stays TF.js's.
 */
function transposition(): void {
  const plain = getKernel('Transpose', 'wasm');
  if (!plain) throw new Error('the wasm backend has lost its Transpose');
  unregisterKernel('Transpose', 'wasm');
  registerKernel({
    ...plain,
    kernelFunc: (call) => {
      const { backend, inputs, attrs } = call;
      const x = inputs['x'];
      const [rows = 0, columns = 0, ...more] = x?.shape ?? [];
      const crowded = more.length === 0 && rows % 512 === 0 && rows * columns >= SMALL && counts({ ...attrs }, 'perm')[0] === 1;
      if (!x || !crowded || x.dtype !== 'float32' || !(backend instanceof BackendWasm)) return plain.kernelFunc(call);
      const out = backend.makeOutput([columns, rows], 'float32');
      transposeRows(floats(backend, x), floats(backend, out), rows, columns);
      return out;
    },
  });
}
function convolution(): void {
  register('WellspringPatches', (c) => {
    const p = patchAttributes(c.attributes);
    const out = c.backend.makeOutput([p.rows * p.oh * p.ow, p.kh * p.kw * p.channels], 'float32');
    const to = floats(c.backend, out);
    patches(new Float32Array(to.buffer), floats(c.backend, operand(c, 0)).byteOffset / 4, to.byteOffset / 4, p);
    return out;
  });
  register('WellspringFoldPatches', (c) => {
    const p = patchAttributes(c.attributes);
    const out = c.backend.makeOutput([p.rows, p.height, p.width, p.channels], 'float32');
    foldPatches(floats(c.backend, operand(c, 0)), floats(c.backend, out), p);
    return out;
  });
}
function elementwise(): void {
  register('WellspringBinary', (c) => {
    const name = text(c.attributes, 'name');
    if (!isBinaryName(name)) throw new Error(`no loop for ${name}`);
    const shape = counts(c.attributes, 'shape');
    const out = c.backend.makeOutput([...shape], 'float32');
    binaryLoop(name, view(c.backend, operand(c, 0)), view(c.backend, operand(c, 1)), floats(c.backend, out), shape);
    return out;
  });
  register('WellspringSelect', (c) => {
    const shape = counts(c.attributes, 'shape');
    const out = c.backend.makeOutput([...shape], 'float32');
    const [p, a, b] = [0, 1, 2].map((k) => view(c.backend, operand(c, k))) as [Operand, Operand, Operand];
    selectLoop(p, a, b, floats(c.backend, out), shape);
    return out;
  });
}
