import type { Diagnostic } from './diagnostic.ts';
import { diagnose } from './diagnostics.ts';
import { isReserved, LIMITS } from './limits.ts';
import type { Json } from './model.ts';

export type JsonObject = { readonly [key: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** "nodes[3].params.width" */
export const showPath = (path: readonly PropertyKey[]): string =>
  path.length === 0
    ? 'the top level'
    : path
        .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part).slice(0, 80)}`))
        .join('')
        .replace(/^\./, '');

/** Text to JSON that is safe to read on: not too large, not too deep, only finite numbers, and no key that reaches a prototype. */
export function readJson(text: string): { json?: Json; diagnostics: readonly Diagnostic[] } {
  if (text.length > LIMITS.text) return { diagnostics: [diagnose('file-too-large', {}, { size: text.length, limit: LIMITS.text })] };
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (e) {
    const reason = e instanceof Error ? e.message.slice(0, 200) : 'unknown';
    return { diagnostics: [diagnose('file-not-json', {}, { reason })] };
  }
  const diagnostics: Diagnostic[] = [];
  const json = copy(raw, [], diagnostics);
  return json === undefined || diagnostics.some((d) => d.severity === 'error') ? { diagnostics } : { json, diagnostics };
}

/** A clean copy, or undefined where something had to be reported. */
function copy(value: unknown, path: readonly (string | number)[], out: Diagnostic[]): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  const where = (): string => showPath(path);
  if (typeof value === 'number') {
    // JSON can spell numbers that overflow (1e999), and a negative zero that it cannot be told to keep.
    if (Number.isFinite(value)) return value + 0;
    if (out.length < 20) out.push(diagnose('file-number', { where: where() }, { path: where() }));
    return undefined;
  }
  if (typeof value !== 'object') return undefined;
  if (path.length >= LIMITS.depth) {
    if (out.length < 20) out.push(diagnose('file-limit', { where: where() }, { thing: 'lists within lists', limit: LIMITS.depth }));
    return undefined;
  }
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const [i, item] of value.entries()) {
      const clean = copy(item, [...path, i], out);
      if (clean !== undefined) items.push(clean);
    }
    return items;
  }
  const object: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    const inner = [...path, key];
    if (isReserved(key)) {
      const at = showPath(inner);
      out.push(diagnose('file-unsafe-key', { where: at }, { path: at }));
      continue;
    }
    const clean = copy(item, inner, out);
    if (clean !== undefined) object[key] = clean;
  }
  return object;
}
