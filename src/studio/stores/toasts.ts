/** Short messages that go away by themselves. */
import { create } from 'zustand';
import type { Diagnostic } from '../../graph/diagnostic.ts';

export interface Toast {
  readonly id: number;
  readonly tone: 'good' | 'bad' | 'plain';
  readonly text: string;
  readonly detail?: string | undefined;
  /** What can be done about it with one press. */
  readonly action?: ToastAction | undefined;
}
export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}
interface ToastState {
  readonly toasts: readonly Toast[];
  readonly dismiss: (id: number) => void;
}
export const useToasts = create<ToastState>()((set) => ({
  toasts: [],
  dismiss: (id) => set((s) => ({ toasts: s.toasts.filter((t) => t.id !== id) })),
}));

let last = 0;
/** Time to move to a button, beside the time to read. */
const REACH_MS = 4000;
/** Long messages stay longer; the reader sets the pace, not the program. */
export function toast(tone: Toast['tone'], text: string, detail?: string, action?: ToastAction): void {
  const id = ++last;
  useToasts.setState((s) => ({ toasts: [...s.toasts.filter((t) => t.text !== text), { id, tone, text, detail, action }].slice(-3) }));
  const stays = 4000 + 45 * (text.length + (detail?.length ?? 0)) + (action ? REACH_MS : 0);
  window.setTimeout(() => useToasts.getState().dismiss(id), stays);
}
export const toastDiagnostic = (d: Diagnostic): void => toast(d.severity === 'error' ? 'bad' : 'plain', d.what, `${d.why} ${d.mend}`);
