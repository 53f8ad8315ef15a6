/** Kernels of our own on the wasm backend's heap, registered with TF.js, for what its kernels lack or do slowly. Plain loops over typed arrays: the engine compiles them. */
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type KernelFunc, type TensorInfo, registerKernel } from '@tensorflow/tfjs-core';
import { type PatchAttributes, columnSums, foldPatches, patches } from './patches.ts';

interface Call {
  readonly backend: BackendWasm;
  readonly x: TensorInfo;
  readonly attributes: Readonly<Record<string, unknown>>;
}
const floats = (backend: BackendWasm, t: TensorInfo): Float32Array => {
  const data = backend.typedArrayFromHeap(t);
  if (!(data instanceof Float32Array)) throw new Error(`expected float32, got ${t.dtype}`);
  return data;
};
/** Registers a kernel of one operand. Output memory is taken before views are made: the heap may move as it grows. */
function register(kernelName: string, f: (call: Call) => TensorInfo): void {
  const kernelFunc: KernelFunc = ({ inputs, backend, attrs }) => {
    const x = inputs['x'];
    if (!(backend instanceof BackendWasm) || !x) throw new Error(`${kernelName} needs the wasm backend and an operand x`);
    return f({ backend, x, attributes: { ...attrs } });
  };
  registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
}
const count = (attributes: Readonly<Record<string, unknown>>, name: string): number => {
  const n = attributes[name];
  if (typeof n !== 'number') throw new Error(`attribute ${name} is no number`);
  return n;
};
const counts = (attributes: Readonly<Record<string, unknown>>, name: string): readonly number[] => {
  const list: unknown = attributes[name];
  if (!Array.isArray(list)) throw new Error(`attribute ${name} is no list`);
  return list.map(Number);
};
function patchAttributes(a: Readonly<Record<string, unknown>>): PatchAttributes {
  const [height, width, channels] = counts(a, 'input') as [number, number, number];
  const [kh, kw] = counts(a, 'filter') as [number, number];
  const [oh, ow] = counts(a, 'out') as [number, number];
  return {
    rows: count(a, 'rows'),
    height,
    width,
    channels,
    kh,
    kw,
    oh,
    ow,
    stride: count(a, 'stride'),
    top: count(a, 'top'),
    left: count(a, 'left'),
  };
}

let registered = false;
/** Safe to call more than once. */
export function registerWasmKernels(): void {
  if (registered) return;
  registered = true;
  // rows of `row` numbers, of each the `size` numbers from `begin`
  register('WellspringSlice', ({ backend, x, attributes }) => {
    const [rows, row, begin, size] = [
      count(attributes, 'rows'),
      count(attributes, 'row'),
      count(attributes, 'begin'),
      count(attributes, 'size'),
    ];
    const out = backend.makeOutput(rows === 1 ? [size] : [rows, size], 'float32');
    const from = floats(backend, x);
    const to = floats(backend, out);
    if (rows === 1) to.set(from.subarray(begin, begin + size));
    else if (size >= 64) for (let i = 0; i < rows; i++) to.set(from.subarray(i * row + begin, i * row + begin + size), i * size);
    else
      for (let i = 0, k = 0; i < rows; i++) {
        const start = i * row + begin;
        for (let j = 0; j < size; j++) to[k++] = from[start + j]!;
      }
    return out;
  });
  register('WellspringPatches', ({ backend, x, attributes }) => {
    const p = patchAttributes(attributes);
    const out = backend.makeOutput([p.rows * p.oh * p.ow, p.kh * p.kw * p.channels], 'float32');
    const to = floats(backend, out);
    patches(new Float32Array(to.buffer), floats(backend, x).byteOffset / 4, to.byteOffset / 4, p);
    return out;
  });
  register('WellspringColumnSums', ({ backend, x, attributes }) => {
    const [rows, columns] = [count(attributes, 'rows'), count(attributes, 'columns')];
    const out = backend.makeOutput([columns], 'float32');
    columnSums(floats(backend, x), floats(backend, out), rows, columns);
    return out;
  });
  register('WellspringFoldPatches', ({ backend, x, attributes }) => {
    const p = patchAttributes(attributes);
    const out = backend.makeOutput([p.rows, p.height, p.width, p.channels], 'float32');
    foldPatches(floats(backend, x), floats(backend, out), p);
    return out;
  });
}
