/** How much arithmetic each node of a drawing asks for in learning, counted over the traced programs. */
import { SLASH } from '../graph/groups/kinds.ts';
import { topological } from '../ir/dependencies.ts';
import { type Op, flops } from '../ir/ops.ts';
import { given } from '../ir/region.ts';
import type { Program, Val } from '../ir/value.ts';
import type { Compiled } from './compiled.ts';

/** Arithmetic of one turn of training. */
export interface Work {
  /** Multiply-adds of matrix products and convolutions for one example: those that find values, and those that find gradients. */
  readonly value: number;
  readonly gradient: number;
  /** Other operations for one example, element by element and in sums; an estimate. */
  readonly other: number;
  /** Operations done once a turn, however many examples there are: an optimiser's update, chains that are kept. */
  readonly once: number;
}
/** Work by node; what no node asked for stands under ''. */
export type WorkByNode = ReadonlyMap<string, Work>;

export const NO_WORK: Work = { value: 0, gradient: 0, other: 0, once: 0 };
export const sumOf = (a: Work, b: Work): Work => ({
  value: a.value + b.value,
  gradient: a.gradient + b.gradient,
  other: a.other + b.other,
  once: a.once + b.once,
});
const PRODUCTS: ReadonlySet<Op> = new Set<Op>(['contract', 'conv2d', 'conv2dInput', 'conv2dFilter']);

/** @param times how often it runs */
export function workOf(p: Program, times = 1): WorkByNode {
  const found = new Map<string, Work>();
  const sizeOf = (plate: string): number => {
    const n = p.plates.get(plate);
    return typeof n === 'number' ? n : 1;
  };
  const count = (v: Val, times: number): void => {
    const operations = times * flops(v, sizeOf);
    if (operations === 0) return;
    const each = v.plates.includes('B') || v.ins.some((u) => u.plates.includes('B'));
    const product = PRODUCTS.has(v.op);
    const work: Work = {
      ...NO_WORK,
      ...(!each
        ? { once: operations }
        : product
          ? // a multiply-add is two operations
            { [v.from.pass ?? 'value']: operations / 2 }
          : { other: operations }),
    };
    found.set(v.from.node, sumOf(found.get(v.from.node) ?? NO_WORK, work));
  };
  const walk = (roots: readonly Val[], times: number): void => {
    for (const v of topological(roots))
      if (v.at.region) walk(given(v.at.region), times * v.at.region.turns);
      else count(v, times);
  };
  walk(Object.values(p.outputs), times);
  return found;
}

const memo = new WeakMap<Compiled, ReadonlyMap<number, WorkByNode>>();
/** Of one turn of each phase, in order: all players of the phase, as often as each of them steps. */
export function workOfTurns(compiled: Compiled): ReadonlyMap<number, WorkByNode> {
  const known = memo.get(compiled);
  if (known) return known;
  const phases = new Map<number, Map<string, Work>>();
  for (const player of compiled.learn.players.toSorted((a, b) => a.phase - b.phase)) {
    const phase = phases.get(player.phase) ?? new Map<string, Work>();
    phases.set(player.phase, phase);
    for (const [node, work] of workOf(player.program, player.every)) phase.set(node, sumOf(phase.get(node) ?? NO_WORK, work));
  }
  memo.set(compiled, phases);
  return phases;
}
/** What a node's name stands for: itself, and where it is a group, all that it holds. */
export const isWithin = (node: string, name: string): boolean => node === name || node.startsWith(name + SLASH);
export function workAt(all: WorkByNode, name: string): Work {
  let total = NO_WORK;
  for (const [node, work] of all) if (isWithin(node, name)) total = sumOf(total, work);
  return total;
}
