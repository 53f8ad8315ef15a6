import { isReserved, LIMITS } from './limits.ts';

/** Why a value could not be kept in a file, or undefined if it can. Commands come from the page, where a number may be NaN. */
export function jsonProblem(value: unknown, depth = 0): string | undefined {
  if (depth > LIMITS.depth / 2) return 'it is nested too deeply';
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'it is not a finite number';
  if (typeof value !== 'object') return 'it is not a value';
  if (Array.isArray(value)) {
    for (const item of value) {
      const problem = jsonProblem(item, depth + 1);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
  for (const [key, item] of Object.entries(value)) {
    if (isReserved(key)) return `“${key}” is a reserved name`;
    const problem = jsonProblem(item, depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

export const coordinateProblem = (...coordinates: readonly number[]): string | undefined =>
  coordinates.every((c) => Math.abs(c) <= LIMITS.coordinate) ? undefined : 'it lies outside the canvas';

export const lengthProblem = (text: string, limit: number): string | undefined =>
  text.length <= limit ? undefined : `it has more than ${limit} characters`;

/** Deep equality of plain data; the order of keys does not count. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameData(item, b[i]));
  const left = Object.entries(a);
  const right = new Map<string, unknown>(Object.entries(b));
  return left.length === right.size && left.every(([key, item]) => right.has(key) && sameData(item, right.get(key)));
}
