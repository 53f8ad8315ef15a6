/** Losses by term over steps: one unit at a time, smoothed over the raw line. */
import { type PointerEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { figure } from '../facts.ts';
import { rgb, viridis } from '../parts/paint.ts';
import { useBox } from '../parts/use-box.ts';
import { useRun } from '../stores/run.ts';
import { useSession } from '../stores/session.ts';
import { ChartKey, type KeyedTerm } from './chart-key.tsx';
import { logTicks, rangeOf, smooth, thin, ticks } from './series.ts';
import type { Term } from './terms.ts';
import { EarlierKey, useEarlier } from './earlier-runs.tsx';
import { useTerms } from './use-terms.ts';

// Objective first, then Okabe-Ito hues in an order that keeps neighbours apart.
const HUES = ['--objective', '--distribution', '--variable', '--network', '--schedule', '--value'] as const;
const LEFT = 40;
const BOTTOM = 20;
const TOP = 6;
const RIGHT = 8;

/** One hue a line; the lines of a profile run through one scale. */
const colorsOf = (t: Term, i: number): readonly string[] =>
  t.lines.length > 1 ? t.lines.map((_, k) => rgb(viridis(0.08 + (0.8 * k) / (t.lines.length - 1)))) : [`var(${HUES[i % HUES.length]!})`];

export function LossChart(): ReactNode {
  const metrics = useRun((s) => s.metrics);
  const total = useRun((s) => s.status.total);
  const marks = useRun((s) => s.marks);
  const frame = useSession((s) => s.frame);
  const log = useSession((s) => s.logLoss);
  const smoothing = useSession((s) => s.smoothing);
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const [hover, setHover] = useState<number>();
  const [ref, { w, h }] = useBox();
  const svg = useRef<SVGSVGElement>(null);
  const { terms, unit, units } = useTerms();

  const keyed = useMemo(
    () => terms.map((t, i): KeyedTerm => ({ ...t, colors: colorsOf(t, i), shown: t.first !== turned.has(t.name) })),
    [terms, turned],
  );
  const shown = useMemo(
    () =>
      keyed
        .filter((t) => t.shown)
        .flatMap((t) =>
          t.lines.map((s, k) => ({ ...s, color: t.colors[k]!, thinner: t.lines.length > 1, smoothed: smooth(s.values, smoothing) })),
        ),
    [keyed, smoothing],
  );
  const earlier = useEarlier(shown[0]?.name, smoothing);
  const last = Math.max(metrics.at(-1)?.step ?? 0, ...earlier.map((s) => s.steps.at(-1) ?? 0));
  const width = Math.max(10, w - LEFT - RIGHT);
  const height = Math.max(10, h - TOP - BOTTOM);
  const x1 = Math.max(last, 1);
  const canLog = log && shown.length > 0 && shown.every((s) => s.smoothed.every((v) => v > 0));
  const [y0, y1] = useMemo(() => {
    const [low, high] = rangeOf([...shown, ...earlier].map((s) => s.smoothed));
    return canLog ? [Math.max(low, Math.min(...shown.flatMap((s) => [...s.smoothed])) * 0.9), high] : [low, high];
  }, [shown, earlier, canLog]);
  const x = (step: number): number => LEFT + (width * step) / x1;
  const y = (v: number): number => {
    const t = canLog ? (Math.log(v) - Math.log(y0)) / (Math.log(y1) - Math.log(y0) || 1) : (v - y0) / (y1 - y0 || 1);
    return TOP + height * (1 - Math.max(-0.2, Math.min(1.2, t)));
  };
  const line = (steps: readonly number[], values: readonly number[]): string => {
    const t = thin({ name: '', steps, values }, Math.max(60, width));
    return t.steps.map((s, i) => `${i === 0 ? 'M' : 'L'}${x(s).toFixed(1)} ${y(t.values[i]!).toFixed(1)}`).join('');
  };
  const paths = useMemo(
    () =>
      shown.map((s) => ({
        name: s.name,
        color: s.color,
        thinner: s.thinner,
        raw: smoothing > 0 && !s.thinner ? line(s.steps, s.values) : '',
        smooth: line(s.steps, s.smoothed),
      })),
    // `line` follows from these.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [shown, width, height, x1, y0, y1, canLog],
  );

  if (metrics.length === 0)
    return (
      <div className="pane-empty">
        <p>Losses appear here, term by term, as soon as training begins.</p>
        {total === 0 && <p className="note">Press Train, or Ctrl Enter.</p>}
      </div>
    );
  const onMove = (e: PointerEvent): void => {
    const box = svg.current?.getBoundingClientRect();
    if (!box) return;
    setHover(Math.max(0, Math.min(last, Math.round(((e.clientX - box.x - LEFT) / width) * x1))));
  };
  const toggle = (name: string): void =>
    setTurned((old) => {
      const next = new Set(old);
      if (!next.delete(name)) next.add(name);
      return next;
    });
  const marker = hover ?? frame;
  const told = keyed.filter((t) => t.lines.length === 1).map((t) => `${t.label} ${figure(t.lines[0]!.values.at(-1) ?? Number.NaN)}`);
  return (
    <div className="chart">
      <EarlierKey lines={earlier} />
      <ChartKey terms={keyed} unit={unit} units={units} at={marker} toggle={toggle} />
      <div className="chart-box" ref={ref}>
        <svg
          ref={svg}
          width={w}
          height={h}
          role="img"
          aria-label={`Loss by step, ${told.join(', ')} ${unit} at step ${last}`}
          onPointerMove={onMove}
          onPointerLeave={() => setHover(undefined)}
        >
          <clipPath id="chart-clip">
            <rect x={LEFT} y={TOP} width={width} height={height} />
          </clipPath>
          {(canLog ? logTicks(y0, y1) : ticks(y0, y1, Math.max(2, height / 34))).map((t) => (
            <g key={t} className="tick">
              <line x1={LEFT} x2={LEFT + width} y1={y(t)} y2={y(t)} />
              <text x={LEFT - 6} y={y(t) + 3.5} textAnchor="end">
                {figure(t)}
              </text>
            </g>
          ))}
          {ticks(0, x1, Math.max(2, width / 70)).map((t) => (
            <text
              key={t}
              className="tick-x"
              x={x(t)}
              y={h - 5}
              textAnchor={t === 0 ? 'start' : x(t) > LEFT + width - 14 ? 'end' : 'middle'}
            >
              {t === 0 ? 'step 0' : t}
            </text>
          ))}
          <g clipPath="url(#chart-clip)" fill="none">
            {earlier.map((s) => (
              <path key={s.id} d={line(s.steps, s.smoothed)} style={{ stroke: s.color }} strokeWidth={1.3} strokeDasharray="5 3">
                <title>{s.label}</title>
              </path>
            ))}
            {paths.map((p) => (
              <g key={p.name} style={{ stroke: p.color }}>
                {p.raw && <path d={p.raw} strokeWidth={1} opacity={0.25} />}
                <path d={p.smooth} strokeWidth={p.thinner ? 1 : 1.8} strokeLinejoin="round" />
              </g>
            ))}
          </g>
          {log && !canLog && shown.length > 0 && (
            <text className="tick-x" x={LEFT + width} y={TOP + 10} textAnchor="end">
              not all above zero: linear axis
            </text>
          )}
          {marks.map((m) => (
            <g key={`${m.step} ${m.text}`} className="chart-mark">
              <title>{`step ${m.step}: ${m.text}`}</title>
              <line x1={x(m.step)} x2={x(m.step)} y1={TOP} y2={TOP + height} />
            </g>
          ))}
          {marker !== undefined && (
            <g className="crosshair">
              <line x1={x(marker)} x2={x(marker)} y1={TOP} y2={TOP + height} />
              <text x={Math.min(x(marker) + 4, LEFT + width - 50)} y={TOP + 10}>
                {marker}
              </text>
            </g>
          )}
        </svg>
      </div>
    </div>
  );
}
