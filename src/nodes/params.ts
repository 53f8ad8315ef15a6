/** Typed parameters from their declarations, and their resolution against what a file holds. */
import type { Json, Params } from '../graph/model.ts';
import type { ParamSpec } from '../graph/vocabulary.ts';

export type ParamSpecs = Readonly<Record<string, ParamSpec>>;
type ValueOf<S extends ParamSpec> = S extends { type: 'number' }
  ? number
  : S extends { type: 'optional-number' }
    ? number | null
    : S extends { type: 'choice'; options: readonly { value: infer V }[] }
      ? V
      : S extends { type: 'boolean' }
        ? boolean
        : S extends { type: 'integers' }
          ? readonly number[]
          : S extends { type: 'names' }
            ? readonly string[]
            : string;
export type ParamsOf<P extends ParamSpecs> = { readonly [K in keyof P]: ValueOf<P[K]> };

const isWhole = (x: Json): x is number => typeof x === 'number' && Number.isInteger(x);
/** Does a value fit its declaration? src/graph/check.ts reports those that do not; building then falls back on the default. */
export function fits(s: ParamSpec, v: Json | undefined): boolean {
  if (v === undefined) return false;
  switch (s.type) {
    case 'number':
      return typeof v === 'number' && Number.isFinite(v) && v >= s.min && v <= s.max && (!s.integer || Number.isInteger(v));
    case 'optional-number':
      return v === null || (typeof v === 'number' && Number.isFinite(v) && v >= s.min && v <= s.max && (!s.integer || Number.isInteger(v)));
    case 'choice':
      return s.options.some((o) => o.value === v);
    case 'boolean':
      return typeof v === 'boolean';
    case 'text':
      return typeof v === 'string' && v.length <= s.maxLength;
    case 'integers':
      return Array.isArray(v) && v.length <= s.maxLength && v.every((x: Json) => isWhole(x) && x >= s.min && x <= s.max);
    case 'names':
      return Array.isArray(v) && v.length <= s.maxLength && v.every((x: Json) => typeof x === 'string');
    case 'subgraph':
      return typeof v === 'string';
  }
}
/** Every declared parameter: the given value where it fits, else the default. */
export function resolveParams<P extends ParamSpecs>(specs: P, given: Params): ParamsOf<P> {
  const entries = Object.entries(specs).map(([name, s]) => [name, fits(s, given[name]) ? given[name] : s.default]);
  return Object.fromEntries(entries) as ParamsOf<P>;
}
