/**
 * The gradient of a convolution's filter, which TF.js's wasm backend lacks: without it no convolution trains there. Done as well as a user
 * of the backend can: patches copied on its heap, then its matrix product without transpose flags, which are slow.
 */
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  type Conv2DBackpropFilterAttrs,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  type TensorInfo,
  backend_util,
  getKernel,
  registerKernel,
} from '@tensorflow/tfjs-core';

export function registerFilterGradient(): void {
  if (getKernel('Conv2DBackpropFilter', 'wasm')) return;
  registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const { x, dy } = inputs;
      if (!(backend instanceof BackendWasm) || !x || !dy) throw new Error('the filter gradient needs the wasm backend, x and dy');
      const { strides, pad, filterShape } = attrs as unknown as Conv2DBackpropFilterAttrs;
      const c = backend_util.computeConv2DInfo(x.shape as [number, number, number, number], filterShape, strides, 1, pad);
      const run = (kernelName: string, operands: NamedTensorInfoMap, attributes: NamedAttrMap): TensorInfo => {
        const out = getKernel(kernelName, 'wasm')!.kernelFunc({ inputs: operands, backend, attrs: attributes });
        return Array.isArray(out) ? out[0]! : out;
      };
      const free = (t: TensorInfo): void => void backend.disposeData(t.dataId);
      const [rows, width] = [c.batchSize * c.outHeight * c.outWidth, c.filterHeight * c.filterWidth * c.inChannels];
      const patches = patchesOf(backend, x, c);
      const columns = run('Transpose', { x: { ...dy, shape: [rows, c.outChannels] } }, { perm: [1, 0] });
      const product = run(
        'BatchMatMul',
        { a: { ...columns, shape: [1, c.outChannels, rows] }, b: { ...patches, shape: [1, rows, width] } },
        { transposeA: false, transposeB: false },
      );
      const gradient = run('Transpose', { x: { ...product, shape: [c.outChannels, width] } }, { perm: [1, 0] });
      [patches, columns, product].forEach(free);
      return { ...gradient, shape: [...filterShape] };
    },
  });
}
/** Every window of the images as a row. */
function patchesOf(backend: BackendWasm, x: TensorInfo, c: backend_util.Conv2DInfo): TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth } = c;
  const row = filterHeight * filterWidth * inChannels;
  const out = backend.makeOutput([batchSize * outHeight * outWidth, row], 'float32');
  // views only now: the heap may have moved when the memory was taken
  const from = backend.typedArrayFromHeap(x);
  const to = backend.typedArrayFromHeap(out).fill(0);
  let at = 0;
  for (let n = 0; n < batchSize; n++)
    for (let oy = 0; oy < outHeight; oy++)
      for (let ox = 0; ox < outWidth; ox++, at += row) {
        const left = ox * strideWidth - c.padInfo.left;
        const first = Math.max(0, -left);
        const last = Math.min(filterWidth, inWidth - left);
        for (let i = 0; i < filterHeight; i++) {
          const y = oy * strideHeight - c.padInfo.top + i;
          if (y < 0 || y >= inHeight) continue;
          let source = ((n * inHeight + y) * inWidth + left + first) * inChannels;
          const end = at + (i * filterWidth + last) * inChannels;
          for (let k = at + (i * filterWidth + first) * inChannels; k < end; k++) to[k] = from[source++]!;
        }
      }
  return out;
}
