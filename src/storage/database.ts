/** What this browser remembers: drawings and their versions, how the page was arranged, imported data, and each drawing's last checkpoint. */
import { Dexie, type EntityTable, type Table } from 'dexie';
import { supersede } from './health.ts';
import type { MetricPoint, RunRequest } from '../workers/protocol.ts';

export interface Project {
  readonly id: string;
  readonly title: string;
  /** The text of a `.wellspring.json`. */
  readonly text: string;
  readonly createdAt: number;
  readonly savedAt: number;
  /** Grows by one with every save: a tab that knows an older one does not write over a newer. */
  readonly revision: number;
  /** Milliseconds since 1970; 0: not deleted. */
  readonly deletedAt: number;
}
export interface Version {
  readonly id: number;
  readonly project: string;
  readonly at: number;
  /** What the user was about to do, in words: "before opening moons.png". */
  readonly why: string;
  readonly pinned: boolean;
  /** The drawing's text, deflated. */
  readonly packed: Uint8Array;
}
export interface Setting {
  readonly name: string;
  readonly value: unknown;
}
export interface StoredCheckpoint {
  /** Id of the project. */
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
export interface StoredRun {
  readonly id: string;
  readonly project: string;
  readonly name: string;
  readonly pinned: boolean;
  readonly startedAt: number;
  readonly savedAt: number;
  /** The drawing's content, and its text. */
  readonly content: string;
  readonly text: string;
  readonly step: number;
  readonly total: number;
  readonly backend?: string | undefined;
  /** Fewer points than were measured: enough for a curve. */
  readonly metrics: readonly MetricPoint[];
  readonly loss?: { readonly name: string; readonly value: number; readonly unit: string } | undefined;
  readonly limit?: { readonly nll: number; readonly kind: string; readonly gap?: number | undefined } | undefined;
}
export interface StoredFiles {
  readonly project: string;
  /** Id of the Dataset node the files belong to. */
  readonly node: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

export type Database = Dexie & {
  projects: EntityTable<Project, 'id'>;
  versions: EntityTable<Version, 'id'>;
  settings: EntityTable<Setting, 'name'>;
  checkpoints: EntityTable<StoredCheckpoint, 'draft'>;
  files: Table<StoredFiles, [string, string]>;
  runs: EntityTable<StoredRun, 'id'>;
};

/** Before there were several drawings there was one, under this id. */
const FIRST = 'current';

let opened: Database | undefined;
export function database(): Database {
  if (opened) return opened;
  const db = new Dexie('wellspring') as Database;
  db.version(1).stores({ drafts: 'id', settings: 'name', checkpoints: 'draft', imports: 'node' });
  db.version(2)
    .stores({ projects: 'id', versions: '++id, project', files: '[project+node], project' })
    .upgrade(async (tx) => {
      const drafts = (await tx.table('drafts').toArray()) as { id: string; text: string; savedAt: number }[];
      for (const { id, text, savedAt } of drafts)
        await tx.table('projects').put({ id, title: '', text, createdAt: savedAt, savedAt, revision: 1, deletedAt: 0 });
      const imports = (await tx.table('imports').toArray()) as Omit<StoredFiles, 'project'>[];
      for (const { node, files } of imports) await tx.table('files').put({ project: FIRST, node, files });
    });
  db.version(3).stores({ drafts: null, imports: null });
  db.version(4).stores({ runs: 'id, project' });
  db.on('versionchange', () => {
    supersede();
    db.close();
  });
  opened = db;
  return db;
}
