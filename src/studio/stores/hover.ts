/** The card of facts that is open: of which node or wire, where, and who opened it. */
import { create } from 'zustand';
import type { Place } from './canvas.ts';

export type Shown = Exclude<Place, { readonly at: 'port' }>;
export interface HoverState {
  readonly of: Shown | undefined;
  /** What it stands beside, on the screen. */
  readonly anchor: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  /** Opened by key: it stays until it is closed, and is read out. */
  readonly pinned: boolean;
}
const NOWHERE = { left: 0, top: 0, right: 0, bottom: 0 };
export const useHover = create<HoverState>()(() => ({ of: undefined, anchor: NOWHERE, pinned: false }));

export const closeFacts = (): void => {
  if (useHover.getState().of) useHover.setState({ of: undefined, pinned: false });
};
export const sameShown = (a: Shown | undefined, b: Shown | undefined): boolean =>
  a?.at === 'node' ? b?.at === 'node' && a.node === b.node : a?.at === 'wire' ? b?.at === 'wire' && a.key === b.key : b === undefined;
