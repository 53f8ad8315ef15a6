/** Places a plate diagram: causes above effects, weights beside the plate, what is repeated inside its box. */
import type { Plate, PlateBox, PlateEdge, PlateNode } from './plate.ts';

export interface Placed extends PlateNode {
  readonly x: number;
  readonly y: number;
  /** Half its size. */
  readonly r: number;
}
export interface Rectangle extends PlateBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Route extends PlateEdge {
  /** Its ends, at the rims of what it joins, and where it bends. */
  readonly from_: Point;
  readonly to_: Point;
  readonly bend: Point;
  /** It leads from a node back to it. */
  readonly loop: boolean;
}
interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly Placed[];
  readonly edges: readonly Route[];
  readonly boxes: readonly Rectangle[];
}
const RADIUS = { latent: 19, observed: 19, given: 19, point: 19, parameter: 4, factor: 5.5 } as const;
const [ROW, COLUMN] = [82, 84];
/** Room between a box and what is in it; below, for its label. */
const [PAD, FOOT] = [11, 15];
const MARGIN = 12;
const WEIGHTS = 40;

export function layoutOf(p: Plate): Layout {
  const inside = p.nodes.filter((n) => n.kind !== 'parameter');
  const ranks = ranksOf(inside, p.edges);
  const rows = rowsOf(inside, p.edges, ranks);
  const at = new Map<string, Point>();
  const deepest = depthOf(p.boxes);
  for (const [rank, row] of rows.entries())
    row.forEach((id, i) => at.set(id, { x: (i - (row.length - 1) / 2) * COLUMN, y: rank * (ROW + 10 * deepest) }));
  const boxes = boxesOf(p.boxes, at, new Map(p.nodes.map((n) => [n.id, RADIUS[n.kind]])));
  placeWeights(p, at, boxes);
  return moved(p, at, boxes);
}
/** Longest way from a cause, by p alone: a q may lead anywhere. */
function ranksOf(nodes: readonly PlateNode[], edges: readonly PlateEdge[]): ReadonlyMap<string, number> {
  const ids = new Set(nodes.map((n) => n.id));
  const rank = new Map(nodes.map((n) => [n.id, 0]));
  const down = edges.filter((e) => e.side === 'p' && e.from !== e.to && ids.has(e.from) && ids.has(e.to));
  // p has no cycles but loops; were there one, as many rounds as there are nodes end it
  for (let round = 0; round < nodes.length; round++) {
    let still = true;
    for (const e of down) {
      const next = rank.get(e.from)! + 1;
      if (rank.get(e.to)! >= next || next > nodes.length) continue;
      rank.set(e.to, next);
      still = false;
    }
    if (still) break;
  }
  // what has no cause stands right above its first effect
  for (const n of nodes) {
    const effects = down.filter((e) => e.from === n.id).map((e) => rank.get(e.to)!);
    if (!down.some((e) => e.to === n.id) && effects.length > 0) rank.set(n.id, Math.min(...effects) - 1);
  }
  return rank;
}
/** Members of each row, each below the middle of its causes. */
function rowsOf(
  nodes: readonly PlateNode[],
  edges: readonly PlateEdge[],
  ranks: ReadonlyMap<string, number>,
): readonly (readonly string[])[] {
  const rows: string[][] = [];
  for (const n of nodes) (rows[ranks.get(n.id)!] ??= []).push(n.id);
  const filled = Array.from(rows, (r) => r ?? []).filter((r) => r.length > 0);
  const place = new Map<string, number>();
  const settle = (row: readonly string[]): void => row.forEach((id, i) => place.set(id, i - (row.length - 1) / 2));
  return filled.map((row) => {
    const middle = (id: string): number => {
      const causes = edges.filter((e) => e.to === id && e.side === 'p' && place.has(e.from)).map((e) => place.get(e.from)!);
      return causes.length > 0 ? causes.reduce((a, b) => a + b, 0) / causes.length : row.indexOf(id) - (row.length - 1) / 2;
    };
    const sorted = row.toSorted((a, b) => middle(a) - middle(b));
    settle(sorted);
    return sorted;
  });
}
const contains = (outer: PlateBox, inner: PlateBox): boolean => outer !== inner && inner.members.every((m) => outer.members.includes(m));
const depthOf = (boxes: readonly PlateBox[]): number =>
  Math.max(0, ...boxes.map((b) => boxes.filter((o) => contains(o, b) && !contains(b, o)).length));

