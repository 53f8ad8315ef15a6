/** Samples by the weights as the last step left them, beside those by their average: from the same noise. */
import { type ReactNode, useMemo } from 'react';
import { numel } from '../../graph/space.ts';
import type { Picture } from '../../workers/protocol.ts';
import { boundsOf } from '../parts/paint.ts';
import { PictureView } from '../parts/picture.tsx';

export type Weights = 'average' | 'raw' | 'both';
const CHOICES: readonly { readonly value: Weights; readonly label: string; readonly means: string }[] = [
  { value: 'average', label: 'EMA', means: 'samples by the moving average of the weights' },
  { value: 'raw', label: 'raw', means: 'samples by the weights as the last step left them' },
  { value: 'both', label: 'both', means: 'raw beside EMA, from the same noise' },
];
export const WhichWeights = ({ weights, weigh }: { readonly weights: Weights; weigh(w: Weights): void }): ReactNode => (
  <span className="which-weights" role="group" aria-label="Which weights draw the samples">
    {CHOICES.map((c) => (
      <button key={c.value} type="button" title={c.means} aria-pressed={weights === c.value} onClick={() => weigh(c.value)}>
        {c.label}
      </button>
    ))}
  </span>
);

/** Pictures that are told apart at half the width. */
const IMAGES = 16;
interface Props {
  readonly average: Picture;
  readonly raw: Picture;
  readonly weights: Exclude<Weights, 'average'>;
  /** Data, drawn faintly behind. */
  readonly truth: Picture | undefined;
  readonly name: string;
}
export function Beside({ average, raw, weights, truth, name }: Props): ReactNode {
  const image = average.space.layout === 'image';
  const under = !image && truth && numel(truth.space.shape) === numel(raw.space.shape) ? truth : undefined;
  // one scale for both
  const bounds = useMemo(
    () => (under && under.space.shape[0]! >= 2 ? boundsOf(under.data, under.n, numel(under.space.shape), 0.16) : undefined),
    [under],
  );
  const most = image ? (weights === 'both' ? Math.min(IMAGES, raw.n) : raw.n) : Math.min(2000, raw.n);
  const view = (picture: Picture, by: string): ReactNode => (
    <figure>
      <PictureView picture={picture} under={under} bounds={bounds} label={`Samples of ${name} by ${by}`} most={most} radius={1.3} />
      <figcaption>{by}</figcaption>
    </figure>
  );
  return (
    <div className="densities beside">
      {view(raw, 'raw weights')}
      {weights === 'both' && view(average, 'EMA of the weights')}
    </div>
  );
}
