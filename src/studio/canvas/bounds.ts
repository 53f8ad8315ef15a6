/** Where everything on the canvas lies, in its own units: nodes with their captions and sockets, frames, wires. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** Measured on the page, so that nothing that sticks out of its node is cut off. */
export function boxOfAll(viewport: HTMLElement, margin: number): Box {
  const { a: zoom, e, f } = new DOMMatrix(getComputedStyle(viewport).transform);
  const origin = viewport.parentElement!.getBoundingClientRect();
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const element of viewport.querySelectorAll('.react-flow__node, .react-flow__node *, .react-flow__edge-path')) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 && box.height === 0) continue;
    left = Math.min(left, box.left);
    top = Math.min(top, box.top);
    right = Math.max(right, box.right);
    bottom = Math.max(bottom, box.bottom);
  }
  const x = (left - origin.left - e) / zoom - margin;
  const y = (top - origin.top - f) / zoom - margin;
  return {
    x: Math.floor(x),
    y: Math.floor(y),
    width: Math.max(1, Math.ceil((right - left) / zoom + 2 * margin)),
    height: Math.max(1, Math.ceil((bottom - top) / zoom + 2 * margin)),
  };
}
