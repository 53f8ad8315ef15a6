/** Metrics as lines to draw: smoothing, thinning, ticks. Pure numbers. */
import type { MetricPoint } from '../../workers/protocol.ts';

export interface Series {
  readonly name: string;
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** One series per name, objectives before monitors. */
export function seriesOf(points: readonly MetricPoint[]): readonly Series[] {
  const found = new Map<string, { steps: number[]; values: number[] }>();
  for (const p of points)
    for (const [name, v] of Object.entries(p.values)) {
      if (!Number.isFinite(v)) continue;
      const s = found.get(name) ?? { steps: [], values: [] };
      s.steps.push(p.step);
      s.values.push(v);
      found.set(name, s);
    }
  const dots = (name: string): number => name.replace(/^loss\./, '').split('.').length;
  return [...found].map(([name, s]) => ({ name, ...s })).toSorted((a, b) => dots(a.name) - dots(b.name));
}

/** Exponential smoothing without the bias towards zero at the start. */
export function smooth(values: readonly number[], weight: number): readonly number[] {
  if (weight <= 0) return values;
  let sum = 0;
  let norm = 0;
  return values.map((v) => {
    sum = weight * sum + (1 - weight) * v;
    norm = weight * norm + (1 - weight);
    return sum / norm;
  });
}

/** At most `most` points, keeping the least and the greatest of every stretch so that spikes stay visible. */
export function thin(s: Series, most: number): Series {
  const n = s.steps.length;
  if (n <= most) return s;
  const stretch = Math.ceil((2 * n) / most);
  const steps: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < n; i += stretch) {
    let low = i;
    let high = i;
    for (let k = i; k < Math.min(n, i + stretch); k++) {
      if (s.values[k]! < s.values[low]!) low = k;
      if (s.values[k]! > s.values[high]!) high = k;
    }
    for (const k of low < high ? [low, high] : low === high ? [low] : [high, low]) {
      steps.push(s.steps[k]!);
      values.push(s.values[k]!);
    }
  }
  return { name: s.name, steps, values };
}

/** Round numbers that divide an interval into about `count` parts. */
export function ticks(low: number, high: number, count: number): readonly number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return [low];
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((m) => m * power >= raw) ?? 10) * power;
  const found: number[] = [];
  for (let t = Math.ceil(low / step) * step; t <= high + step * 1e-9; t += step)
    found.push(Math.abs(t) < step * 1e-9 ? 0 : Number(t.toPrecision(10)));
  return found;
}
export function logTicks(low: number, high: number): readonly number[] {
  const found: number[] = [];
  for (let e = Math.floor(Math.log10(low)); e <= Math.ceil(Math.log10(high)); e++)
    for (const m of [1, 2, 5]) {
      const t = m * 10 ** e;
      if (t >= low && t <= high) found.push(t);
    }
  return found.length > 7 ? found.filter((t) => Number.isInteger(Math.log10(t))) : found;
}

/** The range to show: the first few steps are often far off, and would press everything else flat. */
export function rangeOf(all: readonly (readonly number[])[]): readonly [number, number] {
  const late = all.flatMap((v) => (v.length > 20 ? v.slice(Math.max(2, Math.floor(v.length * 0.06))) : v));
  let low = Infinity;
  let high = -Infinity;
  for (const v of late) {
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  if (!Number.isFinite(low)) return [0, 1];
  const pad = (high - low) * 0.06 || Math.abs(high) * 0.1 || 0.5;
  return [low - pad, high + pad];
}

/** The value at a step: that of the last point at or before it. */
export function valueAt(s: Series, step: number): number | undefined {
  let low = 0;
  let high = s.steps.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (s.steps[mid]! <= step) low = mid + 1;
    else high = mid;
  }
  return s.values[low - 1];
}
