/** Files people gave to a Dataset node: kept here, never in the drawing. */
import { type StoredImport, database, quietly } from './database.ts';

export const saveImport = (entry: StoredImport): Promise<unknown> => quietly(() => database().imports.put(entry));
export const loadImports = async (): Promise<readonly StoredImport[]> => (await quietly(() => database().imports.toArray())) ?? [];
