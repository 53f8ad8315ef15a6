/** The last checkpoint of each drawing's run, so that a reload goes on where it was. */
import { type StoredCheckpoint, database } from './database.ts';
import { quietly } from './health.ts';

export const saveCheckpoint = (project: string, checkpoint: Omit<StoredCheckpoint, 'draft' | 'savedAt'>): Promise<unknown> =>
  quietly('run', () => database().checkpoints.put({ ...checkpoint, draft: project, savedAt: Date.now() }));

export const loadCheckpoint = (project: string): Promise<StoredCheckpoint | undefined> =>
  quietly('run', () => database().checkpoints.get(project));
export const dropCheckpoint = (project: string): Promise<unknown> => quietly('run', () => database().checkpoints.delete(project));
