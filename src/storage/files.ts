/** Files people gave to a Dataset node: kept here, never in the drawing. */
import { type StoredFiles, database } from './database.ts';
import { quietly } from './health.ts';

export const saveFiles = (entry: StoredFiles): Promise<unknown> => quietly('data', () => database().files.put(entry));
export const loadFiles = async (project: string): Promise<readonly StoredFiles[]> =>
  (await quietly('data', () => database().files.where('project').equals(project).toArray())) ?? [];
