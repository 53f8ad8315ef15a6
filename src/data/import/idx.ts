/** The IDX format of the MNIST files: two zero bytes, a type, a rank, big-endian sizes, big-endian numbers (LeCun et al., 1998). */
import type { Limits } from '../limits.ts';
import { refuse } from '../messages.ts';
import type { Outcome } from '../messages.ts';
import { checkShape, readNumbers } from './array.ts';
import type { NumberArray, NumberName } from './array.ts';

const TYPES: Readonly<Record<number, NumberName>> = { 8: 'u1', 9: 'i1', 11: 'i2', 12: 'i4', 13: 'f4', 14: 'f8' };

export function readIdx(where: string, bytes: Uint8Array, limits: Limits): Outcome<NumberArray> {
  if (bytes.length < 4) return refuse('idx.header', where, 'it is too short');
  if (bytes[0] !== 0 || bytes[1] !== 0) return refuse('idx.header', where, 'it does not begin with two zero bytes');
  const type = TYPES[bytes[2]!];
  if (!type) return refuse('idx.header', where, `type ${bytes[2]} is not known`);
  const rank = bytes[3]!;
  if (rank === 0) return refuse('idx.header', where, 'it has no axes');
  if (rank > limits.rank) return refuse('data.rank', where, rank, limits.rank);
  const start = 4 + 4 * rank;
  if (bytes.length < start) return refuse('idx.header', where, 'its sizes are cut off');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const checked = checkShape(where, shape, type, bytes.length - start, limits);
  return 'refused' in checked ? checked : readNumbers(where, bytes.subarray(start), type, shape, false);
}
