/** Questions about what a value depends on. Trained sets and conjugacy are read from the ops, never promised by a node. */
import { type Op, declaration } from './ops.ts';
import type { Val } from './value.ts';

/** Every value below `roots`, operands before users. */
export function topological(roots: Iterable<Val>): readonly Val[] {
  const seen = new Set<Val>();
  const done = new Set<Val>();
  const todo = [...roots].reverse();
  for (let v = todo.at(-1); v; v = todo.at(-1)) {
    if (seen.has(v)) {
      // its operands are done, or it was done before
      done.add(v);
      todo.pop();
      continue;
    }
    seen.add(v);
    for (let i = v.ins.length - 1; i >= 0; i--) if (!seen.has(v.ins[i]!)) todo.push(v.ins[i]!);
  }
  return [...done];
}
/** Names of the leaves of one kind below `roots`; with `gradient`, only along paths that carry one. */
export const leaves = (roots: readonly Val[], kind: 'param' | 'state' | 'input', gradient: boolean): ReadonlySet<string> =>
  below(roots, kind, (op) => gradient && declaration(op).flat === true);
/** Names of the parameters that move `roots` by choices alone, such as which part of a mixture is drawn: they matter, and no gradient tells how. */
export function chosen(roots: readonly Val[]): ReadonlySet<string> {
  const followed = leaves(roots, 'param', true);
  return new Set([...below(roots, 'param', (op) => op === 'stop')].filter((p) => !followed.has(p)));
}
function below(roots: readonly Val[], kind: Op, blocks: (op: Op) => boolean): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<Val>();
  const todo = [...roots];
  for (let v = todo.pop(); v; v = todo.pop()) {
    if (seen.has(v)) continue;
    seen.add(v);
    if (v.op === kind) found.add(v.at.name!);
    if (!blocks(v.op)) todo.push(...v.ins);
  }
  return found;
}

const LINEAR: ReadonlySet<Op> = new Set([
  'neg',
  'add',
  'sub',
  'sum',
  'expand',
  'reshape',
  'transpose',
  'slice',
  'pad',
  'concat',
  'gather',
  'scatter',
  'stack',
  'pick',
  'rename',
  'toPlate',
  'toAxis',
  'stop',
  'cumsum',
]);
const BILINEAR: ReadonlySet<Op> = new Set(['mul', 'contract', 'conv2d', 'conv2dInput', 'conv2dFilter']);
/** Degree of `y` in `x`: 0 independent, 1 affine, 2 anything else. */
export function degree(y: Val, x: Val): 0 | 1 | 2 {
  const memo = new Map<Val, 0 | 1 | 2>();
  for (const v of topological([y]))
    memo.set(
      v,
      v === x
        ? 1
        : step(
            v,
            v.ins.map((u) => memo.get(u)!),
          ),
    );
  return memo.get(y)!;
}
function step(v: Val, ds: readonly (0 | 1 | 2)[]): 0 | 1 | 2 {
  const top = ds.reduce<0 | 1 | 2>((a, d) => (d > a ? d : a), 0);
  if (top === 0 || LINEAR.has(v.op)) return top;
  if (BILINEAR.has(v.op)) return ds[0]! + ds[1]! <= 1 ? 1 : 2;
  if (v.op === 'div' && ds[1] === 0) return top;
  return 2;
}
