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
  const { graph, diagnostics } = read(text);
  return graph === undefined ? { diagnostics: bounded(diagnostics) } : { graph, diagnostics: bounded(diagnostics) };
}

const MAX_OF_A_CODE = 40;

/** A hostile file can earn a message in every place; past the first of each sort they are counted. */
function bounded(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const sorts = new Map<string, Diagnostic[]>();
  for (const d of diagnostics) {
    const sort = sorts.get(d.code);
    if (sort === undefined) sorts.set(d.code, [d]);
    else sort.push(d);
  }
  return [...sorts.values()].flatMap((sort) => {
    const shown = sort.slice(0, MAX_OF_A_CODE);
    const more = sort.length - shown.length;
    return more === 0 ? shown : [...shown, diagnose('file-more', {}, { more, like: sort[0]?.what ?? '' })];
  });
}

function read(text: string): ParsedFile {
  const safe = readJson(text);
  if (safe.json === undefined) return { diagnostics: safe.diagnostics };
  const diagnostics = [...safe.diagnostics];
  const fail = (...more: Diagnostic[]): ParsedFile => ({ diagnostics: [...diagnostics, ...more] });

  const json = safe.json;
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
