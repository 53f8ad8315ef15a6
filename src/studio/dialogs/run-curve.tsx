/** The loss of a run, as a small line. */
import { type ReactNode, useMemo } from 'react';
import type { MetricPoint } from '../../workers/protocol.ts';
import { rangeOf, smooth } from '../run/series.ts';

const [W, H] = [148, 68];

interface Props {
  readonly metrics: readonly MetricPoint[];
  readonly name: string | undefined;
  readonly color: string | undefined;
}
export function Curve({ metrics, name, color }: Props): ReactNode {
  const path = useMemo(() => {
    const points = metrics.flatMap((p) =>
      name !== undefined && p.values[name] !== undefined ? [{ step: p.step, v: p.values[name] }] : [],
    );
    const values = smooth(
      points.map((p) => p.v),
      0.5,
    );
    const [low, high] = rangeOf([values]);
    const last = points.at(-1)?.step ?? 1;
    return values
      .map((v, i) => {
        const y = H - 8 - ((Math.min(high, v) - low) / (high - low || 1)) * (H - 16);
        return `${i ? 'L' : 'M'}${(8 + ((W - 16) * points[i]!.step) / last).toFixed(1)} ${y.toFixed(1)}`;
      })
      .join('');
  }, [metrics, name]);
  return (
    <svg className="thumbnail" viewBox={`0 0 ${W} ${H}`} aria-hidden="true">
      <path d={path} fill="none" strokeWidth={1.6} style={{ stroke: color ?? 'var(--objective)' }} />
    </svg>
  );
}
