/** A node just added is hidden until it has been measured, and takes no focus before: asked again until it does. */
export function takeFocus(element: HTMLElement | null, then: () => void = () => undefined, tries = 40): () => void {
  let frame = 0;
  const ask = (left: number): void => {
    element?.focus({ preventScroll: true });
    if (document.activeElement === element) then();
    else if (left > 0) frame = window.requestAnimationFrame(() => ask(left - 1));
  };
  ask(tries);
  return () => window.cancelAnimationFrame(frame);
}
