/** Which values are one known number everywhere. */
import type { Val } from '../../ir/value.ts';

export function number(v: Val): number | undefined {
  if (v.op === 'expand' || v.op === 'reshape') return number(v.ins[0]!);
  if (v.op !== 'constant') return undefined;
  const x = v.at.data![0]!;
  return v.at.data!.every((y) => Object.is(x, y)) ? x : undefined;
}
