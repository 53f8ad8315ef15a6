/** Lowers element-by-element ops: operands are aligned by plate name, events from the right. */
import { broadcast } from '../../ir/ops.ts';
import type { Val } from '../../ir/value.ts';
import type { Register } from './registers.ts';
import { type Context, type Lazy, aligned, jointPlates, lazy } from './lazy.ts';

export type Rule = (c: Context, v: Val, ins: readonly Lazy[]) => Lazy;

export const unary =
  (kernel: string, attributes: Readonly<Record<string, unknown>> = {}): Rule =>
  (c, _, [x]) => ({ ...x!, register: c.e.unary(kernel, x!.register, attributes) });

/** Aligns the operands, applies `f` to the aligned registers and names the axes of what comes out. */
const joined =
  (f: (c: Context, ins: readonly Register[]) => Register): Rule =>
  (c, v, ins) => {
    const plates = jointPlates(ins);
    const rank = v.event.length;
    const padded = ins.map((x) => [...Array.from({ length: rank - x.event.length }, () => 1), ...x.event]);
    const registers = ins.map((x) => aligned(c, x, plates, rank));
    return lazy(c, f(c, registers), plates, padded.reduce<readonly number[]>(broadcast, []));
  };
export const binary = (kernel: string): Rule => joined((c, [a, b]) => c.e.binary(kernel, a!, b!));
export const comparison = (kernel: 'Equal' | 'Greater'): Rule => joined((c, [a, b]) => c.e.compare(kernel, a!, b!));
export const where: Rule = joined((c, [p, a, b]) => c.e.select(p!, a!, b!));
