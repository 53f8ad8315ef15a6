/** Metrics as a table for other programs: one row a step, one column a number. */
import type { MetricPoint } from '../../workers/protocol.ts';

const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** CSV as in RFC 4180; what a step does not tell is left empty. */
export function csvOf(points: readonly MetricPoint[]): string {
  const names = [...new Set(points.flatMap((p) => Object.keys(p.values)))];
  const rows = points.map((p) => [p.step, ...names.map((n) => p.values[n] ?? '')].join(','));
  return [['step', ...names].map(quoted).join(','), ...rows, ''].join('\r\n');
}
