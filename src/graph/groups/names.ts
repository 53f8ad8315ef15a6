import type { Json, Params } from '../model.ts';

/** Lists of names are the only settings that are lists of text; they name nodes ("dec", "flow/net") or weights in them ("dec.network"). The same object if nothing changes. */
export function mapNames(params: Params, to: (path: string) => string | undefined): Params {
  let changed = false;
  const next = Object.fromEntries(
    Object.entries(params).map(([key, value]): [string, Json] => {
      if (!Array.isArray(value) || !value.every((v: Json) => typeof v === 'string')) return [key, value];
      return [
        key,
        value.map((name: string) => {
          const dot = name.indexOf('.');
          const path = dot < 0 ? name : name.slice(0, dot);
          const made = to(path) ?? path;
          if (made !== path) changed = true;
          return made + name.slice(path.length);
        }),
      ];
    }),
  );
  return changed ? next : params;
}
