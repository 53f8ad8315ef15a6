/** Held-out examples and what the model makes of them. */
import { type ReactNode, useMemo } from 'react';
import { numel } from '../../graph/space.ts';
import type { Picture, Views } from '../../workers/protocol.ts';
import { PictureView } from '../parts/picture.tsx';
import { DrawText } from './draw-text.tsx';

const ACROSS = 8;
const PAIRS = 16;

/** Rows of data with the model's version right below each. */
function interleaved({ data, mean }: { readonly data: Picture; readonly mean: Picture }): Picture {
  const size = numel(data.space.shape);
  const n = Math.min(PAIRS, data.n, mean.n);
  const rows = Math.ceil(n / ACROSS);
  const out = new Float32Array(rows * 2 * ACROSS * size);
  for (let i = 0; i < n; i++) {
    const at = (Math.floor(i / ACROSS) * 2 * ACROSS + (i % ACROSS)) * size;
    out.set(data.data.subarray(i * size, (i + 1) * size), at);
    out.set(mean.data.subarray(i * size, (i + 1) * size), at + ACROSS * size);
  }
  return { space: data.space, data: out, n: rows * 2 * ACROSS };
}

export function Rebuilt({ views, name }: { readonly views: Views; readonly name: string }): ReactNode {
  const pair = views.reconstructions[name];
  const rows = useMemo(() => (pair?.data.space.layout === 'image' ? interleaved(pair) : undefined), [pair]);
  if (!pair) return null;
  if (rows)
    return (
      <PictureView
        picture={rows}
        columns={ACROSS}
        most={rows.n}
        label={`Held-out ${name} and, below each row, the model’s version of it, at step ${views.step}`}
      />
    );
  if (pair.data.space.values.kind === 'tokens') return <DrawText picture={pair.mean} />;
  return <PictureView picture={pair.mean} under={pair.data} label={`${name} rebuilt, over the data in grey`} radius={1.3} />;
}
