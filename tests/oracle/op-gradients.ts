/** Every op's example with the gradients of a curved function of it. */
import { gradients } from '../../src/ir/differentiate.ts';
import type { Op } from '../../src/ir/ops.ts';
import type { Program } from '../../src/ir/value.ts';
import { made } from './examples.ts';

export function withGradients(op: Op): Program {
  const { b, y, leaves } = made(op);
  const loss = b.mean(b.sumEvent(b.add(b.square(y), y)));
  const outputs = Object.fromEntries(gradients(b, loss, leaves).map((g, i) => [`d${leaves[i]!.at.name}`, g]));
  return b.program({ y, loss, ...outputs });
}
