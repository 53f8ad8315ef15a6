/** “Did you mean …?” */

/** Edits (insert, delete, replace, swap of neighbours) between two words. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let d = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + Number(!same));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, before[j - 2]! + 1);
      next.push(d);
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}

/** The known word nearest to what was typed, if it is near: a third of it may differ, or one is the beginning of the other. */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const word = typed.toLowerCase().slice(0, 80);
  if (word === '') return undefined;
  let best: { readonly name: string; readonly d: number } | undefined;
  for (const name of known) {
    const other = name.toLowerCase();
    const begins = word.length >= 3 && (other.startsWith(word) || word.startsWith(other));
    const d = begins ? Math.min(0.5, distance(word, other)) : distance(word, other);
    if (d <= Math.max(1, Math.floor(Math.max(word.length, other.length) / 3)) && (!best || d < best.d)) best = { name, d };
  }
  return best?.name;
}

/** A sentence of help: the nearest word, or all of them. */
export function didYouMean(typed: string, known: readonly string[], otherwise: string): string {
  const near = nearest(typed, known);
  return near === undefined ? otherwise : `Did you mean “${near}”?`;
}
