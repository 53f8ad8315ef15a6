/**
 * Lays a drawing out as papers do: data flows left to right along one line, networks and priors stand above what uses them,
 * objectives below the variables they judge, optimisers beside their objectives.
 */
import type { Point } from '../../graph/model.ts';
import type { Body } from '../stores/document.ts';
import { NODES } from '../../nodes/registry.ts';
import { placeBelow } from './below.ts';
import { isBeside, pushing, ranks } from './line.ts';
import { ABOVE, BESIDE, type TidySize } from './measures.ts';

const GAP_X = 56;
const GAP_Y = 44;
const snap = (v: number): number => Math.round(v / 10) * 10;

type Role = 'line' | 'above' | 'data' | 'objective' | 'optimiser' | 'loose' | 'note';

/** What places a node: its own place on the line, or another node. */
function roleOf(body: Body, id: string): Role {
  const node = body.nodes.find((n) => n.id === id);
  const definition = node && NODES.get(node.kind);
  if (!definition) return 'line';
  if (definition.category === 'note') return 'note';
  if (definition.category === 'objective') return 'objective';
  if (definition.category === 'training') return 'optimiser';
  const out = body.wires.filter((w) => w.from.node === id);
  const takesNothing = !body.wires.some((w) => w.to.node === id);
  if (takesNothing && out.length === 0) return 'loose';
  const whole = Object.values(definition.inputs).every((i) => i.arity !== 'one');
  if (!whole || !takesNothing || out.length === 0) return 'line';
  const kinds = new Set(out.map((w) => definition.outputs[w.from.port]?.kind));
  if (kinds.has('network') || kinds.has('schedule')) return 'above';
  // A prior straight into a variable stands above it; one that a flow transforms begins the line.
  return kinds.has('distribution') && out.every((w) => w.to.port === 'p' || w.to.port === 'regulariser') ? 'above' : 'line';
}
export function tidy(body: Body, sizeOf: (id: string) => TidySize): Readonly<Record<string, Point>> {
  const role = new Map(body.nodes.map((n) => [n.id, roleOf(body, n.id)]));
  const onLine = (id: string): boolean => role.get(id) === 'line';
  for (const { id } of body.nodes) if (onLine(id) && isBeside(body, id, onLine)) role.set(id, 'data');
  const of = (r: Role): readonly string[] => body.nodes.filter((n) => role.get(n.id) === r).map((n) => n.id);
  const line = new Set(of('line'));
  const along = pushing(line, body.wires);
  const rank = ranks(line, along);
  const at = new Map<string, Point>();

  const columns = new Map<number, string[]>();
  for (const [id, r] of rank) columns.set(r, [...(columns.get(r) ?? []), id]);
  const feedsLine = (id: string): boolean => along.some((w) => w.from.node === id);
  let x = 0;
  for (const r of [...columns.keys()].toSorted((a, b) => a - b)) {
    // What only clamps goes below what the line goes on from.
    const ids = columns.get(r)!.toSorted((a, b) => Number(feedsLine(b)) - Number(feedsLine(a)));
    const over = (id: string): readonly string[] =>
      of('above').filter((s) => body.wires.some((w) => w.from.node === s && w.to.node === id));
    const above = (id: string): number => over(id).length;
    const width = Math.max(...ids.map((id) => Math.max(sizeOf(id).width, above(id) > 1 ? above(id) * 188 - 40 : 0)));
    let y = 0;
    for (const [i, id] of ids.entries()) {
      const size = sizeOf(id);
      const mid = size.width === size.height ? size.height / 2 : 29;
      const lift = i > 0 && above(id) > 0 ? ABOVE + Math.max(...over(id).map((s) => sizeOf(s).height)) : 0;
      at.set(id, { x: x + (width - size.width) / 2, y: i === 0 ? -mid : y + lift });
      y = at.get(id)!.y + size.height + (size.beside === true && above(id) > 0 ? BESIDE : 0) + GAP_Y;
    }
    x += width + GAP_X;
  }
  // networks of objectives alone stand beside those
  const judges = (id: string): boolean => body.wires.every((w) => w.from.node !== id || role.get(w.to.node) === 'objective');
  placeAbove(
    body,
    of('above').filter((id) => !judges(id)),
    sizeOf,
    at,
  );
  placeBelow(
    body,
    { data: of('data'), objectives: of('objective'), critics: of('above').filter(judges), optimisers: of('optimiser') },
    sizeOf,
    at,
  );
  const bottom = Math.max(0, ...[...at].map(([id, p]) => p.y + sizeOf(id).height));
  const loose = of('loose');
  placeInRow(loose, loose.length === body.nodes.length ? 0 : bottom + ABOVE, sizeOf, at);
  placeInRow(of('note'), Math.max(bottom, ...[...at].map(([id, p]) => p.y + sizeOf(id).height)) + GAP_Y, sizeOf, at);
  return Object.fromEntries([...at].map(([id, p]) => [id, { x: snap(p.x), y: snap(p.y) }]));
}

/** What belongs to nothing: side by side, in rows no longer than a screen. */
const ROW = 1000;
function placeInRow(ids: readonly string[], top: number, sizeOf: (id: string) => TidySize, at: Map<string, Point>): void {
  let [x, y, lowest] = [0, top, 0];
  for (const id of ids) {
    const { width, height } = sizeOf(id);
    if (x > 0 && x + width > ROW) [x, y, lowest] = [0, y + lowest + GAP_Y, 0];
    at.set(id, { x, y });
    x += width + GAP_X;
    lowest = Math.max(lowest, height);
  }
}

function placeAbove(body: Body, ids: readonly string[], sizeOf: (id: string) => TidySize, at: Map<string, Point>): void {
  const byUser = new Map<string, string[]>();
  for (const id of ids) {
    const users = body.wires.filter((w) => w.from.node === id && at.has(w.to.node)).map((w) => w.to.node);
    const user = users[0];
    if (user === undefined) at.set(id, { x: 0, y: -220 });
    else byUser.set(user, [...(byUser.get(user) ?? []), id]);
  }
  for (const [user, above] of byUser) {
    const total = above.reduce((sum, id) => sum + sizeOf(id).width + 20, -20);
    const p = at.get(user)!;
    let x = p.x + sizeOf(user).width / 2 - total / 2;
    for (const id of above) {
      // One row for all that stand above the line, whatever stands on it.
      const top = p.y < 0 ? -29 : p.y;
      at.set(id, { x, y: top - ABOVE - sizeOf(id).height });
      x += sizeOf(id).width + 20;
    }
  }
}
