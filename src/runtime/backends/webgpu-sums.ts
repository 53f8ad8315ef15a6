/** Sums over an axis with others behind it, [before, n, after] to [before, after], on WebGPU: an invocation adds up one column. Long sums are split into parts. */
import { type WebGPUProgram, webgpu_util } from '@tensorflow/tfjs-backend-webgpu';

export class SumsProgram implements WebGPUProgram {
  readonly outputShape: number[];
  readonly variableNames = ['X'];
  readonly variableComponents: number[];
  readonly outputComponent: number;
  readonly dispatchLayout: { x: number[] };
  readonly dispatch: [number, number, number];
  readonly workgroupSize: [number, number, number] = [64, 1, 1];
  readonly size = true;
  readonly uniforms = 'part : i32,';
  shaderKey: string;

  /** @param part terms of the sum in each part; the result is [before, parts, after] */
  constructor([before, n, after]: readonly [number, number, number], part: number) {
    this.outputShape = [before, Math.ceil(n / part), after];
    this.outputComponent = after % 4 === 0 ? 4 : 1;
    this.variableComponents = [this.outputComponent];
    this.dispatchLayout = webgpu_util.flatDispatchLayout(this.outputShape);
    this.dispatch = webgpu_util.computeDispatch(this.dispatchLayout, this.outputShape, this.workgroupSize, [this.outputComponent, 1, 1]);
    this.shaderKey = `wellspring_sums_${this.outputComponent}`;
  }
  getUserCode(): string {
    const type = this.outputComponent === 4 ? 'vec4<f32>' : 'f32';
    return `
fn main(index : i32) {
  if (index < uniforms.size) {
    let n = uniforms.xShape.y;
    let after = uniforms.outShape.z / ${this.outputComponent};
    let column = index % after;
    let parts = uniforms.outShape.y;
    let slice = index / after;
    let first = (slice % parts) * uniforms.part;
    let last = min(n, first + uniforms.part);
    let from_x = (slice / parts) * n;
    var sum = ${type}(0.0);
    for (var i = first; i < last; i++) {
      sum += X[(from_x + i) * after + column];
    }
    result[index] = sum;
  }
}`;
  }
}
