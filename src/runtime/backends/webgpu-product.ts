/**
 * Matrix products on WebGPU. An invocation makes 4 by 4 numbers of the result in registers and reads its operands straight from memory:
 * no shared memory and no barriers, which pays where caches are good (and where a processor stands in for a card). Operands may lie
 * transposed; a bias and a relu are done on the way out; a long sum may be split into parts, which are added afterwards.
 */
import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';

export interface ProductOptions {
  /** a lies as [batch, k, m] instead of [batch, m, k]. */
  readonly transposeA: boolean;
  /** b lies as [batch, n, k] instead of [batch, k, n]. */
  readonly transposeB: boolean;
  readonly bias: boolean;
  readonly relu: boolean;
  /** Terms of the sum in each part, a multiple of 4; 0: one part. Only for a batch of one: the parts take its place in the result. */
  readonly part: number;
}
export interface ProductSizes {
  readonly batch: number;
  readonly m: number;
  readonly k: number;
  readonly n: number;
}
const TILE = 4;
const INVOCATIONS = 64;
/** Workgroups along an axis that every WebGPU device starts. */
const MOST_GROUPS = 65_535;
const FOUR = [0, 1, 2, 3] as const;
const AXES = ['x', 'y', 'z', 'w'] as const;
const tiles = (n: number): number => Math.ceil(n / TILE);
const each = (f: (i: number) => string, join = '\n'): string => FOUR.map(f).join(join);

export class ProductProgram implements WebGPUProgram {
  readonly outputShape: number[];
  readonly variableNames: string[];
  readonly variableComponents: number[];
  readonly outputComponent: number;
  readonly dispatchLayout = { x: [2], y: [1], z: [0] };
  readonly dispatch: [number, number, number];
  readonly workgroupSize: [number, number, number];
  readonly uniforms = 'part : i32,';
  shaderKey: string;

  constructor(
    { batch, m, k, n }: ProductSizes,
    private readonly o: ProductOptions,
  ) {
    const parts = o.part ? Math.ceil(k / o.part) : batch;
    this.outputShape = [parts, m, n];
    const four = (size: number): number => (size % TILE === 0 ? TILE : 1);
    this.outputComponent = four(n);
    this.variableComponents = [four(o.transposeA ? m : k), four(o.transposeB ? k : n)];
    this.variableNames = ['A', 'B'];
    if (o.bias) {
      this.variableNames.push('bias');
      this.variableComponents.push(this.outputComponent);
    }
    // wide enough for the result's columns, the rest for its rows
    let wide = 1;
    while (wide < 8 && wide < tiles(n)) wide *= 2;
    this.workgroupSize = [wide, INVOCATIONS / wide, 1];
    const most = (count: number): number => Math.min(MOST_GROUPS, count);
    this.dispatch = [Math.ceil(tiles(n) / wide), most(Math.ceil(tiles(m) / this.workgroupSize[1])), most(parts)];
    this.shaderKey = `wellspring_product_${JSON.stringify(o.part ? { ...o, part: 1 } : o)}_${this.variableComponents.join()}_${this.outputComponent}`;
  }

