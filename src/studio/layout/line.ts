/** What stands on the line of a model, and in which order. */
import type { Wire } from '../../graph/model.ts';
import type { Body } from '../stores/document.ts';

/** Data that clamps a variable does not push it to the right, unless nothing else does: everything that feeds a node stands before it. */
const clamps = (w: Wire): boolean => w.to.port === 'data';

/** Data of variables that something else on the line leads to already: it stands before them, a row below. */
export function isBeside(body: Body, id: string, onLine: (id: string) => boolean): boolean {
  const out = body.wires.filter((w) => w.from.node === id);
  const led = (to: string): boolean => body.wires.some((w) => w.to.node === to && !clamps(w) && onLine(w.from.node));
  return out.length > 0 && out.every((w) => clamps(w) && led(w.to.node)) && !body.wires.some((w) => w.to.node === id);
}

export function pushing(line: ReadonlySet<string>, wires: readonly Wire[]): readonly Wire[] {
  const along = wires.filter((w) => line.has(w.from.node) && line.has(w.to.node));
  return along.filter((w) => !clamps(w) || !along.some((other) => other.to.node === w.to.node && !clamps(other)));
}

/** Without the wires that lead back to where the line came from: an energy reads the variable that it is the law of. */
function withoutCircles(wires: readonly Wire[]): readonly Wire[] {
  const next = new Map<string, string[]>();
  const leads = (from: string, to: string): boolean => from === to || (next.get(from) ?? []).some((n) => leads(n, to));
  const lawsFirst = wires.toSorted((a, b) => Number(b.to.port === 'p') - Number(a.to.port === 'p'));
  return lawsFirst.filter(({ from, to }) => {
    if (leads(to.node, from.node)) return false;
    next.set(from.node, [...(next.get(from.node) ?? []), to.node]);
    return true;
  });
}
export function ranks(line: ReadonlySet<string>, wires: readonly Wire[]): ReadonlyMap<string, number> {
  const rank = new Map([...line].map((id) => [id, 0]));
  const forward = withoutCircles(wires);
  // As many rounds as nodes settle it.
  for (let round = 0; round < line.size; round++)
    for (const w of forward) rank.set(w.to.node, Math.max(rank.get(w.to.node)!, rank.get(w.from.node)! + 1));
  return rank;
}
