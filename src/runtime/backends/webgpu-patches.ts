/** Patches of images and their adjoint on WebGPU: see patches.ts for what they are. Sizes are written into the programs, because compilers divide by constants fast. */
import { type WebGPUProgram, webgpu_util } from '@tensorflow/tfjs-backend-webgpu';
import type { PatchAttributes } from './patches.ts';

/** What both directions share: a flat program over numbers of the result, four at a time where the channels allow it. */
abstract class Flat implements WebGPUProgram {
  readonly variableNames = ['X'];
  readonly variableComponents: number[];
  readonly outputComponent: number;
  readonly dispatchLayout: { x: number[] };
  readonly dispatch: [number, number, number];
  readonly workgroupSize: [number, number, number] = [64, 1, 1];
  readonly size = true;
  shaderKey: string;

  constructor(
    readonly outputShape: number[],
    name: string,
    protected readonly p: PatchAttributes,
  ) {
    this.outputComponent = p.channels % 4 === 0 ? 4 : 1;
    this.variableComponents = [this.outputComponent];
    this.dispatchLayout = webgpu_util.flatDispatchLayout(outputShape);
    this.dispatch = webgpu_util.computeDispatch(this.dispatchLayout, outputShape, this.workgroupSize, [this.outputComponent, 1, 1]);
    const { rows: _, ...sizes } = p;
    this.shaderKey = `wellspring_${name}_${JSON.stringify(sizes)}`;
  }
  abstract getUserCode(): string;
  protected get type(): string {
    return this.outputComponent === 4 ? 'vec4<f32>' : 'f32';
  }
  protected get channels(): number {
    return this.p.channels / this.outputComponent;
  }
}

/** [rows, height, width, channels] to [rows * oh * ow, kh * kw * channels]. */
export class PatchesProgram extends Flat {
  constructor(p: PatchAttributes) {
    super([p.rows * p.oh * p.ow, p.kh * p.kw * p.channels], 'patches', p);
  }
  getUserCode(): string {
    const { height, width, kh, kw, oh, ow, stride, top, left } = this.p;
    return `
fn main(index : i32) {
  if (index < uniforms.size) {
    let channel = index % ${this.channels};
    let tap = (index / ${this.channels}) % ${kh * kw};
    let place = index / ${this.channels * kh * kw};
    let y = ((place / ${ow}) % ${oh}) * ${stride} + tap / ${kw} - ${top};
    let x = (place % ${ow}) * ${stride} + tap % ${kw} - ${left};
    var v = ${this.type}(0.0);
    if (y >= 0 && y < ${height} && x >= 0 && x < ${width}) {
      v = X[(((place / ${oh * ow}) * ${height} + y) * ${width} + x) * ${this.channels} + channel];
    }
    result[index] = v;
  }
}`;
  }
}
/** [rows * oh * ow, kh * kw * channels] to [rows, height, width, channels]: every pixel adds up what the windows over it hold of it. */
export class FoldProgram extends Flat {
  constructor(p: PatchAttributes) {
    super([p.rows, p.height, p.width, p.channels], 'fold', p);
  }
  getUserCode(): string {
    const { height, width, kh, kw, oh, ow, stride, top, left } = this.p;
    return `
fn main(index : i32) {
  if (index < uniforms.size) {
    let channel = index % ${this.channels};
    let x = (index / ${this.channels}) % ${width} + ${left};
    let y = (index / ${this.channels * width}) % ${height} + ${top};
    let image = index / ${this.channels * width * height};
    var sum = ${this.type}(0.0);
    // the first tap that falls on this pixel, then every stride-th
    for (var i = y % ${stride}; i < ${kh}; i += ${stride}) {
      let row = (y - i) / ${stride};
      if (y < i || row >= ${oh}) { continue; }
      for (var j = x % ${stride}; j < ${kw}; j += ${stride}) {
        let col = (x - j) / ${stride};
        if (x < j || col >= ${ow}) { continue; }
        sum += X[(((image * ${oh} + row) * ${ow} + col) * ${kh * kw} + i * ${kw} + j) * ${this.channels} + channel];
      }
    }
    result[index] = sum;
  }
}`;
  }
}
