/** How the page was arranged: never exported with a drawing. */
import { database } from './database.ts';
import { quietly } from './health.ts';

export const saveSetting = (name: string, value: unknown): Promise<unknown> =>
  quietly('arrangement', () => database().settings.put({ name, value }));

/** Whatever was stored; the caller judges whether it still makes sense. */
export const loadSetting = async (name: string): Promise<unknown> =>
  (await quietly('arrangement', () => database().settings.get(name)))?.value;
