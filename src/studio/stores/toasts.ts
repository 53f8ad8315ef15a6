/** Short messages that go away by themselves. */
import { create } from 'zustand';
import type { Diagnostic } from '../../graph/diagnostic.ts';

export interface Toast {
  readonly id: number;
  readonly tone: 'good' | 'bad' | 'plain';
  readonly text: string;
  readonly detail?: string | undefined;
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
/** Long messages stay longer; the reader sets the pace, not the program. */
export function toast(tone: Toast['tone'], text: string, detail?: string): void {
  const id = ++last;
  useToasts.setState((s) => ({ toasts: [...s.toasts.filter((t) => t.text !== text), { id, tone, text, detail }].slice(-3) }));
  window.setTimeout(() => useToasts.getState().dismiss(id), 4000 + 45 * (text.length + (detail?.length ?? 0)));
}
export const toastDiagnostic = (d: Diagnostic): void => toast(d.severity === 'error' ? 'bad' : 'plain', d.what, `${d.why} ${d.mend}`);
