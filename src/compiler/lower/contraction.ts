/**
 * Lowers contractions to plain matrix products. Axes get labels (event letters, and plates prefixed '@'); labels fall into kept on the left
 * only (M), on the right only (N), on both sides (batch) and summed (K). Of all operand and axis orders the one that moves the fewest
 * numbers by transposes is taken; where our own product runs, an operand that lies transposed costs nothing.
 */
import { numel } from '../../graph/space.ts';
import { TRAITS } from './capabilities.ts';
import type { Register } from './registers.ts';
import type { Rule } from './elementwise.ts';
import type { Context, Lazy } from './lazy.ts';

interface Labelled {
  readonly register: Register;
  /** One label per axis. */
  readonly labels: readonly string[];
}
const plateLabel = (p: string): string => `@${p}`;

export const contract: Rule = (c, v, [x, y]) => {
  const spec = v.at.contraction!;
  const size = new Map<string, number>();
  spec.left.forEach((l, i) => size.set(l, v.ins[0]!.event[i]!));
  spec.right.forEach((l, i) => size.set(l, v.ins[1]!.event[i]!));
  for (const u of v.ins) for (const p of u.plates) size.set(plateLabel(p), c.sizeOf(p));
  const kept = new Set([...spec.out, ...v.plates.map(plateLabel)]);
  let a = labelled(c, x!, spec.left, size);
  let b = labelled(c, y!, spec.right, size);
  // what only one side still varies over and the result drops is summed at once; what neither varies over counts as often as it repeats
  a = summed(c, a, (l) => !kept.has(l) && !b.labels.includes(l));
  b = summed(c, b, (l) => !kept.has(l) && !a.labels.includes(l));
  const left = new Set(v.ins[0]!.plates.map(plateLabel).concat(spec.left));
  const right = new Set(v.ins[1]!.plates.map(plateLabel).concat(spec.right));
  let repeats = 1;
  for (const [l, n] of size) if (!kept.has(l) && left.has(l) && right.has(l) && !varies(v, x!, y!, l)) repeats *= n;

  const r = product(c, a, b, kept, size, spec.out);
  const scaled = repeats === 1 ? r : { ...r, register: c.e.binary('Multiply', r.register, c.e.constant(repeats)) };
  return finished(c, scaled, spec.out, size);

  function varies(_: unknown, p: Lazy, q: Lazy, l: string): boolean {
    const on = (u: Lazy, labels: readonly string[]): boolean =>
      l.startsWith('@') ? u.plates.includes(l.slice(1)) : labels.some((m, i) => m === l && u.event[i] !== 1) || size.get(l) === 1;
    return on(p, spec.left) || on(q, spec.right);
  }
};

/** Drops the axes a lazy operand does not vary along and takes the diagonal where a label stands twice. */
function labelled(c: Context, x: Lazy, letters: readonly string[], size: ReadonlyMap<string, number>): Labelled {
  const all = [...x.plates.map(plateLabel), ...letters];
  const shape = c.e.shape(x.register);
  const axes = all.flatMap((_, i) => (shape[i] === 1 ? [] : [i]));
  let labels = axes.map((i) => all[i]!);
  let register = c.e.reshape(
    x.register,
    axes.map((i) => shape[i]!),
  );
  for (let i = 0; i < labels.length; i++) {
    const j = labels.indexOf(labels[i]!, i + 1);
    if (j < 0) continue;
    const n = size.get(labels[i]!)!;
    const eye = c.e.data(
      Float32Array.from({ length: n * n }, (_, k) => +(k % (n + 1) === 0)),
      labels.map((_, k) => (k === i || k === j ? n : 1)),
    );
    register = c.e.reduce('Sum', c.e.binary('Multiply', register, eye), [j]);
    labels = labels.filter((_, k) => k !== j);
    i--;
  }
  return { register, labels };
}
function summed(c: Context, x: Labelled, drop: (l: string) => boolean): Labelled {
  const axes = x.labels.flatMap((l, i) => (drop(l) ? [i] : []));
  return axes.length ? { register: c.e.reduce('Sum', x.register, axes), labels: x.labels.filter((l) => !drop(l)) } : x;
}
/** Puts the axes in the order of `labels`. */
function moved(c: Context, x: Labelled, labels: readonly string[]): Register {
  return c.e.transpose(
    x.register,
    labels.map((l) => x.labels.indexOf(l)),
  );
}
const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((l, i) => l === b[i]);

/** Whether axes in this order only need names: plates first in any order, then the event letters in theirs. */
function ready(labels: readonly string[], out: readonly string[]): boolean {
  const events = labels.filter((l) => !l.startsWith('@'));
  const first = labels.findIndex((l) => !l.startsWith('@'));
  return (
    (first < 0 || labels.slice(first).every((l) => !l.startsWith('@'))) &&
    same(
      events,
      out.filter((l) => events.includes(l)),
    )
  );
}

/** How a product may be called: operands swapped, and which of the two lies transposed. */
const AS_THEY_LIE = [false, true].map((swap) => ({ swap, flipA: false, flipB: false }));
const EITHER_WAY = [false, true].flatMap((flipA) =>
  [false, true].flatMap((flipB) => [false, true].map((swap) => ({ swap, flipA, flipB }))),
);

