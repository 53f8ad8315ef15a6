/** What the backends can do, in one table: which kernels exist where, and which habits a target needs. Lowering asks here and nowhere else. */
import type { Target } from '../kernel-program.ts';

const ALL = ['cpu', 'wasm', 'webgl', 'webgpu'] as const;

/** Kernels that lowering may emit -> the targets that have them. Checked by test against TF.js's registry. */
export const KERNELS: Readonly<Record<string, readonly Target[]>> = {
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
  Tile: ALL,
  Reshape: ALL,
  Transpose: ALL,
  Slice: ALL,
  PadV2: ALL,
  Concat: ALL,
  GatherV2: ALL,
  BatchMatMul: ALL,
  _FusedMatMul: ALL,
  Conv2D: ALL,
  Conv2DBackpropInput: ALL,
  Conv2DBackpropFilter: ['cpu', 'webgl', 'webgpu'],
};
/** Kernels of our own (runtime/backends) -> the targets that have them. */
export const OWN_KERNELS: Readonly<Record<string, readonly Target[]>> = {
  WellspringSlice: ['wasm'],
  WellspringPatches: ['wasm'],
  WellspringFoldPatches: ['wasm'],
};
export const hasKernel = (kernel: string, target: Target): boolean => (KERNELS[kernel] ?? OWN_KERNELS[kernel])?.includes(target) ?? false;

/** Habits of a target that are about speed or about limits, not about a missing kernel. */
export interface Traits {
  /** Highest rank that every kernel we emit accepts. */
  readonly rank: number;
  /** Highest rank of Tile: WebGPU's reads the data back above it. */
  readonly tileRank: number;
  /** Input gradient of a convolution by matrix products: wasm's own kernel is a naive loop, ten times slower. */
  readonly convolutionByMatmul: boolean;
  /** The fused matrix product wants operands of rank 3 and a bias whose storage has rank 1. */
  readonly fusedRank3: boolean;
  /** Sums over leading axes transpose first; a product with ones is faster. */
  readonly columnSumByMatmul: boolean;
  /** Slice by our own kernel: TF.js's copies the whole operand first, which for one weight of a packed vector is the vector. */
  readonly ownSlice: boolean;
}
export const TRAITS: Readonly<Record<Target, Traits>> = {
  cpu: { rank: 6, tileRank: 6, convolutionByMatmul: false, fusedRank3: false, columnSumByMatmul: false, ownSlice: false },
  wasm: { rank: 4, tileRank: 4, convolutionByMatmul: true, fusedRank3: true, columnSumByMatmul: true, ownSlice: true },
  webgl: { rank: 4, tileRank: 4, convolutionByMatmul: false, fusedRank3: true, columnSumByMatmul: false, ownSlice: false },
  webgpu: { rank: 4, tileRank: 4, convolutionByMatmul: false, fusedRank3: true, columnSumByMatmul: false, ownSlice: false },
};
