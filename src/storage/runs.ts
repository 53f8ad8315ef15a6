/** The history of runs: what was trained, how it went, and the drawing it was; without its weights. */
import { type StoredRun, database } from './database.ts';
import { quietly } from './health.ts';

/** Runs of a drawing that are kept without being pinned. */
export const MOST_RUNS = 40;

/** Newest first. */
export async function listRuns(project: string): Promise<readonly StoredRun[]> {
  const all = (await quietly('run', () => database().runs.where('project').equals(project).toArray())) ?? [];
  return all.toSorted((a, b) => b.startedAt - a.startedAt);
}
/** Keeps what a run has become; its name and pin stay as the user set them. The oldest that nobody pinned make room. */
export const recordRun = (run: Omit<StoredRun, 'name' | 'pinned'>, name: string): Promise<unknown> =>
  quietly('run', async () => {
    const { runs } = database();
    await database().transaction('rw', runs, async () => {
      const known = await runs.get(run.id);
      await runs.put({ ...run, name: known?.name ?? name, pinned: known?.pinned ?? false });
      const kept = (await runs.where('project').equals(run.project).toArray()).filter((r) => !r.pinned);
      const old = kept.toSorted((a, b) => b.startedAt - a.startedAt).slice(MOST_RUNS);
      await runs.bulkDelete(old.map((r) => r.id));
    });
  });
export const changeRun = (id: string, change: Partial<Pick<StoredRun, 'name' | 'pinned'>>): Promise<unknown> =>
  quietly('run', () => database().runs.update(id, change));
export const dropRun = (id: string): Promise<unknown> => quietly('run', () => database().runs.delete(id));
/** The newest run of this content: a run that goes on after a reload is still that one. */
export async function runOf(project: string, content: string): Promise<string | undefined> {
  return (await listRuns(project)).find((r) => r.content === content)?.id;
}
