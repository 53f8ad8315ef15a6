/** Whether this browser keeps what it is given. A browser may forbid storage (private windows) or run out of it: the studio then works on, and says what is not kept. */

export type Kept = 'drawing' | 'versions' | 'run' | 'data' | 'arrangement';
export type Trouble =
  /** No room is left on the disk, or for this site. */
  | 'full'
  /** The browser refuses: a private window, a policy, a damaged profile. */
  | 'forbidden'
  /** No answer within PATIENCE_MS. */
  | 'silent'
  /** Another tab has changed to a newer Wellspring. */
  | 'superseded';

const troubles = new Map<Kept, Trouble>();
const listeners = new Set<(troubles: ReadonlyMap<Kept, Trouble>) => void>();
const PATIENCE_MS = 10_000;

export function onHealth(listener: (troubles: ReadonlyMap<Kept, Trouble>) => void): () => void {
  listeners.add(listener);
  listener(new Map(troubles));
  return () => listeners.delete(listener);
}
function report(kept: Kept, trouble: Trouble | undefined): void {
  if (troubles.get(kept) === trouble) return;
  if (trouble) troubles.set(kept, trouble);
  else troubles.delete(kept);
  for (const listener of listeners) listener(new Map(troubles));
}

let newerElsewhere = false;
/** A newer Wellspring wants the database: ours is closed for it. */
export const supersede = (): void => {
  newerElsewhere = true;
};

/** Dexie wraps what IndexedDB throws, and an aborted transaction wraps its cause. */
export function troubleOf(error: unknown): Trouble {
  for (let e = error, depth = 0; e instanceof Object && depth < 4; depth++) {
    const name = Reflect.get(e, 'name');
    if (name === 'QuotaExceededError') return 'full';
    if (name === 'VersionError' || (newerElsewhere && name === 'DatabaseClosedError')) return 'superseded';
    e = Reflect.get(e, 'inner') as unknown;
  }
  return 'forbidden';
}

/** Does what it can: undefined where the storage refused, which is reported and not thrown. */
export async function quietly<T>(kept: Kept, work: () => Promise<T>): Promise<T | undefined> {
  const late = setTimeout(() => report(kept, 'silent'), PATIENCE_MS);
  try {
    const value = await work();
    report(kept, undefined);
    return value;
  } catch (error) {
    console.warn('Wellspring could not use this browser’s storage:', error);
    report(kept, troubleOf(error));
    return undefined;
  } finally {
    clearTimeout(late);
  }
}
