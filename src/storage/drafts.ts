/** The drawing at hand, kept between visits. */
import { type Draft, database, quietly } from './database.ts';

export const CURRENT = 'current';

export const saveDraft = (text: string): Promise<unknown> =>
  quietly(() => database().drafts.put({ id: CURRENT, text, savedAt: Date.now() }));

export const loadDraft = (): Promise<Draft | undefined> => quietly(() => database().drafts.get(CURRENT));
