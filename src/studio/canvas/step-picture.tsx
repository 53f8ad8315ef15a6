/** An optimiser's card: the norm of its gradient over the last steps, and the learning rate. */
import { type ReactNode, useMemo } from 'react';
import { figure } from '../facts.ts';
import { smooth, thin } from '../run/series.ts';
import { useFlatId } from '../place.ts';
import { useRun } from '../stores/run.ts';
import { useSession } from '../stores/session.ts';

const [W, H] = [144, 44];
const POINTS = 90;

function path(values: readonly number[], low: number, high: number): string {
  return values
    .map((v, i) => {
      const y = H - 3 - ((v - low) / (high - low || 1)) * (H - 6);
      return `${i ? 'L' : 'M'}${((i * W) / Math.max(1, values.length - 1)).toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
export function StepPicture({ node: id }: { readonly node: string }): ReactNode {
  const node = useFlatId(id);
  const metrics = useRun((s) => s.metrics);
  const frame = useSession((s) => s.frame);
  const told = useMemo(() => {
    const points = (frame === undefined ? metrics : metrics.filter((p) => p.step <= frame)).flatMap((p) => {
      const [gradient, rate] = [p.values[`${node}.gradient`], p.values[`${node}.rate`]];
      return gradient !== undefined && rate !== undefined && Number.isFinite(gradient) ? [{ step: p.step, gradient, rate }] : [];
    });
    const smoothed = smooth(
      points.map((p) => Math.log(Math.max(1e-12, p.gradient))),
      0.9,
    );
    return {
      last: points.at(-1),
      line: thin({ name: '', steps: points.map((p) => p.step), values: smoothed }, POINTS).values,
      rates: points,
    };
  }, [metrics, frame, node]);
  const { last, line } = told;
  if (!last || line.length < 2) return null;
  const rates = thin({ name: '', steps: told.rates.map((p) => p.step), values: told.rates.map((p) => p.rate) }, POINTS).values;
  return (
    <div
      className="card-picture step-picture"
      title="Norm of the gradient before clipping, in logarithms; dotted: learning rate, from zero"
    >
      <svg
        viewBox={`0 0 ${W} ${H}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Gradient norm ${figure(last.gradient)}, learning rate ${figure(last.rate)}`}
      >
        <path className="rate" d={path(rates, 0, Math.max(...rates))} />
        <path className="norm" d={path(line, Math.min(...line), Math.max(...line))} />
      </svg>
      <small>
        ‖g‖ {figure(last.gradient, 2)} · η {figure(last.rate, 2)}
      </small>
    </div>
  );
}
