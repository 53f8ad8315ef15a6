/** What the backends can do, in one table: which kernels exist where, and which habits a target needs. Lowering asks here and nowhere else. */
import type { Target } from '../kernel-program.ts';

const ALL = ['cpu', 'wasm', 'webgl', 'webgpu'] as const;

/** Kernels that lowering may emit -> the targets that have them. Checked by test against TF.js's registry. */
export const KERNELS = {
  Neg: ALL,
  Exp: ALL,
  Log: ALL,
  Log1p: ALL,
  Tanh: ALL,
  Sigmoid: ALL,
  Softplus: ALL,
  Sqrt: ALL,
  Rsqrt: ALL,
  Square: ALL,
  Reciprocal: ALL,
  Abs: ALL,
  Relu: ALL,
  Sin: ALL,
  Cos: ALL,
  Erf: ALL,
  Step: ALL,
  Sign: ALL,
  Floor: ALL,
  Add: ALL,
  Sub: ALL,
  Multiply: ALL,
  RealDiv: ALL,
  Maximum: ALL,
  Minimum: ALL,
  Equal: ALL,
  NotEqual: ALL,
  Greater: ALL,
  Select: ALL,
  Cast: ALL,
  Sum: ALL,
  Max: ALL,
  Cumsum: ALL,
  ArgMax: ALL,
  OneHot: ALL,
  Reshape: ALL,
  Transpose: ALL,
  Slice: ALL,
  PadV2: ALL,
  Concat: ALL,
  GatherV2: ALL,
  BatchMatMul: ALL,
  _FusedMatMul: ALL,
  Conv2D: ALL,
  FusedConv2D: ALL,
  Conv2DBackpropInput: ALL,
  Conv2DBackpropFilter: ['cpu', 'webgl', 'webgpu'],
} as const satisfies Readonly<Record<string, readonly Target[]>>;
export type KernelName = keyof typeof KERNELS;
const TABLE: Readonly<Record<string, readonly Target[]>> = KERNELS;
/** Kernels of our own (runtime/backends) -> the targets that have them. */
export const OWN_KERNELS: Readonly<Record<string, readonly Target[]>> = {
  WellspringSlice: ['wasm'],
  WellspringConcat: ['wasm'],
  WellspringGather: ['wasm'],
  WellspringPatches: ['wasm', 'webgpu'],
  WellspringFoldPatches: ['wasm', 'webgpu'],
  WellspringColumnSums: ['wasm'],
  WellspringBatchMatMul: ['wasm'],
  WellspringBinary: ['wasm'],
  WellspringSelect: ['wasm'],
  WellspringFused: ['webgpu'],
  WellspringMatMul: ['webgpu'],
  WellspringSums: ['webgpu'],
};
export const hasKernel = (kernel: string, target: Target): boolean => (TABLE[kernel] ?? OWN_KERNELS[kernel])?.includes(target) ?? false;

/** Habits of a target that are about speed or about limits, not about a missing kernel. */
export interface Traits {
  /** Highest rank that every broadcasting kernel we emit accepts. */
  readonly rank: number;
  /** The fused matrix product wants operands of rank 3 and a bias whose storage has rank 1. */
  readonly fusedRank3: boolean;
  /** What copying one number of a product's right operand into the product's own order costs, in numbers moved by a transpose. */
  readonly packing: number;
  /**
   * Our own loops in place of TF.js's kernels: its wasm Slice copies the whole operand first (for one weight of a packed vector, the
   * vector), Gather, Concat of short rows, comparisons and batched products are naive loops, sums over leading axes transpose first.
   */
  readonly ownKernels: boolean;
  /** tanh x as 2 sigmoid(2x) - 1: ten times faster where sigmoid is vectorised and tanh is not; absolute error about 1e-7. */
  readonly tanhBySigmoid: boolean;
  /** Element-by-element kernels are joined into our own fused one. */
  readonly fusesElementwise: boolean;
  /**
   * Our own product, which reads its operands either way round, and our own sums in place of TF.js's: its WebGPU products with transpose
   * flags are wrong for some sizes, without them every gradient transposes first, and its sums over leading axes transpose too.
   */
  readonly ownProducts: boolean;
  /** Convolutions that are products over patches: their gradients where TF.js has none or slow ones, all of them where products are fast. */
  readonly patches: 'none' | 'gradients' | 'all';
}
export const TRAITS: Readonly<Record<Target, Traits>> = {
  cpu: {
    rank: 6,
    fusedRank3: false,
    packing: 0,
    ownKernels: false,
    tanhBySigmoid: false,
    fusesElementwise: false,
    ownProducts: false,
    patches: 'none',
  },
  wasm: {
    rank: 4,
    fusedRank3: true,
    packing: 2,
    ownKernels: true,
    tanhBySigmoid: true,
    fusesElementwise: false,
    ownProducts: false,
    patches: 'gradients',
  },
  webgl: {
    rank: 4,
    fusedRank3: true,
    packing: 0,
    ownKernels: false,
    tanhBySigmoid: false,
    fusesElementwise: false,
    ownProducts: false,
    patches: 'none',
  },
  webgpu: {
    rank: 4,
    fusedRank3: true,
    packing: 0,
    ownKernels: false,
    tanhBySigmoid: false,
    fusesElementwise: true,
    ownProducts: true,
    patches: 'all',
  },
};
