/** Lowers convolutions. Every plate is folded into the batch axis of the kernel. Where a target asks for it they are matrix products over patches. */
import { numel } from '../../graph/space.ts';
import { convolved } from '../../ir/ops.ts';
import type { Convolution, Val } from '../../ir/value.ts';
import { TRAITS } from './capabilities.ts';
import type { Register } from './registers.ts';
import type { Rule } from './elementwise.ts';
import { type Context, type Lazy, jointPlates, lazy } from './lazy.ts';
import { folded } from './movement.ts';

const attributes = ({ stride, pads: [top, bottom, left, right] }: Convolution): Readonly<Record<string, unknown>> => ({
  strides: [stride, stride],
  pad: [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ],
  dataFormat: 'NHWC',
  dilations: [1, 1],
});
const filter = (c: Context, w: Lazy, at: Convolution): Register => folded1(c, w, at.filter);
function folded1(c: Context, w: Lazy, event: readonly number[]): Register {
  return c.e.reshape(folded(c, w, w.plates, event), event);
}

export const conv2d: Rule = (c, v, [x, w]) => {
  const at = v.at.convolution!;
  const image = folded(c, x!, x!.plates, at.input);
  const rows = c.e.shape(image)[0]!;
  const event = convolved(v.at);
  if (byPatches(c, v, rows, 'image')) {
    const [kh, kw, ic, oc] = at.filter;
    const weights = c.e.reshape(filter(c, w!, at), [kh * kw * ic, oc]);
    const product = c.e.matmul(patchesOf(c, v, image, rows), weights, numel([rows, ...event.slice(0, 2)]), oc);
    return lazy(c, c.e.reshape(product, [rows, ...event]), x!.plates, event);
  }
  const r = c.e.call('Conv2D', { x: image, filter: filter(c, w!, at) }, attributes(at), [rows, ...event]);
  return lazy(c, r, x!.plates, event);
};

export const conv2dInput: Rule = (c, v, [dy, w]) => {
  const at = v.at.convolution!;
  const [oh, ow, oc] = convolved(v.at);
  const image = folded(c, dy!, dy!.plates, [oh, ow, oc]);
  const rows = c.e.shape(image)[0]!;
  const f = filter(c, w!, at);
  const shape = [rows, ...at.input];
  const { ownProducts } = TRAITS[c.e.target];
  if (!byPatches(c, v, rows, 'gradient')) {
    const r = c.e.call('Conv2DBackpropInput', { dy: image, filter: f }, { ...attributes(at), inputShape: shape }, shape);
    return lazy(c, r, dy!.plates, at.input);
  }
  // every position's patch of input gradients is dy times the transposed filter; patches that overlap add up
  const [kh, kw, ic] = at.filter;
  const weights = c.e.reshape(f, [kh * kw * ic, oc]);
  const back = ownProducts ? weights : c.e.transpose(weights, [1, 0]);
  const flat = c.e.reshape(image, [rows * oh * ow, oc]);
  const spread = c.e.matmul(flat, back, rows * oh * ow, kh * kw * ic, { a: false, b: ownProducts });
  const r = c.e.call('WellspringFoldPatches', { x: spread }, patchAttributes(v, rows), shape);
  return lazy(c, r, dy!.plates, at.input);
};

export const conv2dFilter: Rule = (c, v, [x, dy]) => {
  const at = v.at.convolution!;
  const [oh, ow, oc] = convolved(v.at);
  // both operands must have the same examples, in the same order
  const plates = jointPlates([x!, dy!]);
  const image = folded(c, x!, plates, at.input);
  const gradient = folded(c, dy!, plates, [oh, ow, oc]);
  const all = [...new Set([...v.ins[0]!.plates, ...v.ins[1]!.plates])];
  // a plate that neither operand varies over still counts in the sum
  const repeats = all.reduce((n, p) => (plates.includes(p) ? n : n * c.sizeOf(p)), 1);
  const rows = c.e.shape(image)[0]!;
  const [kh, kw, ic] = at.filter;
  let r: Register;
  const { ownProducts } = TRAITS[c.e.target];
  if (byPatches(c, v, rows, 'gradient')) {
    const flat = patchesOf(c, v, image, rows);
    // the patches on the left: as the larger operand they are cheaper to transpose than to pack
    const columns = ownProducts ? flat : c.e.transpose(flat, [1, 0]);
    const back = c.e.reshape(gradient, [rows * oh * ow, oc]);
    r = c.e.reshape(c.e.matmul(columns, back, kh * kw * ic, oc, { a: ownProducts, b: false }), at.filter);
  } else {
    r = c.e.call('Conv2DBackpropFilter', { x: image, dy: gradient }, { ...attributes(at), filterShape: at.filter }, at.filter);
  }
  return { register: repeats === 1 ? r : c.e.binary('Multiply', r, c.e.constant(repeats)), plates: [], event: at.filter };
};

/** Numbers that patches may be, in 64 MB: half of what a WebGPU buffer is sure to hold. */
const MOST_PATCHES = 2 ** 24;
function byPatches(c: Context, v: Val, rows: number, result: 'image' | 'gradient'): boolean {
  const { patches } = TRAITS[c.e.target];
  if (patches !== 'all') return patches === 'gradients' && result === 'gradient';
  const [kh, kw, ic] = v.at.convolution!.filter;
  const [oh, ow] = convolved(v.at);
  return rows * oh * ow * kh * kw * ic <= MOST_PATCHES;
}
function patchesOf(c: Context, v: Val, image: Register, rows: number): Register {
  const [kh, kw, ic] = v.at.convolution!.filter;
  const [oh, ow] = convolved(v.at);
  return c.e.call('WellspringPatches', { x: image }, patchAttributes(v, rows), [rows * oh * ow, kh * kw * ic]);
}
/** What the patch kernels (runtime/backends) need to know. */
function patchAttributes(v: Val, rows: number): Readonly<Record<string, unknown>> {
  const at = v.at.convolution!;
  const [oh, ow] = convolved(v.at);
  return { rows, input: at.input, filter: at.filter, stride: at.stride, top: at.pads[0], left: at.pads[2], out: [oh, ow] };
}
