/** Earlier states of drawings, so that nothing that was drawn is lost. */
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { type Version, database } from './database.ts';
import { quietly } from './health.ts';
import { LIMITS, thin } from './thin.ts';

/** Our own bytes, so the size is known to be within the limits of a drawing. */
export const textOf = (version: Version): string => strFromU8(inflateSync(version.packed));

/** Oldest first. */
export async function listVersions(project: string): Promise<readonly Version[]> {
  return (await quietly('versions', () => database().versions.where('project').equals(project).sortBy('at'))) ?? [];
}

/** Keeps a version unless it is the newest one's very text. */
export const addVersion = (project: string, text: string, why: string): Promise<boolean | undefined> =>
  quietly('versions', async () => {
    const packed = deflateSync(strToU8(text), { level: 6 });
    const { versions } = database();
    await database().transaction('rw', versions, async () => {
      const have = await versions.where('project').equals(project).sortBy('at');
      const newest = have.at(-1);
      if (newest && same(newest.packed, packed)) return;
      const at = Math.max(Date.now(), (newest?.at ?? 0) + 1);
      await versions.add({ project, at, why, pinned: false, packed } as Version);
      const kept = await versions.where('project').equals(project).toArray();
      await versions.bulkDelete([
        ...thin(
          kept.map((v) => ({ ...v, bytes: v.packed.length })),
          Date.now(),
        ),
      ]);
    });
    return true;
  });
const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((x, i) => x === b[i]);

/** False where too many are pinned already. */
export async function pinVersion(version: Version, pinned: boolean): Promise<boolean> {
  if (pinned) {
    const all = await listVersions(version.project);
    if (all.filter((v) => v.pinned).length >= LIMITS.pinned) return false;
  }
  await quietly('versions', () => database().versions.update(version.id, { pinned }));
  return true;
}
export const dropVersion = (id: number): Promise<unknown> => quietly('versions', () => database().versions.delete(id));

/** The older half of all versions that nobody pinned goes, to make room; false where there was none. */
export async function dropOldest(): Promise<boolean> {
  const ids = (
    await database()
      .versions.toCollection()
      .filter((v) => !v.pinned)
      .primaryKeys()
  ).toSorted((a, b) => a - b);
  if (ids.length === 0) return false;
  await database().versions.bulkDelete(ids.slice(0, Math.ceil(ids.length / 2)));
  return true;
}
