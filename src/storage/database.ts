/** What this browser remembers: the drawing at hand, how the page was arranged, imported data, and the run's last checkpoint. */
import { Dexie, type EntityTable } from 'dexie';
import type { MetricPoint, RunRequest } from '../workers/protocol.ts';

export interface Draft {
  readonly id: string;
  /** The text of a `.wellspring.json`. */
  readonly text: string;
  readonly savedAt: number;
}
export interface Setting {
  readonly name: string;
  readonly value: unknown;
}
export interface StoredCheckpoint {
  readonly draft: string;
  /** What the weights belong to: the drawing's content, without positions and titles. */
  readonly content: string;
  readonly step: number;
  readonly total: number;
  readonly bytes: Uint8Array;
  readonly metrics: readonly MetricPoint[];
  readonly seed: number;
  readonly backend: RunRequest['backend'];
  readonly savedAt: number;
}
export interface StoredImport {
  /** Id of the Dataset node the files belong to. */
  readonly node: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

export type Database = Dexie & {
  drafts: EntityTable<Draft, 'id'>;
  settings: EntityTable<Setting, 'name'>;
  checkpoints: EntityTable<StoredCheckpoint, 'draft'>;
  imports: EntityTable<StoredImport, 'node'>;
};

let opened: Database | undefined;
export function database(): Database {
  if (opened) return opened;
  const db = new Dexie('wellspring') as Database;
  db.version(1).stores({ drafts: 'id', settings: 'name', checkpoints: 'draft', imports: 'node' });
  opened = db;
  return db;
}

/** A browser may forbid storage (private windows, full disks): the studio then works on and forgets. */
export async function quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    console.warn('Wellspring could not use this browser’s storage:', error);
    return undefined;
  }
}
