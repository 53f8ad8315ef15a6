/** Plain text as sequences of characters. */
import { tokens } from '../../graph/space.ts';
import { TEXT_WINDOW } from '../limits.ts';
import type { Limits } from '../limits.ts';
import { refuse } from '../messages.ts';
import type { Outcome } from '../messages.ts';
import type { Reading } from './reading.ts';
import type { NamedBytes } from './zip.ts';

/**
 * x: tokens of k, shape [64], k the number of different characters (code points, in their order). Every text is cut into
 * pieces that do not overlap, so that nothing held out is also trained on; its last part of less than 64 is left out.
 */
export function readTexts(files: readonly NamedBytes[], limits: Limits): Outcome<Reading> {
  const where = files[0]?.name;
  const size = files.reduce((sum, f) => sum + f.bytes.length, 0);
  if (size > limits.textBytes) return refuse('text.too-large', where, size, limits.textBytes);
  const index = new Map<number, number>();
  const pieces: Uint16Array[] = [];
  let length = 0;
  for (const { name, bytes } of files) {
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n');
    } catch {
      return refuse('text.encoding', name);
    }
    const codes = new Uint16Array(text.length);
    let n = 0;
    for (const symbol of text) {
      const point = symbol.codePointAt(0)!;
      let code = index.get(point);
      if (code === undefined) {
        code = index.size;
        if (code >= limits.characters) return refuse('text.characters', name, code + 1, limits.characters);
        index.set(point, code);
      }
      codes[n++] = code;
    }
    length += n;
    pieces.push(codes.subarray(0, n - (n % TEXT_WINDOW)));
  }
  const kept = pieces.reduce((sum, p) => sum + p.length, 0);
  const total = kept / TEXT_WINDOW;
  if (total < limits.fewestExamples) return refuse('text.too-short', where, length, TEXT_WINDOW * limits.fewestExamples);
  const points = [...index.keys()].sort((a, b) => a - b);
  const rank = new Uint16Array(points.length);
  points.forEach((point, i) => (rank[index.get(point)!] = i));
  const values = new Uint16Array(kept);
  let at = 0;
  for (const piece of pieces) for (const code of piece) values[at++] = rank[code]!;
  return {
    value: {
      total,
      x: { space: { ...tokens(points.length, TEXT_WINDOW), layout: 'sequence' }, values },
      symbols: points.map((p) => String.fromCodePoint(p)),
      remarks: [],
    },
  };
}
