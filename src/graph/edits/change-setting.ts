/** One numeric setting of every node of a kind, wherever it stands: on the canvas, inside the groups it uses, and where a use of a group has a value of its own. */
import type { Command } from '../commands.ts';
import { definitionOf, insideOf } from '../groups/kinds.ts';
import type { Graph, GraphNode, Json, Subgraph } from '../model.ts';

export interface Setting {
  readonly kind: string;
  readonly param: string;
  /** What a node has that does not say. */
  readonly default: number;
}
interface Place {
  readonly within: string | undefined;
  readonly nodes: readonly GraphNode[];
}

/** Commands that put `change` of each value in its place; those that stay what they are need none. */
export function changeSetting(graph: Graph, setting: Setting, change: (value: number) => number): readonly Command[] {
  return placesOf(graph).flatMap(({ within, nodes }) =>
    nodes.flatMap((node) =>
      namesOf(graph, node, setting).flatMap(([name, value]): Command[] => {
        const next = change(value);
        return next === value ? [] : [{ type: 'set-param', within, node: node.id, name, value: next }];
      }),
    ),
  );
}
/** The canvas, and each definition that is used, however deep. */
function placesOf(graph: Graph): readonly Place[] {
  const places: Place[] = [{ within: undefined, nodes: graph.nodes }];
  const seen = new Set<string>();
  // the list grows while it is walked
  for (const { nodes } of places)
    for (const node of nodes) {
      const inside = definitionOf(graph, node);
      const id = insideOf(node);
      if (!inside || id === undefined || seen.has(id)) continue;
      seen.add(id);
      places.push({ within: id, nodes: inside.nodes });
    }
  return places;
}
/** By which names a node holds the setting: its own, or those that its group lends it and this use has changed. */
function namesOf(graph: Graph, node: GraphNode, setting: Setting): readonly (readonly [string, number])[] {
  if (node.kind === setting.kind) return [[setting.param, numberOr(node.params[setting.param], setting.default)]];
  const inside = definitionOf(graph, node);
  if (!inside) return [];
  return (inside.promoted ?? []).flatMap(({ name }) => {
    const value = Object.hasOwn(node.params, name) ? node.params[name] : undefined;
    return typeof value === 'number' && leadsTo(graph, inside, name, setting, new Set()) ? [[name, value] as const] : [];
  });
}
/** Is what a group shows under this name the setting, perhaps of a group inside it? */
function leadsTo(graph: Graph, inside: Subgraph, name: string, setting: Setting, seen: ReadonlySet<Subgraph>): boolean {
  const promotion = inside.promoted?.find((p) => p.name === name);
  const node = inside.nodes.find((n) => n.id === promotion?.node);
  if (!promotion || !node || seen.has(inside)) return false;
  if (node.kind === setting.kind) return promotion.param === setting.param;
  const deeper = definitionOf(graph, node);
  return deeper !== undefined && leadsTo(graph, deeper, promotion.param, setting, new Set([...seen, inside]));
}
const numberOr = (value: Json | undefined, other: number): number => (typeof value === 'number' ? value : other);
