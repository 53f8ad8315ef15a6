/** A few held-out examples of a data set that Wellspring makes itself, for pictures. */
import type { Params } from '../graph/model.ts';
import type { Picture } from '../workers/protocol.ts';

const memo = new Map<string, Promise<Picture | undefined>>();

export const examplesOf = (params: Params, n: number): Promise<Picture | undefined> => columnOf(params, n, 'x');
/** The same of any of its columns. */
export function columnOf(params: Params, n: number, column: string): Promise<Picture | undefined> {
  const source = typeof params['source'] === 'string' ? params['source'] : 'moons';
  const key = JSON.stringify([source, params['values'], params['levels'], n, column]);
  const known = memo.get(key);
  if (known) return known;
  const made = draw(source, params, n, column).catch(() => {
    // A chunk that did not arrive may arrive the next time.
    memo.delete(key);
    return undefined;
  });
  memo.set(key, made);
  return made;
}
async function draw(source: string, params: Params, n: number, column: string): Promise<Picture | undefined> {
  if (source === 'file') return undefined;
  const [{ openSynthetic }, { prepare }] = await Promise.all([import('../data/catalogue.ts'), import('../data/prepare.ts')]);
  const opened = openSynthetic(source);
  if (!opened) return undefined;
  const values = params['values'];
  const levels = params['levels'];
  const set =
    values === 'binary' || values === 'levels' || values === 'unit'
      ? prepare(opened, { values, levels: typeof levels === 'number' ? levels : 16 })
      : opened;
  const space = set.columns[column]?.space;
  if (!space) return undefined;
  const batch = set.heldOut(0, space.layout === 'image' ? Math.min(n, 60) : n);
  const data = batch.columns[column];
  return data && { space, data, n: batch.n, symbols: set.labels?.[column] };
}
