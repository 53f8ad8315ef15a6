/** Losses and their parts over steps. */
import { type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { figure } from '../facts.ts';
import { useRun } from '../stores/run.ts';
import { session, useSession } from '../stores/session.ts';
import { logTicks, rangeOf, seriesOf, smooth, thin, ticks, valueAt } from './series.ts';

// Objective first, then Okabe-Ito hues in an order that keeps neighbours apart.
const HUES = ['--objective', '--distribution', '--variable', '--network', '--schedule', '--value'] as const;
const LEFT = 40;
const BOTTOM = 20;
const TOP = 6;
const RIGHT = 8;

/** "loss.elbo" is "elbo"; "elbo.kl.z" is "kl z" while there is one objective only. */
const shortNames = (names: readonly string[]): ReadonlyMap<string, string> => {
  const several = names.filter((n) => n.startsWith('loss.') || !n.includes('.')).length > 1;
  return new Map(
    names.map((n) => {
      const rest = n.slice(n.indexOf('.') + 1);
      return [n, (n.startsWith('loss.') || !several ? rest : n).replaceAll('.', ' ')];
    }),
  );
};

function useBox(): readonly [(el: HTMLDivElement | null) => void, { readonly w: number; readonly h: number }] {
  const [box, setBox] = useState({ w: 0, h: 0 });
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  useEffect(() => {
    if (!element) return undefined;
    const watch = new ResizeObserver(([entry]) => {
      if (entry) setBox({ w: Math.round(entry.contentRect.width), h: Math.round(entry.contentRect.height) });
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [element]);
  return [setElement, box];
}

export function LossChart(): ReactNode {
  const metrics = useRun((s) => s.metrics);
  const total = useRun((s) => s.status.total);
  const frame = useSession((s) => s.frame);
  const log = useSession((s) => s.logLoss);
  const smoothing = useSession((s) => s.smoothing);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [hover, setHover] = useState<number>();
  const [ref, { w, h }] = useBox();
  const svg = useRef<SVGSVGElement>(null);

  const all = useMemo(() => seriesOf(metrics), [metrics]);
  const names = useMemo(() => shortNames(all.map((s) => s.name)), [all]);
  const shown = useMemo(
    () =>
      all
        .map((s, i) => ({ ...s, hue: HUES[i % HUES.length]! }))
        .filter((s) => !hidden.has(s.name))
        .map((s) => ({ ...s, smoothed: smooth(s.values, smoothing) })),
    [all, hidden, smoothing],
  );
  const last = metrics.at(-1)?.step ?? 0;
  const width = Math.max(10, w - LEFT - RIGHT);
  const height = Math.max(10, h - TOP - BOTTOM);
  const x1 = Math.max(last, 1);
  const canLog = log && shown.every((s) => s.values.every((v) => v > 0));
  const [y0, y1] = useMemo(() => {
    const [low, high] = rangeOf(shown.map((s) => s.smoothed));
    return canLog ? [Math.max(low, Math.min(...shown.flatMap((s) => [...s.smoothed])) * 0.9), high] : [low, high];
  }, [shown, canLog]);
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
        hue: s.hue,
        raw: smoothing > 0 ? line(s.steps, s.values) : '',
        smooth: line(s.steps, s.smoothed),
      })),
    // `line` follows from these.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [shown, width, height, x1, y0, y1, canLog],
  );

  if (metrics.length === 0)
    return (
      <div className="pane-empty">
        <p>Losses appear here, in nats per example, as soon as training begins.</p>
        {total === 0 && <p className="note">Press Train, or Space.</p>}
      </div>
    );
  const onMove = (e: PointerEvent): void => {
    const box = svg.current?.getBoundingClientRect();
    if (!box) return;
    setHover(Math.max(0, Math.min(last, Math.round(((e.clientX - box.x - LEFT) / width) * x1))));
  };
  const marker = hover ?? frame;
  return (
    <div className="chart">
      <ul className="chart-key">
        {all.map((s, i) => (
          <li key={s.name}>
            <button
              type="button"
              className="key"
              aria-pressed={!hidden.has(s.name)}
              title={hidden.has(s.name) ? 'Show' : 'Hide'}
              onClick={() =>
                setHidden((old) => {
                  const next = new Set(old);
                  if (!next.delete(s.name)) next.add(s.name);
                  return next;
                })
              }
            >
              <i style={{ background: `var(${HUES[i % HUES.length]})` }} />
              {names.get(s.name)}
              <b title={`${s.values.at(-1)} nats at step ${last}`}>
                {figure((marker === undefined ? s.values.at(-1) : valueAt(s, marker)) ?? Number.NaN, 4)}
              </b>
            </button>
          </li>
        ))}
      </ul>
      <div className="chart-box" ref={ref}>
        <svg
          ref={svg}
          width={w}
          height={h}
          role="img"
          aria-label={`Loss by step, ${all.map((s) => `${names.get(s.name)} ${figure(s.values.at(-1) ?? 0)}`).join(', ')} nats at step ${last}`}
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
            {paths.map((p) => (
              <g key={p.name} style={{ stroke: `var(${p.hue})` }}>
                {p.raw && <path d={p.raw} strokeWidth={1} opacity={0.25} />}
                <path d={p.smooth} strokeWidth={1.8} strokeLinejoin="round" />
              </g>
            ))}
          </g>
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
export function LossOptions(): ReactNode {
  const log = useSession((s) => s.logLoss);
  const smoothing = useSession((s) => s.smoothing);
  return (
    <span className="pane-options">
      <label title="Logarithmic axis, where every value is above zero">
        <input type="checkbox" checked={log} onChange={(e) => session().set({ logLoss: e.target.checked })} />
        log
      </label>
      <label title="How strongly the line is smoothed; the raw line stays behind it">
        smooth
        <input
          type="range"
          min={0}
          max={0.98}
          step={0.02}
          value={smoothing}
          onChange={(e) => session().set({ smoothing: e.target.valueAsNumber })}
        />
      </label>
    </span>
  );
}
