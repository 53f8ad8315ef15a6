/** A symbol for a diagram: a few letters, and what stands below them. */
import { plainText } from '../../nodes/notation/plain.ts';

export interface PlateLabel {
  readonly text: string;
  readonly below: string;
  /** One letter is set in italics, a word upright. */
  readonly word: boolean;
}
export function labelOf(latex: string): PlateLabel {
  const m = /^(.*?)_\{(.*)\}$/.exec(latex);
  const text = plainText(m?.[1] ?? latex);
  return { text, below: m ? plainText(m[2]!) : '', word: text.normalize('NFD').replaceAll(/\p{M}/gu, '').length > 1 };
}
