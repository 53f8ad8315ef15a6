/** What each symbol of a text was worth to the model: its probability after the symbols before it. Pure. */
import { numel } from '../../graph/space.ts';
import type { Picture } from '../../workers/protocol.ts';
import { figure } from '../facts.ts';
import { namesOf } from '../parts/text-lines.ts';

export interface Told {
  readonly symbol: string;
  /** Natural log of its probability. */
  readonly log: number;
}
export interface ToldLine {
  readonly symbols: readonly Told[];
  readonly glue: string;
  /** log p of the whole text, nats: the sum over its symbols. */
  readonly total: number;
}
/** The texts whose symbols' probabilities are known. */
export function toldLines({ space, data, n, symbols, logs }: Picture, most: number): readonly ToldLine[] {
  if (!logs) return [];
  const length = Math.max(1, numel(space.shape));
  const { name, glue } = namesOf({ symbols });
  return Array.from({ length: Math.min(most, n, Math.floor(logs.length / length)) }, (_, row) => {
    const told = Array.from({ length }, (__, i) => ({ symbol: name(data[row * length + i]!), log: logs[row * length + i]! }));
    return { symbols: told, glue, total: told.reduce((sum, t) => sum + t.log, 0) };
  });
}

/** Probabilities that are told apart by their tint, from the likely to the unlikely: the least of each. */
export const TINTS = [0.5, 0.2, 0.05, 0.01, 0] as const;
export const tintOf = (log: number): number => TINTS.findIndex((least) => Math.exp(log) >= least);
export const bitsOf = (log: number): number => -log / Math.LN2;
/** 0.083, but 1 − p where p is all but certain would be rounded to 1. */
const share = (p: number): string => (p > 0.9995 && p < 1 ? '> 0.999' : figure(p, 3));

/** Its probability and its surprise, then what it follows. Symbols before one that are quoted with it. */
const BEFORE = 14;
export function describeSymbol({ symbols, glue }: ToldLine, at: number): string {
  const t = symbols[at];
  if (!t) return '';
  const before = symbols
    .slice(Math.max(0, at - BEFORE), at)
    .map((s) => s.symbol)
    .join(glue);
  const after = at === 0 ? 'first' : `after “${at > BEFORE ? '…' : ''}${before}”`;
  return `“${t.symbol}” p ${share(Math.exp(t.log))}, ${figure(Math.abs(bitsOf(t.log)), 3)} bits, ${after}`;
}
export const describeLine = ({ symbols, total }: ToldLine): string =>
  `log p ${figure(total, 4)} nats, ${figure(Math.abs(bitsOf(total)) / Math.max(1, symbols.length), 3)} bits a symbol`;
