/** Carries what is dragged by moving its elements: React Flow, which asks every node and wire at each change, hears of it when it is let go. */
import type { Point, Wire } from '../../graph/model.ts';
import { wireKey } from '../../graph/wires.ts';

export interface Load {
  readonly ids: ReadonlySet<string>;
  readonly to: (by: Point) => void;
  /** Back to where React Flow has them. */
  readonly end: () => void;
}
/** Milliseconds between two pictures of it in the overview. */
const AFAR_MS = 60;
/** @param whole the box around what is selected comes along @returns nothing where something of it is not on the page */
export function carry(area: Element, ids: ReadonlySet<string>, wires: readonly Wire[], whole: boolean): Load | undefined {
  const nodes = [...area.querySelectorAll<HTMLElement>('.react-flow__node')].filter((n) => ids.has(n.getAttribute('data-id') ?? ''));
  if (nodes.length !== ids.size) return undefined;
  // A wire between two of them keeps its form; those with one end among them are drawn anew (wire-edge.tsx).
  const along = new Set(wires.filter((w) => ids.has(w.from.node) && ids.has(w.to.node)).map(wireKey));
  const lines = [...area.querySelectorAll('.react-flow__edge')]
    .filter((e) => along.has(e.getAttribute('data-id') ?? ''))
    .flatMap((e) => (e.parentElement ? [e.parentElement] : []));
  const box = whole ? [...area.querySelectorAll<HTMLElement>('.react-flow__nodesselection-rect')] : [];
  const afar = [...area.querySelectorAll<SVGElement>('.react-flow__minimap-node')].filter((n) => ids.has(n.dataset['id'] ?? ''));
  const near = [...nodes, ...lines, ...box];
  const place = (elements: readonly (HTMLElement | SVGElement)[], translate: string): void => {
    for (const element of elements) element.style.translate = translate;
  };
  // the overview is painted as a whole, which need not be with every frame
  let to = '';
  let waiting: number | undefined;
  const follow = (): void => {
    waiting = undefined;
    place(afar, to);
  };
  return {
    ids,
    to: ({ x, y }) => {
      to = `${x}px ${y}px`;
      place(near, to);
      if (afar.length > 0) waiting ??= window.setTimeout(follow, AFAR_MS);
    },
    end: () => {
      window.clearTimeout(waiting);
      waiting = undefined;
      place([...near, ...afar], '');
    },
  };
}
