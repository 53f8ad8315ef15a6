/**
 * Joins element-by-element kernels into one where the target runs our own fused kernel: on a graphics card small programs are bound by the
 * number of kernels, not by arithmetic. A cluster has one result; everything in it has that result's shape, and nothing outside reads
 * what lies between.
 */
import { sameShape } from '../../graph/space.ts';
import { TRAITS } from './capabilities.ts';
import type { Draft, Register } from './registers.ts';
import type { Unscheduled } from './schedule.ts';

/** An argument: "v2" the third operand, "t0" the first line's value, or a number. */
export type FusedArgument = string | number;
/** One line of a fused body: the kernel it stands for and its arguments. The last line is the result. */
export type FusedLine = readonly [kernel: string, ...args: readonly FusedArgument[]];

/** Kernels that may be fused, with their operands in order. */
const OPERANDS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    'Neg Exp Log Log1p Tanh Sigmoid Softplus Sqrt Rsqrt Square Reciprocal Abs Relu Sin Cos Erf Step Sign Floor Cast'
      .split(' ')
      .map((k) => [k, ['x']]),
  ),
  ...Object.fromEntries('Add Sub Multiply RealDiv Maximum Minimum Equal NotEqual Greater'.split(' ').map((k) => [k, ['a', 'b']])),
  Select: ['condition', 't', 'e'],
};
export const FUSABLE = Object.keys(OPERANDS);
/** Storage buffers a WebGPU stage may have (8) less the result. */
const LEAVES = 7;
const LINES = 64;

export function fuseElementwise(p: Unscheduled, scalar: (r: Register) => number | undefined): Unscheduled {
  if (!TRAITS[p.target].fusesElementwise) return p;
  const fusable = (s: Draft): boolean => s.kernel in OPERANDS && (s.kernel !== 'Cast' || s.attributes['dtype'] === 'float32');
  const uses = new Map<Register, Draft[]>();
  for (const s of p.steps) for (const r of new Set(Object.values(s.inputs))) uses.set(r, [...(uses.get(r) ?? []), s]);
  const outputs = new Set(Object.values(p.outputs));
  const taken = new Set<Draft>();
  const replaced = new Map<Draft, Draft>();
  for (let i = p.steps.length - 1; i >= 0; i--) {
    const root = p.steps[i]!;
    if (!fusable(root) || taken.has(root)) continue;
    const cluster = clusterOf(root, i);
    for (const s of cluster) taken.add(s);
    // TF.js's own Cast hands whole numbers on under another name, and our products would read them as what they are called
    if ((cluster.length > 1 || root.kernel === 'Cast') && leavesOf(cluster).length > 0) replaced.set(root, fused(cluster));
  }
  return { ...p, steps: p.steps.map((s) => replaced.get(s) ?? s) };

  /** The root and what can be computed on its way, producers first. */
  function clusterOf(root: Draft, at: number): readonly Draft[] {
    const shape = p.shapes[root.out]!;
    const inside = new Set<Draft>([root]);
    const members = [root];
    const wanted = new Set(Object.values(root.inputs));
    for (let j = at - 1; j >= 0 && inside.size < LINES; j--) {
      const s = p.steps[j]!;
      if (!wanted.has(s.out) || !fusable(s) || taken.has(s) || outputs.has(s.out) || !sameShape(p.shapes[s.out]!, shape)) continue;
      if (!uses.get(s.out)!.every((u) => inside.has(u))) continue;
      const grown = [s, ...members];
      if (leavesOf(grown).length > LEAVES) continue;
      members.unshift(s);
      inside.add(s);
      for (const r of Object.values(s.inputs)) wanted.add(r);
    }
    return members;
  }
  function leavesOf(cluster: readonly Draft[]): readonly Register[] {
    const made = new Set(cluster.map((s) => s.out));
    return [...new Set(cluster.flatMap((s) => Object.values(s.inputs)))].filter((r) => !made.has(r) && scalar(r) === undefined);
  }
  function fused(cluster: readonly Draft[]): Draft {
    const leaves = leavesOf(cluster);
    const line = new Map(cluster.map((s, k) => [s.out, k]));
    const argument = (r: Register): FusedArgument => {
      const k = line.get(r);
      return k !== undefined ? `t${k}` : (scalar(r) ?? `v${leaves.indexOf(r)}`);
    };
    const body = cluster.map((s): FusedLine => [s.kernel, ...OPERANDS[s.kernel]!.map((name) => argument(s.inputs[name]!))]);
    const root = cluster.at(-1)!;
    const inputs = Object.fromEntries(leaves.map((r, k) => [String(k), r]));
    return {
      kernel: 'WellspringFused',
      inputs,
      attributes: { body, shape: p.shapes[root.out]! },
      out: root.out,
      from: root.from,
      parts: cluster.map((s) => s.from),
    };
  }
}
