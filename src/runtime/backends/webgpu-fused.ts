/** A straight line of element-by-element operations as one WebGPU program. */
import { type WebGPUProgram, webgpu_util } from '@tensorflow/tfjs-backend-webgpu';
import type { FusedArgument, FusedLine } from '../../compiler/lower/fuse-elementwise.ts';

/** Each kernel as a WGSL expression of its arguments. */
const EXPRESSIONS: Readonly<Record<string, (a: string, b: string, c: string) => string>> = {
  Neg: (a) => `-${a}`,
  Exp: (a) => `exp(${a})`,
  Log: (a) => `select(log(${a}), uniforms.NAN, ${a} < 0.0)`,
  Log1p: (a) => `log_one_plus(${a})`,
  Tanh: (a) => `tanh_of(${a})`,
  Sigmoid: (a) => `1.0 / (1.0 + exp(-${a}))`,
  Softplus: (a) => `max(${a}, 0.0) + log_one_plus(exp(-abs(${a})))`,
  Sqrt: (a) => `sqrt(${a})`,
  Rsqrt: (a) => `inverseSqrt(${a})`,
  Square: (a) => `${a} * ${a}`,
  Reciprocal: (a) => `1.0 / ${a}`,
  Abs: (a) => `abs(${a})`,
  Relu: (a) => `select(${a}, 0.0, ${a} < 0.0)`,
  Sin: (a) => `sin(${a})`,
  Cos: (a) => `cos(${a})`,
  Erf: (a) => `erf_of(${a})`,
  Step: (a) => `select(0.0, 1.0, ${a} > 0.0)`,
  Sign: (a) => `sign(${a})`,
  Floor: (a) => `floor(${a})`,
  Cast: (a) => a,
  Add: (a, b) => `${a} + ${b}`,
  Sub: (a, b) => `${a} - ${b}`,
  Multiply: (a, b) => `${a} * ${b}`,
  RealDiv: (a, b) => `${a} / ${b}`,
  Maximum: (a, b) => `select(max(${a}, ${b}), ${a} + ${b}, isnan(${a}) || isnan(${b}))`,
  Minimum: (a, b) => `select(min(${a}, ${b}), ${a} + ${b}, isnan(${a}) || isnan(${b}))`,
  Equal: (a, b) => `select(0.0, 1.0, ${a} == ${b})`,
  NotEqual: (a, b) => `select(0.0, 1.0, ${a} != ${b})`,
  Greater: (a, b) => `select(0.0, 1.0, ${a} > ${b})`,
  Select: (c, a, b) => `select(${b}, ${a}, ${c} != 0.0)`,
};
/** log1p by its series near 0, where 1 + a loses digits; tanh and erf (Abramowitz & Stegun 7.1.26) as TF.js has them. */
const FUNCTIONS = `
fn log_one_plus(a : f32) -> f32 {
  let series = a * (1.0 - a * (0.5 - a * (0.33333333 - a * (0.25 - a * (0.2 - a * 0.16666667)))));
  return select(log(1.0 + a), series, abs(a) < 0.05);
}
fn tanh_of(a : f32) -> f32 {
  let e = exp(-2.0 * abs(a));
  return sign(a) * (1.0 - e) / (1.0 + e);
}
fn erf_of(a : f32) -> f32 {
  let t = 1.0 / (1.0 + 0.3275911 * abs(a));
  let s = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return sign(a) * (1.0 - s * exp(-a * a));
}`;

/** A number as WGSL; what is not finite has no literal. */
function literal(x: number): string {
  if (Number.isNaN(x)) return 'uniforms.NAN';
  if (!Number.isFinite(x)) return x > 0 ? 'uniforms.INFINITY' : '(-uniforms.INFINITY)';
  return `f32(${Math.fround(x)})`;
}
const name = (k: number): string => 'ABCDEFG'[k]!;

export class FusedProgram implements WebGPUProgram {
  readonly variableNames: string[];
  readonly size = true;
  readonly workgroupSize: [number, number, number] = [128, 1, 1];
  readonly dispatchLayout: { x: number[] };
  dispatch: [number, number, number];
  shaderKey: string;

  constructor(
    readonly outputShape: number[],
    leaves: number,
    private readonly body: readonly FusedLine[],
  ) {
    this.variableNames = Array.from({ length: leaves }, (_, k) => name(k));
    this.dispatchLayout = webgpu_util.flatDispatchLayout(outputShape);
    this.dispatch = webgpu_util.computeDispatch(this.dispatchLayout, outputShape, this.workgroupSize);
    this.shaderKey = `wellspring_${body.map((l) => l.map((a) => (typeof a === 'number' ? literal(a) : a)).join(' ')).join(';')}`;
  }
  getUserCode(): string {
    const argument = (a: FusedArgument | undefined): string => (a === undefined ? '' : typeof a === 'number' ? literal(a) : a);
    const lines = this.body.map(([kernel, ...args], k) => {
      const expression = EXPRESSIONS[kernel];
      if (!expression) throw new Error(`${kernel} cannot be fused`);
      return `    let t${k} = ${expression(argument(args[0]), argument(args[1]), argument(args[2]))};`;
    });
    return `${FUNCTIONS}
fn main(index : i32) {
  if (index < uniforms.size) {
${this.variableNames.map((v, k) => `    let v${k} = get${v}ByOutputIndex(index);`).join('\n')}
${lines.join('\n')}
    setOutputAtIndex(index, t${this.body.length - 1});
  }
}`;
  }
}
