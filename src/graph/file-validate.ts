import type { z } from 'zod';
import type { Diagnostic } from './diagnostic.ts';
import { diagnose } from './diagnostics.ts';
import { LIMITS } from './limits.ts';
import type { Json } from './model.ts';
import type { FileShape } from './schema.ts';
import { fileSchema } from './schema.ts';
import { isObject, showPath } from './untrusted.ts';
import type { JsonObject } from './untrusted.ts';

const lengthOf = (value: Json | undefined): number => (Array.isArray(value) ? value.length : 0);

/** Counted on the raw file, before anything reads it closely. */
export function overLimit(file: JsonObject): Diagnostic | undefined {
  const subgraphs = isObject(file['subgraphs']) ? Object.values(file['subgraphs']).filter(isObject) : [];
  const total = (key: string): number => [file, ...subgraphs].reduce((sum, g) => sum + lengthOf(g[key]), 0);
  const limits: readonly (readonly [string, number, number])[] = [
    ['nodes', total('nodes'), LIMITS.nodes],
    ['wires', total('wires'), LIMITS.wires],
    ['frames', lengthOf(file['frames']), LIMITS.frames],
    ['subgraphs', subgraphs.length, LIMITS.subgraphs],
  ];
  const over = limits.find(([, n, limit]) => n > limit);
  return over && diagnose('file-limit', { where: over[0] }, { thing: over[0], limit: over[2] });
}

const MAX_REPORTED = 40;
type Issue = z.core.$ZodIssue;

/** Validates; entries that have no place in the model (beside a wire's two ends, say) are reported and left out first. */
export function validate(file: JsonObject, out: Diagnostic[]): FileShape | undefined {
  const first = fileSchema.safeParse(file);
  if (first.success) return first.data;
  const extras = first.error.issues.filter((issue) => issue.code === 'unrecognized_keys');
  if (extras.length < first.error.issues.length) {
    out.push(...shapeDiagnostics(first.error.issues.filter((issue) => issue.code !== 'unrecognized_keys')));
    return undefined;
  }
  const clean = structuredClone(file);
  for (const issue of extras)
    for (const key of issue.keys) {
      const path = showPath([...issue.path, key]);
      removeAt(clean, issue.path, key);
      out.push(diagnose('file-extra-field', { where: path }, { path }));
    }
  const second = fileSchema.safeParse(clean);
  if (second.success) return second.data;
  out.push(...shapeDiagnostics(second.error.issues));
  return undefined;
}

function removeAt(root: object, path: readonly PropertyKey[], key: string): void {
  let at: unknown = root;
  for (const part of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined;
  if (typeof at === 'object' && at !== null) Reflect.deleteProperty(at, key);
}

function shapeDiagnostics(issues: readonly Issue[]): Diagnostic[] {
  const shown = issues.slice(0, MAX_REPORTED).map((issue) => {
    const path = showPath(issue.path);
    return diagnose('file-shape', { where: path }, { path, problem: problem(issue) });
  });
  const more = issues.length - shown.length;
  return more > 0 ? [...shown, diagnose('file-shape-more', {}, { more })] : shown;
}

const problem = (issue: Issue): string =>
  issue.code === 'invalid_format'
    ? 'a name has 1 to 64 letters, digits, _ or -'
    : issue.message.replace(/^Invalid input: /, '').slice(0, 200);
