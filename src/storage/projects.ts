/** Drawings kept between visits, each with its versions, its data and its last checkpoint. */
import { type Project, database } from './database.ts';
import { quietly, troubleOf } from './health.ts';
import { dropOldest } from './versions.ts';

/** How long a deleted drawing can be brought back. */
const GRAVE_MS = 30 * 24 * 3600 * 1000;

/** Works on plain http too, where randomUUID is missing. */
export const newId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(9)), (b) => b.toString(36).padStart(2, '0')).join('');

export const loadProject = (id: string): Promise<Project | undefined> => quietly('drawing', () => database().projects.get(id));

/** Newest first. */
export async function listProjects(): Promise<readonly Project[]> {
  const all = (await quietly('drawing', () => database().projects.toArray())) ?? [];
  return all.toSorted((a, b) => b.savedAt - a.savedAt);
}

/** Old versions make room for the drawing at hand. */
async function makingRoom<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (troubleOf(error) !== 'full' || !(await dropOldest())) throw error;
    return work();
  }
}

/** 'conflict': someone saved since `revision`, and nothing was written. Undefined: the storage refused. */
export const saveProject = (
  id: string,
  title: string,
  text: string,
  revision: number,
): Promise<{ readonly revision: number } | 'conflict' | undefined> =>
  quietly('drawing', () =>
    makingRoom(() =>
      database().transaction('rw', database().projects, async () => {
        const stored = await database().projects.get(id);
        if (stored && stored.revision !== revision) return 'conflict' as const;
        const now = Date.now();
        const next = (stored?.revision ?? 0) + 1;
        await database().projects.put({
          id,
          title,
          text,
          createdAt: stored?.createdAt ?? now,
          savedAt: now,
          revision: next,
          deletedAt: 0,
        });
        return { revision: next };
      }),
    ),
  );

export const deleteProject = (id: string): Promise<unknown> =>
  quietly('drawing', () => database().projects.update(id, { deletedAt: Date.now() }));
export const undeleteProject = (id: string): Promise<unknown> => quietly('drawing', () => database().projects.update(id, { deletedAt: 0 }));

/** Files and drawing; the copy has a history of its own. */
export async function copyProject(
  id: string,
  as: { readonly id: string; readonly title: string; readonly text: string },
): Promise<boolean> {
  const saved = await saveProject(as.id, as.title, as.text, 0);
  await quietly('data', async () => {
    const files = await database().files.where('project').equals(id).toArray();
    await database().files.bulkPut(files.map((f) => ({ ...f, project: as.id })));
  });
  return saved !== undefined && saved !== 'conflict';
}

/** Takes a drawing away for good, with all that belongs to it. */
export const purgeProject = (id: string): Promise<unknown> =>
  quietly('drawing', () =>
    database().transaction('rw', [database().projects, database().versions, database().files, database().checkpoints], async () => {
      await database().versions.where('project').equals(id).delete();
      await database().files.where('project').equals(id).delete();
      await database().checkpoints.delete(id);
      await database().projects.delete(id);
    }),
  );
export async function purgeOld(now: number): Promise<void> {
  for (const p of await listProjects()) if (p.deletedAt > 0 && now - p.deletedAt > GRAVE_MS) await purgeProject(p.id);
}