  getUserCode(): string {
    const { transposeA, bias, relu, part } = this.o;
    return `
fn main() {
  // more rows or members than workgroups may be started: every invocation takes several in turn
  for (var slice = i32(globalId.z); slice < uniforms.outShape.x; slice += i32(numWorkgroups.z)) {
    for (var row = i32(globalId.y) * ${TILE}; row < uniforms.outShape.y; row += i32(numWorkgroups.y) * ${this.workgroupSize[1] * TILE}) {
      tile(slice, row, i32(globalId.x) * ${TILE});
    }
  }
}
fn tile(slice : i32, row : i32, col : i32) {
  let m = uniforms.outShape.y;
  let n = uniforms.outShape.z;
  let k = uniforms.aShape.${transposeA ? 'y' : 'z'};
  if (col >= n) { return; }
${each((i) => `  let row${i} = min(row + ${i}, m - 1);\n  let col${i} = min(col + ${i}, n - 1);`)}
  let from_a = ${part ? '0' : 'select(0, slice * m * k, uniforms.aShape.x > 1)'};
  let from_b = ${part ? '0' : 'select(0, slice * k * n, uniforms.bShape.x > 1)'};
${each((i) => `  var sum${i} = vec4<f32>(0.0);`)}
  var q = ${part ? 'slice * uniforms.part' : '0'};
  let end = ${part ? 'min(k, q + uniforms.part)' : 'k'};
  for (; q + 3 < end; q += 4) {
${this.block()}
${each((i) => `    sum${i} += ${each((j) => `${this.left(i, j)} * b${j}`, ' + ')};`)}
  }
  for (; q < end; q++) {
    let a = ${this.column()};
    let b = ${this.row()};
${each((i) => `    sum${i} += a.${AXES[i]} * b;`)}
  }
  let to = slice * m * n;
${bias ? `  let offset = ${this.outputComponent === 4 ? 'bias[col / 4]' : `vec4<f32>(${each((j) => `bias[col${j}]`, ', ')})`};` : ''}
${each(
  (i) => `  if (row + ${i} < m) {
    var v = sum${i}${bias ? ' + offset' : ''};
    ${relu ? 'v = select(v, vec4<f32>(0.0), v < vec4<f32>(0.0));' : ''}
    let at = to + (row + ${i}) * n + col;
    ${this.outputComponent === 4 ? 'result[at / 4] = v;' : each((j) => `if (col + ${j} < n) { result[at + ${j}] = v.${AXES[j]}; }`, ' ')}
  }`,
)}
}`;
  }
  /** Reads of the four terms q to q+3: a0..a3 as they lie, b0..b3 a row of the block each. */
  private block(): string {
    const { transposeA, transposeB } = this.o;
    const [wideA, wideB] = [this.variableComponents[0] === 4, this.variableComponents[1] === 4];
    const a = (i: number): string => {
      if (transposeA)
        return wideA ? `A[(from_a + (q + ${i}) * m + row) / 4]` : `vec4<f32>(${each((j) => `A[from_a + (q + ${i}) * m + row${j}]`, ', ')})`;
      return wideA ? `A[(from_a + row${i} * k + q) / 4]` : `vec4<f32>(${each((j) => `A[from_a + row${i} * k + q + ${j}]`, ', ')})`;
    };
    const b = (i: number): string => {
      if (transposeB)
        return wideB ? `B[(from_b + col${i} * k + q) / 4]` : `vec4<f32>(${each((j) => `B[from_b + col${i} * k + q + ${j}]`, ', ')})`;
      return wideB ? `B[(from_b + (q + ${i}) * n + col) / 4]` : `vec4<f32>(${each((j) => `B[from_b + (q + ${i}) * n + col${j}]`, ', ')})`;
    };
    const right = transposeB
      ? `${each((j) => `    let t${j} = ${b(j)};`)}\n${each((i) => `    let b${i} = vec4<f32>(${each((j) => `t${j}.${AXES[i]}`, ', ')});`)}`
      : each((j) => `    let b${j} = ${b(j)};`);
    return `${each((i) => `    let a${i} = ${a(i)};`)}\n${right}`;
  }
  /** Number (row i, term j) of the block of a. */
  private left(i: number, j: number): string {
    return this.o.transposeA ? `a${j}.${AXES[i]}` : `a${i}.${AXES[j]}`;
  }
  /** Term q of the four rows of a. */
  private column(): string {
    if (!this.o.transposeA) {
      if (this.variableComponents[0] !== 4) return `vec4<f32>(${each((i) => `A[from_a + row${i} * k + q]`, ', ')})`;
      // k is a multiple of 4 and no term is left over, but what stands here must compile
      return 'vec4<f32>(0.0)';
    }
    return this.variableComponents[0] === 4
      ? 'A[(from_a + q * m + row) / 4]'
      : `vec4<f32>(${each((i) => `A[from_a + q * m + row${i}]`, ', ')})`;
  }
  /** Term q of the four columns of b. */
  private row(): string {
    if (this.o.transposeB) {
      if (this.variableComponents[1] !== 4) return `vec4<f32>(${each((j) => `B[from_b + col${j} * k + q]`, ', ')})`;
      return 'vec4<f32>(0.0)';
    }
    return this.variableComponents[1] === 4
      ? 'B[(from_b + q * n + col) / 4]'
      : `vec4<f32>(${each((j) => `B[from_b + q * n + col${j}]`, ', ')})`;
  }
}
