/** The last checkpoint of the run, so that a reload goes on where it was. */
import { type StoredCheckpoint, database, quietly } from './database.ts';
import { CURRENT } from './drafts.ts';

export const saveCheckpoint = (checkpoint: Omit<StoredCheckpoint, 'draft' | 'savedAt'>): Promise<unknown> =>
  quietly(() => database().checkpoints.put({ ...checkpoint, draft: CURRENT, savedAt: Date.now() }));

export const loadCheckpoint = (): Promise<StoredCheckpoint | undefined> => quietly(() => database().checkpoints.get(CURRENT));
export const dropCheckpoint = (): Promise<unknown> => quietly(() => database().checkpoints.delete(CURRENT));
