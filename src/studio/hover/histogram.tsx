/** A histogram as bars, with its ends written below. */
import type { ReactNode } from 'react';
import type { Histogram } from '../../data/statistics.ts';
import { figure } from '../facts.ts';

const [W, H] = [256, 52];
/** Fewer bars than this stand apart, one for each value. */
const APART = 33;

interface Props {
  readonly histogram: Histogram;
  /** One bar a value: the ends are the first and the last value. */
  readonly whole: boolean;
}
export function HistogramView({ histogram: { low, high, counts }, whole }: Props): ReactNode {
  const most = Math.max(1, ...counts);
  const width = W / counts.length;
  const gap = counts.length < APART ? Math.min(2, width / 5) : 0;
  const ends = whole ? [figure(low + 0.5), figure(high - 0.5)] : [figure(low), figure(high)];
  return (
    <figure className="histogram">
      <svg viewBox={`0 0 ${W} ${H}`} preserveAspectRatio="none" role="img" aria-label={`Histogram from ${ends[0]} to ${ends[1]}`}>
        {counts.map((c, k) => {
          const tall = (c / most) * (H - 2);
          // bars are told apart by their place alone
          return c > 0 ? <rect key={k} x={k * width + gap / 2} y={H - tall} width={width - gap} height={Math.max(0.75, tall)} /> : null;
        })}
      </svg>
      <figcaption>
        <span>{ends[0]}</span>
        {ends[1] !== ends[0] && <span>{ends[1]}</span>}
      </figcaption>
    </figure>
  );
}
