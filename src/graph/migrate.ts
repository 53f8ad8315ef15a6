import type { GraphNode, Params } from './model.ts';
import { FORMAT_VERSION } from './model.ts';
import { v0ToV1 } from './migrations/v0-to-v1.ts';
import type { JsonObject } from './untrusted.ts';

/** One step of the file format. Total: what it does not understand it passes on, for the schema to name. */
export interface FileMigration {
  readonly from: number;
  readonly name: string;
  readonly migrate: (file: JsonObject) => JsonObject;
}

/** Every step from the first version to the present one, in order. */
export const FILE_MIGRATIONS: readonly FileMigration[] = [v0ToV1];

/** The oldest version of the file that can still be read. */
export const OLDEST_FORMAT = 0;

/** Brings a file of an older version to the present one. */
export function migrateFile(file: JsonObject, version: number): JsonObject {
  let current = file;
  for (let v = version; v < FORMAT_VERSION; v++) {
    const step = FILE_MIGRATIONS.find((m) => m.from === v);
    if (step === undefined) throw new Error(`No file migration from version ${v}`);
    current = { ...step.migrate(current), version: v + 1 };
  }
  return current;
}

/** Migrations of one kind of node: `n` takes the params of version n to version n + 1. */
export type NodeMigrations = Readonly<Record<number, (params: Params) => Params>>;

/** The versions below `current` that have no migration. Must be empty for every kind; the conformance suite asks. */
export const missingMigrations = (migrations: NodeMigrations, current: number): readonly number[] =>
  Array.from({ length: Math.max(0, current - 1) }, (_, i) => i + 1).filter((v) => !Object.hasOwn(migrations, v));

/** The node with its params brought to `current`; the same object if there is nothing to do, or if it is newer than we are. */
export function migrateNode(node: GraphNode, migrations: NodeMigrations, current: number): GraphNode {
  if (node.version >= current) return node;
  let params = node.params;
  for (let v = node.version; v < current; v++) {
    const step = Object.hasOwn(migrations, v) ? migrations[v] : undefined;
    if (step === undefined) throw new Error(`${node.kind} has no migration from version ${v}`);
    params = step(params);
  }
  return { ...node, version: current, params };
}
