/** What a formula, a diagram or a line of a program points at on the canvas, for the moment. */
import { create } from 'zustand';

interface HighlightState {
  readonly nodes: ReadonlySet<string>;
}
const NONE: ReadonlySet<string> = new Set();
export const useHighlight = create<HighlightState>()(() => ({ nodes: NONE }));

export const light = (nodes: readonly string[]): void => useHighlight.setState({ nodes: new Set(nodes) });
export const unlight = (): void => useHighlight.setState({ nodes: NONE });
