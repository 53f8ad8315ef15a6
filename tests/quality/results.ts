/** The record of quality runs: one row a template and seed, kept in the repository. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Metrics } from '../../src/runtime/evaluate.ts';

type Kept = (typeof KEPT)[number];
export interface Row extends Pick<Metrics, Kept> {
  readonly template: string;
  readonly seed: number;
  readonly steps: number;
  /** Processor time of training alone. */
  readonly cpuMsPerStep: number;
  /** Processor time of training and judging. */
  readonly cpuSeconds: number;
}
export interface Results {
  readonly command: string;
  readonly machine: string;
  readonly rows: readonly Row[];
}
const FILE = new URL('results.json', import.meta.url);
const KEPT = [
  'gap',
  'hq',
  'modes',
  'modeMin',
  'modeMax',
  'sw2Ratio',
  'nll',
  'nllKind',
  'bitsPerDim',
  'gapPerToken',
  'accuracy',
  'bayesAccuracy',
  'rebuilt',
  'fd',
  'fdFloor',
  'precision',
  'precisionCeiling',
  'recall',
  'recallCeiling',
  'classAccuracy',
  'judgeAccuracy',
] as const satisfies readonly (keyof Metrics)[];
/** Four decimals say more than three seeds agree on. */
const rounded = (x: number): number => Math.round(x * 1e4) / 1e4;

export function rowOf(
  run: { readonly template: string; readonly seed: number; readonly steps: number },
  metrics: Metrics,
  time: Pick<Row, 'cpuMsPerStep' | 'cpuSeconds'>,
): Row {
  const figures = KEPT.flatMap((k) => {
    const v = metrics[k];
    return v === undefined ? [] : [[k, typeof v === 'number' ? rounded(v) : v] as const];
  });
  return {
    ...run,
    ...Object.fromEntries(figures),
    cpuMsPerStep: rounded(time.cpuMsPerStep),
    cpuSeconds: Math.round(time.cpuSeconds * 10) / 10,
  };
}
/** Puts a row in its place: those of other templates and seeds stay. */
export function record(row: Row): void {
  const before: Results | undefined = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : undefined;
  const others = (before?.rows ?? []).filter((r) => r.template !== row.template || r.seed !== row.seed);
  const rows = [...others, row].sort((a, b) => a.template.localeCompare(b.template) || a.seed - b.seed);
  const results: Results = { command: 'npm run test:quality', machine: machine(), rows };
  writeFileSync(FILE, `${JSON.stringify({ ...results, rows: [] }, null, 2).replace('"rows": []', `"rows": [\n${rows.map((r) => `    ${JSON.stringify(r)}`).join(',\n')}\n  ]`)}\n`); // prettier-ignore
}
function machine(): string {
  const processors = cpus();
  return `${processors[0]?.model.trim() ?? 'unknown processor'}, ${processors.length} cores, ${process.platform}, Node ${process.versions.node}, wasm on one thread`;
}
