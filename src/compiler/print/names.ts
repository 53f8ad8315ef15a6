/** Names and numbers in printed source. */
const RESERVED = new Set(
  'break case catch class const continue debugger default delete do else export extends finally for function if import in instanceof new return super switch this throw try typeof var void while with yield let static enum await null true false arguments eval undefined NaN Infinity'.split(
    ' ',
  ),
);
/** A JavaScript identifier close to `text`. */
export function identifier(text: string): string {
  const id = text.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+|_+$/g, '');
  if (!id) return 'value';
  return /^[0-9]/.test(id) || RESERVED.has(id) ? `_${id}` : id;
}
/** Hands out names, each once: h, h2, h3, … */
export class Names {
  private readonly taken: Set<string>;
  private readonly last = new Map<string, number>();

  constructor(taken: readonly string[] = []) {
    this.taken = new Set(taken);
  }
  take(wish: string): string {
    let n = this.last.get(wish) ?? 1;
    let id = n === 1 ? wish : `${wish}${n}`;
    while (this.taken.has(id)) id = `${wish}${++n}`;
    this.last.set(wish, n + 1);
    this.taken.add(id);
    return id;
  }
}
/** The shortest text that is the same float32. */
export function number(x: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'NaN' : x > 0 ? 'Infinity' : '-Infinity';
  for (let digits = 1; digits <= 9; digits++) {
    const text = String(Number(x.toPrecision(digits)));
    if (Math.fround(Number(text)) === Math.fround(x)) return Object.is(x, -0) ? '-0' : text;
  }
  return String(x);
}
