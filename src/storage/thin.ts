/** Which versions stay: dense where they are new, thin where they are old, bounded in number and bytes. */
export interface Kept {
  readonly id: number;
  readonly at: number;
  readonly pinned: boolean;
  readonly bytes: number;
}
export const LIMITS = {
  /** Versions of one drawing that come by themselves. */
  count: 80,
  /** Packed bytes of one drawing's versions, pinned ones apart. */
  bytes: 8 * 2 ** 20,
  pinned: 40,
} as const;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** [age up to, one version in] */
const STEPS: readonly (readonly [number, number])[] = [
  [60 * MINUTE, 0],
  [DAY, 30 * MINUTE],
  [30 * DAY, DAY],
  [Infinity, 7 * DAY],
];

/** Ids to drop. The newest of a stretch stays, and the newest of all always does; what is pinned is never dropped. */
export function thin(
  versions: readonly Kept[],
  now: number,
  limits: { readonly count: number; readonly bytes: number } = LIMITS,
): readonly number[] {
  const drop: number[] = [];
  const seen = new Set<string>();
  let count = 0;
  let bytes = 0;
  for (const v of versions.filter((x) => !x.pinned).toSorted((a, b) => b.at - a.at || b.id - a.id)) {
    const age = now - v.at;
    const [, every] = STEPS.find(([upTo]) => age < upTo) ?? STEPS.at(-1)!;
    const stretch = every === 0 ? `${v.id}` : `${every}:${Math.floor(v.at / every)}`;
    const first = count === 0;
    if (!first && (seen.has(stretch) || count >= limits.count || bytes + v.bytes > limits.bytes)) drop.push(v.id);
    else {
      count++;
      bytes += v.bytes;
    }
    seen.add(stretch);
  }
  return drop;
}
