/** A noise schedule's curves on its card: how much of x there is at each time, how much noise, and the log of their ratio. */
import { type ReactNode, useMemo } from 'react';
import { type Curve, curves } from '../../distributions/schedule.ts';
import type { GraphNode } from '../../graph/model.ts';
import { scheduleOf } from '../../nodes/distributions/noise-schedule.ts';
import { figure } from '../facts.ts';

const POINTS = 48;
const [W, H] = [144, 92];
const PAD = 8;

/** A polyline through the points, `at` giving heights from 0 to 1. */
function line(points: readonly Curve[], at: (c: Curve) => number): string {
  return points
    .map((c, i) => {
      const x = PAD + c.time * (W - 2 * PAD);
      const y = H - PAD - Math.min(1, Math.max(0, at(c))) * (H - 2 * PAD);
      return `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}

export function ScheduleCurves({ node }: { readonly node: GraphNode }): ReactNode {
  const points = useMemo(() => {
    const schedule = scheduleOf(node.id, node.params);
    return schedule && curves(schedule, POINTS);
  }, [node.id, node.params]);
  const [first, last] = [points?.[0], points?.at(-1)];
  if (!points || !first || !last) return null;
  const top = Math.max(...points.map((c) => c.sigma), 1);
  // growing noise spans decades: its curve is drawn in logarithms
  const low = Math.log(Math.min(...points.map((c) => c.sigma)));
  const sigma = (c: Curve): number => (top > 2 ? (Math.log(c.sigma) - low) / (Math.log(top) - low) : c.sigma);
  const snr = (c: Curve): number => (c.logSnr - last.logSnr) / (first.logSnr - last.logSnr || 1);
  const scale = top > 2 ? `σ to ${figure(top)}, in logarithms` : 'from 0 to 1';
  const label = `Noise schedule from data to noise: alpha falls from ${figure(first.alpha)} to ${figure(last.alpha)}, sigma rises from ${figure(first.sigma)} to ${figure(last.sigma)}, log-SNR from ${figure(first.logSnr)} to ${figure(last.logSnr)}`;
  return (
    <div
      className="card-picture schedule-curves"
      title={`x = α x₀ + σ ε, over time from data to noise (${scale}); dotted: log-SNR ${figure(first.logSnr)} to ${figure(last.logSnr)}`}
    >
      <svg viewBox={`0 0 ${W} ${H}`} preserveAspectRatio="none" role="img" aria-label={label}>
        <path className="snr" d={line(points, snr)} />
        <path className="alpha" d={line(points, (c) => c.alpha)} />
        <path className="sigma" d={line(points, sigma)} />
      </svg>
      <small className="of-alpha">α</small>
      <small className="of-sigma">σ</small>
    </div>
  );
}
