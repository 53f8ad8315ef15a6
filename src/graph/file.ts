import type { Diagnostic } from './diagnostic.ts';
import { diagnose } from './diagnostics.ts';
import { toGraph } from './file-graph.ts';
import { toJson } from './file-json.ts';
import { overLimit, validate } from './file-validate.ts';
import { migrateFile, OLDEST_FORMAT } from './migrate.ts';
import type { Graph } from './model.ts';
import { FORMAT, FORMAT_VERSION } from './model.ts';
import { printJson } from './print.ts';
import { isObject, readJson } from './untrusted.ts';

export interface ParsedFile {
  /** Absent if, and only if, a diagnostic is an error. */
  readonly graph?: Graph;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a `.wellspring.json`, of this or an older version. Never throws: what cannot be read is a diagnostic. */
export function parseFile(text: string): ParsedFile {
  const read = readJson(text);
  if (read.json === undefined) return { diagnostics: read.diagnostics };
  const diagnostics = [...read.diagnostics];
  const fail = (...more: Diagnostic[]): ParsedFile => ({ diagnostics: [...diagnostics, ...more] });

  const json = read.json;
  const version = isObject(json) ? json['version'] : undefined;
  if (!isObject(json) || json['format'] !== FORMAT) return fail(diagnose('file-format', {}, {}));
  if (typeof version !== 'number' || !Number.isInteger(version) || version < OLDEST_FORMAT)
    return fail(diagnose('file-format', { where: 'version' }, {}));
  if (version > FORMAT_VERSION) return fail(diagnose('file-newer', { where: 'version' }, { version, known: FORMAT_VERSION }));

  const current = migrateFile(json, version);
  const tooMuch = overLimit(current);
  if (tooMuch !== undefined) return fail(tooMuch);
  const shape = validate(current, diagnostics);
  return shape === undefined ? { diagnostics } : { graph: toGraph(shape, diagnostics), diagnostics };
}

/** The text of a `.wellspring.json`: the same graph always gives the same text. */
export const writeFile = (graph: Graph): string => printJson(toJson(graph));
