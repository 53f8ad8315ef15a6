/** Spaces in words: what one example looks like. */
import { type Space, type Values, numel } from '../../graph/space.ts';

function one(v: Values): string {
  switch (v.kind) {
    case 'real':
      return 'a real number';
    case 'unit':
      return 'a number from 0 to 1';
    case 'binary':
      return '0 or 1';
    case 'levels':
      return `a whole number from 0 to ${v.k - 1}`;
    case 'tokens':
      return `one of ${v.k} tokens`;
  }
}
function many(n: number, v: Values): string {
  switch (v.kind) {
    case 'real':
      return `${n} real numbers`;
    case 'unit':
      return `${n} numbers from 0 to 1`;
    case 'binary':
      return `${n} bits`;
    case 'levels':
      return `${n} whole numbers from 0 to ${v.k - 1}`;
    case 'tokens':
      return `${n} tokens of ${v.k} kinds`;
  }
}
/** "an image of 28×28 pixels, each 0 or 1" */
export function spaceWords({ layout, shape, values }: Space): string {
  const n = numel(shape);
  if (n === 1) return one(values);
  if (layout === 'image' && shape.length === 3) {
    const [height, width, channels] = shape as readonly [number, number, number];
    return `an image of ${height}×${width} pixels, each ${channels === 1 ? one(values) : many(channels, values)}`;
  }
  if (layout === 'sequence' && shape.length === 1) return `a sequence of ${many(n, values)}`;
  if (layout === 'sequence' && shape.length === 2) return `a sequence of ${shape[0]} places with ${many(shape[1]!, values)} each`;
  if (layout === 'wave') return `a wave of ${many(n, values)}`;
  if (layout === 'points' && shape.length === 2) return `${shape[0]} points of ${many(shape[1]!, values)}`;
  if (shape.length === 1) return layout === 'points' ? `a point of ${many(n, values)}` : `a vector of ${many(n, values)}`;
  return `an array of ${shape.join('×')}: ${many(n, values)}`;
}
