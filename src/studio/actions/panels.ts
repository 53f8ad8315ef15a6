/** How much room the panels take. */
import { useCanvas } from '../stores/canvas.ts';
import { session } from '../stores/session.ts';

/** Once the canvas has its new size, what matters is brought into what is left of it. @param nodes everything, if none */
export function fitResized(nodes: () => readonly string[] = () => []): void {
  const canvas = document.querySelector('.react-flow');
  if (!canvas) return;
  const before = `${canvas.clientWidth} ${canvas.clientHeight}`;
  const watch = new ResizeObserver(() => {
    if (`${canvas.clientWidth} ${canvas.clientHeight}` === before) return;
    watch.disconnect();
    // React Flow measures in the same turn; it knows in the next
    window.requestAnimationFrame(() => window.requestAnimationFrame(() => useCanvas.getState().focus?.(nodes())));
  });
  watch.observe(canvas);
}
/** Wide for programs and formulas, or narrow again; the drawing is fitted to what is left, as soon as that is known. */
export function widenInspector(): void {
  const { wide, inspector } = session();
  fitResized();
  session().set({ wide: !wide || !inspector, inspector: true });
}
