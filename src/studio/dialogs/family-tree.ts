/** Where the templates stand on the map of what led to what: a tidy tree, children to the right of their parents. */

export interface Member {
  readonly name: string;
  readonly parent: string | undefined;
}
export interface Place {
  readonly name: string;
  readonly parent: string | undefined;
  /** Steps from the first ancestor: 0, 1, … */
  readonly column: number;
  /** 0, 1, … from the top; a first child stands in its parent's row, so that main lines run straight. */
  readonly row: number;
}

/**
 * Places every member once. The line of descent with the most members comes first, so that the trunk lies on top;
 * what follows moves up as far as there is room in each of its columns, and no line crosses another.
 * A parent that is not among the members counts as none; members of a circle start trees of their own.
 */
export function familyTree(members: readonly Member[]): readonly Place[] {
  const known = new Set(members.map((m) => m.name));
  const above = new Map(members.map((m) => [m.name, m.parent !== undefined && known.has(m.parent) ? m.parent : undefined]));
  const taken = new Set<string>();
  /** A member with all below it, its own row being 0. */
  const subtree = (m: Member, parent: string | undefined, column: number): readonly Place[] => {
    taken.add(m.name);
    const children = members.filter((c) => above.get(c.name) === m.name && !taken.has(c.name));
    return [{ name: m.name, parent, column, row: 0 }, ...stacked(children.map((c) => subtree(c, m.name, column + 1)))];
  };
  const roots = members.filter((m) => above.get(m.name) === undefined).map((m) => subtree(m, undefined, 0));
  const circles = members.flatMap((m) => (taken.has(m.name) ? [] : [subtree(m, undefined, 0)]));
  return stacked([...roots, ...circles]);
}
/** Trees below each other, the largest on top. */
function stacked(trees: readonly (readonly Place[])[]): readonly Place[] {
  const bottoms = new Map<number, number>();
  return trees
    .toSorted((a, b) => b.length - a.length)
    .flatMap((tree) => {
      const down = Math.max(0, ...tree.map((p) => (bottoms.get(p.column) ?? -1) + 1 - p.row));
      const moved = tree.map((p) => ({ ...p, row: p.row + down }));
      for (const p of moved) bottoms.set(p.column, Math.max(bottoms.get(p.column) ?? -1, p.row));
      return moved;
    });
}
/** Whom an arrow key leads to: the parent, the first child, or the nearest in the same column, else the nearest row. */
export function neighbour(
  places: readonly Place[],
  from: string,
  key: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown',
): string | undefined {
  const at = places.find((p) => p.name === from);
  if (!at) return undefined;
  if (key === 'ArrowLeft') return at.parent;
  const nearest = (found: readonly Place[]): string | undefined =>
    found.toSorted(
      (a, b) => Math.abs(a.row - at.row) - Math.abs(b.row - at.row) || Math.abs(a.column - at.column) - Math.abs(b.column - at.column),
    )[0]?.name;
  if (key === 'ArrowRight') return nearest(places.filter((p) => p.parent === from));
  const side = places.filter((p) => (key === 'ArrowUp' ? p.row < at.row : p.row > at.row));
  return nearest(side.filter((p) => p.column === at.column)) ?? nearest(side);
}
