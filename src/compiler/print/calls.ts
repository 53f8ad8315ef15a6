/** Kernel calls as calls of TF.js's public functions; total over the kernels that lowering emits. */
import type { KernelStep } from '../kernel-program.ts';
import type { KernelName } from '../lower/capabilities.ts';
import type { HelperName } from './helpers.ts';

interface Call {
  /** Source text of an operand. */
  in(name: string): string;
  /** Source text of an attribute. */
  at(name: string): string;
  /** Operands of a list. */
  readonly list: readonly string[];
  readonly shape: readonly number[];
  readonly step: KernelStep;
  need(h: HelperName): void;
}
type Printer = (c: Call) => string;

const x =
  (f: string): Printer =>
  (c) =>
    `tf.${f}(${c.in('x')})`;
const ab =
  (f: string): Printer =>
  (c) =>
    `tf.${f}(${c.in('a')}, ${c.in('b')})`;

const PRINTERS: { readonly [K in KernelName]: Printer } = {
  Neg: x('neg'),
  Exp: x('exp'),
  Log: x('log'),
  Log1p: x('log1p'),
  Tanh: x('tanh'),
  Sigmoid: x('sigmoid'),
  Softplus: x('softplus'),
  Sqrt: x('sqrt'),
  Rsqrt: x('rsqrt'),
  Square: x('square'),
  Reciprocal: x('reciprocal'),
  Abs: x('abs'),
  Relu: x('relu'),
  Sin: x('sin'),
  Cos: x('cos'),
  Erf: x('erf'),
  Step: x('step'),
  Sign: x('sign'),
  Floor: x('floor'),
  Add: ab('add'),
  Sub: ab('sub'),
  Multiply: ab('mul'),
  RealDiv: ab('div'),
  Maximum: ab('maximum'),
  Minimum: ab('minimum'),
  Equal: ab('equal'),
  NotEqual: ab('notEqual'),
  Greater: ab('greater'),
  Select: (c) => `tf.where(${c.in('condition')}, ${c.in('t')}, ${c.in('e')})`,
  Cast: (c) => `tf.cast(${c.in('x')}, ${c.at('dtype')})`,
  Sum: (c) => `tf.sum(${c.in('x')}, ${c.at('axis')})`,
  Max: (c) => `tf.max(${c.in('x')}, ${c.at('reductionIndices')})`,
  Cumsum: (c) => `tf.cumsum(${c.in('x')}, ${c.at('axis')})`,
  ArgMax: (c) => `tf.argMax(${c.in('x')}, ${c.at('axis')})`,
  OneHot: (c) => `tf.oneHot(${c.in('indices')}, ${c.at('depth')})`,
  Reshape: (c) => `tf.reshape(${c.in('x')}, ${c.at('shape')})`,
  Transpose: (c) => `tf.transpose(${c.in('x')}, ${c.at('perm')})`,
  Slice: (c) => `tf.slice(${c.in('x')}, ${c.at('begin')}, ${c.at('size')})`,
  PadV2: (c) => `tf.pad(${c.in('x')}, ${c.at('paddings')})`,
  Concat: (c) => `tf.concat([${c.list.join(', ')}], ${c.at('axis')})`,
  GatherV2: (c) => `tf.gather(${c.in('x')}, ${c.in('indices')}, ${c.at('axis')})`,
  BatchMatMul: ab('matMul'),
  _FusedMatMul: (c) => {
    const bias = 'bias' in c.step.inputs ? `, bias: ${c.in('bias')}` : '';
    return `tf.fused.matMul({ a: ${c.in('a')}, b: ${c.in('b')}${bias}, activation: ${c.at('activation')} })`;
  },
  Conv2D: (c) => `tf.conv2d(${c.in('x')}, ${c.in('filter')}, ${c.at('strides')}, ${c.at('pad')})`,
  FusedConv2D: (c) => {
    const bias = 'bias' in c.step.inputs ? `, bias: ${c.in('bias')}` : '';
    const place = `strides: ${c.at('strides')}, pad: ${c.at('pad')}`;
    return `tf.fused.conv2d({ x: ${c.in('x')}, filter: ${c.in('filter')}${bias}, ${place}, activation: ${c.at('activation')} })`;
  },
  Conv2DBackpropInput: (c) =>
    `tf.conv2dTranspose(${c.in('dy')}, ${c.in('filter')}, ${c.at('inputShape')}, ${c.at('strides')}, ${c.at('pad')})`,
  Conv2DBackpropFilter: (c) => {
    c.need('filterGradient');
    return `filterGradient(${c.in('x')}, ${c.in('dy')}, ${c.at('filterShape')}, ${c.at('strides')}, ${c.at('pad')})`;
  },
};
const isKernel = (name: string): name is KernelName => name in PRINTERS;

/** Attributes as source: lists keep a space after the comma. */
const literal = (v: unknown): string =>
  Array.isArray(v) ? `[${v.map(literal).join(', ')}]` : typeof v === 'string' ? `'${v}'` : String(v);

/** @throws Error for a kernel of our own: lower for 'cpu', which uses none */
export function callOf(
  step: KernelStep,
  read: (register: number) => string,
  shape: readonly number[],
  need: (h: HelperName) => void,
): string {
  if (!isKernel(step.kernel)) throw new Error(`${step.kernel} has no public counterpart`);
  return PRINTERS[step.kernel]({
    in: (name) => read(step.inputs[name]!),
    at: (name) => literal(step.attributes[name]),
    list: Object.values(step.inputs).map(read),
    shape,
    step,
    need,
  });
}
