/** Kernels of our own on WebGPU, registered with TF.js, for what its kernels lack, do slowly or do wrong. */
import { WebGPUBackend, type WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import { type TensorInfo, registerKernel } from '@tensorflow/tfjs-core';
import type { FusedLine } from '../../compiler/lower/fuse-elementwise.ts';
import { type Attributes, count, counts, patchAttributes } from './attributes.ts';
import { FusedProgram } from './webgpu-fused.ts';
import { FoldProgram, PatchesProgram } from './webgpu-patches.ts';
import { ProductProgram } from './webgpu-product.ts';
import { SumsProgram } from './webgpu-sums.ts';

interface Launch {
  readonly program: WebGPUProgram;
  readonly operands: TensorInfo[];
  /** What the program asks for beside shapes. */
  readonly uniforms?: readonly number[];
}
function register(kernelName: string, launch: (operands: TensorInfo[], attributes: Attributes, named: NamedInfos) => Launch): void {
  registerKernel({
    kernelName,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, backend, attrs }) => {
      if (!(backend instanceof WebGPUBackend)) throw new Error(`${kernelName} needs the webgpu backend`);
      const { program, operands, uniforms } = launch(
        Object.values(inputs).filter((t) => t !== undefined),
        { ...attrs },
        inputs,
      );
      return backend.runWebGPUProgram(program, operands, 'float32', uniforms && [{ type: 'int32', data: [...uniforms] }]);
    },
  });
}
type NamedInfos = Readonly<Record<string, TensorInfo | undefined>>;
/** The same numbers under another shape. */
const as = (t: TensorInfo, shape: number[]): TensorInfo => ({ dataId: t.dataId, dtype: t.dtype, shape });
/** A matrix as a batch of one. */
const batched = (t: TensorInfo): TensorInfo => (t.shape.length === 3 ? t : as(t, [1, ...t.shape]));
const isBody = (x: unknown): x is readonly FusedLine[] =>
  Array.isArray(x) && x.every((line) => Array.isArray(line) && typeof line[0] === 'string');

let registered = false;
/** Safe to call more than once. */
export function registerWebgpuKernels(): void {
  if (registered) return;
  registered = true;
  register('WellspringFused', (operands, attributes) => {
    const body = attributes['body'];
    if (!isBody(body)) throw new Error('WellspringFused needs a body');
    return { program: new FusedProgram([...counts(attributes, 'shape')], operands.length, body), operands };
  });
  register('WellspringMatMul', (_, attributes, { a, b, bias }) => {
    if (!a || !b) throw new Error('WellspringMatMul needs two operands');
    const [left, right] = [batched(a), batched(b)];
    const [transposeA, transposeB] = [attributes['transposeA'] === true, attributes['transposeB'] === true];
    const [x, y, z] = left.shape as [number, number, number];
    const [m, k] = transposeA ? [z, y] : [y, z];
    const n = right.shape[transposeB ? 1 : 2]!;
    const part = count(attributes, 'part');
    const options = { transposeA, transposeB, bias: bias !== undefined, relu: attributes['activation'] === 'relu', part };
    const program = new ProductProgram({ batch: Math.max(x, right.shape[0]!), m, k, n }, options);
    return { program, operands: bias ? [left, right, bias] : [left, right], uniforms: [part] };
  });
  register('WellspringSums', ([x], attributes) => {
    const [before, n, after] = counts(attributes, 'shape') as [number, number, number];
    const part = count(attributes, 'part');
    return { program: new SumsProgram([before, n, after], part), operands: [as(x!, [before, n, after])], uniforms: [part] };
  });
  register('WellspringPatches', ([x], attributes) => ({ program: new PatchesProgram(patchAttributes(attributes)), operands: [x!] }));
  register('WellspringFoldPatches', ([x], attributes) => ({ program: new FoldProgram(patchAttributes(attributes)), operands: [x!] }));
}
