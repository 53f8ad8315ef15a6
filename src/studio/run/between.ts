/** Ways between held-out examples, as a picture and in words. Pure. */
import { numel } from '../../graph/space.ts';
import type { Between, Picture } from '../../workers/protocol.ts';

/** Each row an example, what lies between, and the other example. */
export function rowsBetween({ from, to, along, rows, steps }: Between): Picture {
  const size = numel(from.space.shape);
  const across = steps + 2;
  const data = new Float32Array(rows * across * size);
  for (let r = 0; r < rows; r++) {
    data.set(from.data.subarray(r * size, (r + 1) * size), r * across * size);
    data.set(along.data.subarray(r * steps * size, (r + 1) * steps * size), (r * across + 1) * size);
    data.set(to.data.subarray(r * size, (r + 1) * size), (r * across + across - 1) * size);
  }
  return { space: from.space, data, n: rows * across };
}
export const wayOf = ({ code, path, snapped, moving, classes }: Between): string => {
  const way = snapped
    ? `straight between features, put to the nearest codes ${code}`
    : `${path === 'spherical' ? 'along great circles' : 'straight'} ${code === 'noise' ? 'through the noise' : `through ${code}`}`;
  return `${way}${classes ? `, ${classes.variable} held` : ''}${moving.length > 0 ? `, ${moving.join(' and ')} on the way too` : ''}`;
};
