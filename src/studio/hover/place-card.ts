/** Where a card stands: beside what it is about, within the canvas, covering none of it where there is room. */
export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
const GAP = 14;
const RIM = 8;

/** All in one system of coordinates. @returns the card's top left corner */
export function placeCard(
  of: Edges,
  card: { readonly width: number; readonly height: number },
  area: Edges,
): { readonly left: number; readonly top: number } {
  const within = (v: number, low: number, high: number): number => Math.max(low, Math.min(v, high));
  // what sticks out of the canvas is stood beside as far as it is seen
  const anchor = {
    left: within(of.left, area.left, area.right),
    top: within(of.top, area.top, area.bottom),
    right: within(of.right, area.left, area.right),
    bottom: within(of.bottom, area.top, area.bottom),
  };
  const [lowX, highX] = [area.left + RIM, area.right - RIM - card.width];
  const [lowY, highY] = [area.top + RIM, area.bottom - RIM - card.height];
  const top = within(anchor.top, lowY, highY);
  const left = within((anchor.left + anchor.right - card.width) / 2, lowX, highX);
  if (anchor.right + GAP <= highX) return { left: anchor.right + GAP, top };
  if (anchor.left - GAP - card.width >= lowX) return { left: anchor.left - GAP - card.width, top };
  if (anchor.bottom + GAP <= highY) return { left, top: anchor.bottom + GAP };
  if (anchor.top - GAP - card.height >= lowY) return { left, top: anchor.top - GAP - card.height };
  return { left: within(anchor.right + GAP, lowX, highX), top };
}
