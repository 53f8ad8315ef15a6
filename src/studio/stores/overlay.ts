/** Earlier runs whose curves are drawn behind those of the run at hand. */
import { create } from 'zustand';
import type { MetricPoint } from '../../workers/protocol.ts';

export interface Overlaid {
  readonly id: string;
  readonly name: string;
  readonly metrics: readonly MetricPoint[];
}
export const useOverlay = create<{ readonly runs: readonly Overlaid[] }>()(() => ({ runs: [] }));

/** More lines than this cannot be told apart. */
export const MOST_OVERLAID = 5;

export function toggleOverlay(run: Overlaid): void {
  useOverlay.setState(({ runs }) => ({
    runs: runs.some((r) => r.id === run.id) ? runs.filter((r) => r.id !== run.id) : [...runs, run].slice(-MOST_OVERLAID),
  }));
}
export const clearOverlay = (): void => useOverlay.setState({ runs: [] });