function product(
  c: Context,
  a: Labelled,
  b: Labelled,
  kept: ReadonlySet<string>,
  size: ReadonlyMap<string, number>,
  out: readonly string[],
): Labelled {
  const count = (ls: readonly string[]): number => numel(ls.map((l) => size.get(l)!));
  const batch = a.labels.filter((l) => kept.has(l) && b.labels.includes(l));
  const k = a.labels.filter((l) => !kept.has(l));
  const m = a.labels.filter((l) => kept.has(l) && !batch.includes(l));
  const n = b.labels.filter((l) => kept.has(l) && !batch.includes(l));
  // without a sum, or with a vector for every member of a batch, no matrix product is worth its call
  if (k.length === 0) return elementwise(c, a, b, [], size, out);
  if (batch.length && (m.length === 0 || n.length === 0)) return elementwise(c, a, b, k, size, out);

  const events = (ls: readonly string[]): readonly string[] => [
    ...ls.filter((l) => l.startsWith('@')),
    ...out.filter((l) => ls.includes(l)),
  ];
  const orders = (...choices: (readonly string[])[]): readonly (readonly string[])[] =>
    choices.filter((o, i) => choices.findIndex((p) => same(o, p)) === i);
  const inB = (ls: readonly string[]): readonly string[] => b.labels.filter((l) => ls.includes(l));
  const { packing, ownProducts } = TRAITS[c.e.target];
  const flips = ownProducts ? EITHER_WAY : AS_THEY_LIE;
  let best: { cost: number; run: () => Labelled } | undefined;
  for (const ko of orders(k, inB(k)))
    for (const mo of orders(m, events(m)))
      for (const no of orders(n, events(n)))
        for (const bo of orders(batch, inB(batch), events(batch)))
          for (const { swap, flipA, flipB } of flips) {
            const [l, r] = swap ? [b, a] : [a, b];
            const [lo, ro] = swap ? [no, mo] : [mo, no];
            const [left, right, result] = [
              [...bo, ...(flipA ? [...ko, ...lo] : [...lo, ...ko])],
              [...bo, ...(flipB ? [...ro, ...ko] : [...ko, ...ro])],
              [...bo, ...lo, ...ro],
            ];
            // a transposed call costs something even when it moves little
            const price = (fits: boolean, ls: readonly string[]): number => (fits ? 0 : count(ls) + 256);
            const cost =
              price(same(left, l.labels), left) +
              price(same(right, r.labels), right) +
              price(ready(result, out), result) +
              packing * count(right);
            if (best && best.cost <= cost) continue;
            best = {
              cost,
              run: () => {
                const lead = bo.length ? [count(bo)] : [];
                const matrix = (rows: readonly string[], columns: readonly string[], flip: boolean): readonly number[] =>
                  flip ? [...lead, count(columns), count(rows)] : [...lead, count(rows), count(columns)];
                const x = c.e.reshape(moved(c, l, left), matrix(lo, ko, flipA));
                const y = c.e.reshape(moved(c, r, right), matrix(ko, ro, flipB));
                const z = c.e.matmul(x, y, count(lo), count(ro), { a: flipA, b: flipB });
                return {
                  register: c.e.reshape(
                    z,
                    result.map((w) => size.get(w)!),
                  ),
                  labels: result,
                };
              },
            };
          }
  return best!.run();
}
/** Product with broadcasting, then the sum over `k`. */
function elementwise(
  c: Context,
  a: Labelled,
  b: Labelled,
  k: readonly string[],
  size: ReadonlyMap<string, number>,
  out: readonly string[],
): Labelled {
  const union = [...new Set([...a.labels, ...b.labels])];
  const longer = a.labels.length >= b.labels.length ? a : b;
  const plates = [
    ...union.filter((l) => l.startsWith('@') && !longer.labels.includes(l)),
    ...longer.labels.filter((l) => l.startsWith('@')),
  ];
  const labels = [...plates, ...out.filter((l) => union.includes(l)), ...k.filter((l) => !l.startsWith('@'))].filter(
    (l) => !k.includes(l) || !l.startsWith('@'),
  );
  const order = [...labels.filter((l) => !k.includes(l)), ...k];
  const wide = (x: Labelled): Register => {
    const have = order.filter((l) => x.labels.includes(l));
    return c.e.reshape(
      moved(c, x, have),
      order.map((l) => (x.labels.includes(l) ? size.get(l)! : 1)),
    );
  };
  const r = c.e.binary('Multiply', wide(a), wide(b));
  const kept = order.filter((l) => !k.includes(l));
  return {
    register: k.length
      ? c.e.reduce(
          'Sum',
          r,
          k.map((l) => order.indexOf(l)),
        )
      : r,
    labels: kept,
  };
}
/** Plates first, event letters in the order of the result, size 1 for what nothing varies along. */
function finished(c: Context, r: Labelled, out: readonly string[], size: ReadonlyMap<string, number>): Lazy {
  const plates = r.labels.filter((l) => l.startsWith('@'));
  const events = out.filter((l) => r.labels.includes(l));
  const register = moved(c, r, [...plates, ...events]);
  const event = out.map((l) => (r.labels.includes(l) ? size.get(l)! : 1));
  return {
    register: c.e.reshape(register, [...plates.map((l) => size.get(l)!), ...event]),
    plates: plates.map((l) => l.slice(1)),
    event,
  };
}
