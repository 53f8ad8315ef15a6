/** How much room the panels take. */
import { useCanvas } from '../stores/canvas.ts';
import { session } from '../stores/session.ts';

/** Wide for programs and formulas, or narrow again; the drawing is fitted to what is left, as soon as that is known. */
export function widenInspector(): void {
  const { wide, inspector } = session();
  const canvas = document.querySelector('.react-flow');
  session().set({ wide: !wide || !inspector, inspector: true });
  if (!canvas) return;
  const before = canvas.clientWidth;
  const watch = new ResizeObserver(() => {
    if (canvas.clientWidth === before) return;
    watch.disconnect();
    // React Flow measures in the same turn; it knows in the next
    window.requestAnimationFrame(() => window.requestAnimationFrame(() => useCanvas.getState().focus?.([])));
  });
  watch.observe(canvas);
}