/** Around the members, and around the boxes within. */
function boxesOf(boxes: readonly PlateBox[], at: ReadonlyMap<string, Point>, radius: ReadonlyMap<string, number>): readonly Rectangle[] {
  const done: Rectangle[] = [];
  for (const b of boxes.toSorted((x, y) => x.members.length - y.members.length)) {
    const around = [
      ...b.members.flatMap((id) => {
        const p = at.get(id);
        const r = radius.get(id)!;
        return p ? [{ x: p.x - r, y: p.y - r, width: 2 * r, height: 2 * r }] : [];
      }),
      ...done.filter((o) => o.members.every((id) => b.members.includes(id))),
    ];
    const [x, y] = [Math.min(...around.map((o) => o.x)) - PAD, Math.min(...around.map((o) => o.y)) - PAD];
    const right = Math.max(...around.map((o) => o.x + o.width)) + PAD;
    const foot = Math.max(...around.map((o) => o.y + o.height)) + FOOT;
    // wide enough for its label
    const width = Math.max(right - x, b.label.length * 5.2 + 12);
    done.push({ ...b, x, y, width, height: foot - y });
  }
  return done;
}
/** Weights of p on the left of everything, those of q on the right, each at the height of what it feeds. */
function placeWeights(p: Plate, at: Map<string, Point>, boxes: readonly Rectangle[]): void {
  const xs = [...at.values()].map((q) => q.x);
  const left = Math.min(...xs.map((x) => x - 19), ...boxes.map((b) => b.x));
  const right = Math.max(...xs.map((x) => x + 19), ...boxes.map((b) => b.x + b.width));
  const taken: Point[] = [];
  for (const n of p.nodes) {
    if (n.kind !== 'parameter') continue;
    const feeds = p.edges.filter((e) => e.from === n.id);
    const ys = feeds.map((e) => at.get(e.to)!.y);
    const ofQ = feeds.every((e) => e.side === 'q');
    const x = ofQ ? right + WEIGHTS - 14 : left - WEIGHTS + 14;
    let y = ys.reduce((a, b) => a + b, 0) / Math.max(1, ys.length);
    while (taken.some((t) => t.x === x && Math.abs(t.y - y) < 24)) y += 24;
    taken.push({ x, y });
    at.set(n.id, { x, y });
  }
}
/** Into the positive quarter, with the routes of the edges. */
function moved(p: Plate, at: ReadonlyMap<string, Point>, boxes: readonly Rectangle[]): Layout {
  const all = [
    ...p.nodes.map((n) => ({ ...at.get(n.id)!, r: n.kind === 'parameter' ? 18 : RADIUS[n.kind] })),
    ...boxes.flatMap((b) => [
      { x: b.x, y: b.y, r: 0 },
      { x: b.x + b.width, y: b.y + b.height, r: 0 },
    ]),
  ];
  if (all.length === 0) return { width: 0, height: 0, nodes: [], edges: [], boxes: [] };
  const [dx, dy] = [MARGIN - Math.min(...all.map((a) => a.x - a.r)), MARGIN - Math.min(...all.map((a) => a.y - a.r))];
  const nodes = p.nodes.map((n): Placed => {
    const { x, y } = at.get(n.id)!;
    return { ...n, x: x + dx, y: y + dy, r: RADIUS[n.kind] };
  });
  const byId = new Map(nodes.map((n) => [n.id, n]));
  return {
    width: Math.max(...all.map((a) => a.x + a.r)) + dx + MARGIN,
    height: Math.max(...all.map((a) => a.y + a.r)) + dy + MARGIN,
    nodes,
    edges: p.edges.map((e) => route(e, byId.get(e.from)!, byId.get(e.to)!, nodes)),
    boxes: boxes.map((b) => ({ ...b, x: b.x + dx, y: b.y + dy })),
  };
}
/** Straight, unless another node stands in the way or it is a q: those go round. */
function route(e: PlateEdge, a: Placed, b: Placed, nodes: readonly Placed[]): Route {
  if (a === b) {
    // on the left, where no way of p or q comes in
    const from = { x: a.x - a.r * 0.87, y: a.y + a.r * 0.5 };
    const to = { x: a.x - a.r * 0.87 - 2, y: a.y - a.r * 0.5 - 1 };
    return { ...e, from_: from, to_: to, bend: { x: a.x - a.r * 2.3, y: a.y }, loop: true };
  }
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy);
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const near = (n: Placed): boolean => {
    const t = ((n.x - a.x) * dx + (n.y - a.y) * dy) / length ** 2;
    return t > 0.05 && t < 0.95 && Math.hypot(a.x + t * dx - n.x, a.y + t * dy - n.y) < n.r + 5;
  };
  const blocked = nodes.some((n) => n !== a && n !== b && n.kind !== 'parameter' && near(n));
  const round = a.kind !== 'parameter' && (e.side === 'q' || blocked) ? 34 + (blocked ? 0.14 * length : 0) : blocked ? 30 : 0;
  // to the right of the way up, so that p and q never lie on one another
  const bend = { x: middle.x + (Math.abs(dy) / length) * round, y: middle.y - (Math.abs(dx) / length) * round };
  return { ...e, from_: rim(a, bend, 1), to_: rim(b, bend, e.directed ? 3.5 : 0), bend, loop: false };
}
/** The point of a node's rim towards another point. */
function rim(n: Placed, towards: Point, gap: number): Point {
  const [dx, dy] = [towards.x - n.x, towards.y - n.y];
  const length = Math.hypot(dx, dy) || 1;
  return { x: n.x + (dx / length) * (n.r + gap), y: n.y + (dy / length) * (n.r + gap) };
}
