/** Joins a matrix product or a convolution with the bias and the relu that follow it, where nothing else reads what lies between. */
import { sameShape } from '../../graph/space.ts';
import { TRAITS } from './capabilities.ts';
import type { Draft, Register } from './registers.ts';
import type { Unscheduled } from './schedule.ts';

export function fuse(p: Unscheduled): Unscheduled {
  const made = new Map<Register, Draft>(p.steps.map((s) => [s.out, s]));
  const uses = new Map<Register, Draft[]>();
  for (const s of p.steps) for (const r of new Set(Object.values(s.inputs))) uses.set(r, [...(uses.get(r) ?? []), s]);
  const outputs = new Set(Object.values(p.outputs));
  const shapes = [...p.shapes];
  const replaced = new Map<Draft, readonly Draft[]>();
  /** The one reader of a register that is no result. */
  const only = (r: Register): Draft | undefined => {
    const u = uses.get(r);
    return u?.length === 1 && !outputs.has(r) ? u[0] : undefined;
  };
  for (const product of p.steps) {
    const convolution = product.kernel === 'Conv2D';
    const own = product.kernel === 'WellspringMatMul' && product.attributes['part'] === 0;
    if (!convolution && ((product.kernel !== 'BatchMatMul' && !own) || shapes[product.out]!.length !== 2)) continue;
    const n = shapes[product.out]!.at(-1)!;
    const gone: Draft[] = [product];
    let last = product.out;
    let next = only(last);
    /** Passes reshapes that keep the last axis. */
    const pass = (): void => {
      while (next?.kernel === 'Reshape' && shapes[next.out]!.at(-1) === n) {
        gone.push(next);
        last = next.out;
        next = only(last);
      }
    };
    pass();
    let bias: Register | undefined;
    if (next?.kernel === 'Add' && sameShape(shapes[next.out]!, shapes[last]!)) {
      const other = next.inputs['a'] === last ? next.inputs['b']! : next.inputs['a']!;
      // wasm asks that the bias be stored with rank 1, and a reshape shares storage
      if (other !== last && sameShape(shapes[other]!, [n]) && made.get(other)?.kernel !== 'Reshape') {
        bias = other;
        gone.push(next);
        last = next.out;
        next = only(last);
        pass();
      }
    }
    let relu = false;
    if (next?.kernel === 'Relu') {
      relu = true;
      gone.push(next);
      last = next.out;
    }
    if (bias === undefined && !relu) continue;
    const activation = relu ? 'relu' : 'linear';
    const steps: Draft[] = [];
    const make = (kernel: string, inputs: Draft['inputs'], attributes: Draft['attributes'], shape: readonly number[]): Register => {
      shapes.push(shape);
      steps.push({ kernel, inputs, attributes, out: shapes.length - 1, from: product.from });
      return shapes.length - 1;
    };
    const biased = bias === undefined ? {} : { bias };
    const shape = shapes[product.out]!;
    let out: Register;
    if (own) {
      out = make('WellspringMatMul', { ...product.inputs, ...biased }, { ...product.attributes, activation }, shape);
    } else if (convolution) {
      out = make('FusedConv2D', { ...product.inputs, ...biased }, { ...product.attributes, activation, leakyreluAlpha: 0 }, shape);
    } else {
      const three = TRAITS[p.target].fusedRank3;
      const raised = (r: Register): Register => (three ? make('Reshape', { x: r }, { shape: [1, ...shapes[r]!] }, [1, ...shapes[r]!]) : r);
      const operands = { a: raised(product.inputs['a']!), b: raised(product.inputs['b']!) };
      const attributes = { transposeA: false, transposeB: false, activation, leakyreluAlpha: 0 };
      out = make('_FusedMatMul', { ...operands, ...biased }, attributes, three ? [1, ...shape] : shape);
    }
    steps.push({ kernel: 'Reshape', inputs: { x: out }, attributes: { shape: shapes[last]! }, out: last, from: product.from });
    // the bias may be made after the product, so the fused call stands where the last of them stood
    for (const s of gone) replaced.set(s, []);
    replaced.set(gone.at(-1)!, steps);
  }
  return { ...p, shapes, steps: p.steps.flatMap((s) => replaced.get(s) ?? [s]) };
}
