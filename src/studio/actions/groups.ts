/** Going into groups and networks and out again; making groups and taking them apart. */
import { freshId, type Command } from '../../graph/commands.ts';
import type { Diagnostic } from '../../graph/diagnostic.ts';
import { GROUP, insideOf, isGroupBody, subgraphOf } from '../../graph/groups/kinds.ts';
import { freshName } from '../../graph/ids.ts';
import type { Graph, GraphNode, Promotion, Subgraph } from '../../graph/model.ts';
import { NODES } from '../../nodes/registry.ts';
import { titleOf } from '../facts.ts';
import { flatId, opens, placeNow, withinOf } from '../place.ts';
import { useCanvas } from '../stores/canvas.ts';
import { bodyOf, dispatch, graphNow } from '../stores/document.ts';
import { select, session } from '../stores/session.ts';
import { toast, toastDiagnostic } from '../stores/toasts.ts';
import { alsoKnownAs } from './data.ts';

const bodyNow = () => bodyOf(graphNow(), session().within);
const where = (): { readonly within?: string } => {
  const { within } = session();
  return within === undefined ? {} : { within };
};
const told = (refusal: Diagnostic | undefined): boolean => {
  if (refusal) toastDiagnostic(refusal);
  return refusal === undefined;
};

/** Goes to the place at the end of a way of node ids; the canvas is the empty way. */
export function enterPath(path: readonly string[]): void {
  const place = withinOf(graphNow(), path);
  if (!place) return;
  select([]);
  session().set({ path, within: place.within });
  window.setTimeout(() => useCanvas.getState().arrive?.(), 60);
}
/** One level out; what was open is selected there. */
export function leave(): void {
  const { path } = session();
  const last = path.at(-1);
  if (last === undefined) return;
  enterPath(path.slice(0, -1));
  select([last]);
}
/** Undo can take away what is open: then the way ends where it still leads. */
export function stayInside(): void {
  let { path } = session();
  const { within } = session();
  const graph = graphNow();
  let place = withinOf(graph, path);
  while (!place) {
    path = path.slice(0, -1);
    place = withinOf(graph, path);
  }
  if (path.length < session().path.length) enterPath(path);
  else if (place.within !== within) session().set({ within: place.within });
}

/** Opens a group or a custom network; one without an inside gets one to start from. */
export function open(node: GraphNode): void {
  if (!opens(node)) return;
  const graph = graphNow();
  if (subgraphOf(graph, insideOf(node)) === undefined) {
    const id = freshName(node.id, new Set(Object.keys(graph.subgraphs)));
    const subgraph = node.kind === GROUP ? emptyGroup(node) : emptyNetwork(node);
    const made = dispatch({
      type: 'batch',
      name: node.kind === GROUP ? 'Draw a group' : 'Draw a custom network',
      commands: [
        { type: 'set-subgraph', id, subgraph },
        { type: 'set-param', node: node.id, name: 'subgraph', value: id, ...where() },
      ],
    });
    if (!told(made)) return;
  }
  enterPath([...session().path, node.id]);
}
const made = (id: string, kind: string, x: number): GraphNode => ({
  id,
  kind,
  version: NODES.get(kind)?.version ?? 1,
  params: {},
  position: { x, y: 0 },
});
const emptyGroup = (node: GraphNode): Subgraph => ({
  title: node.label ?? 'Group',
  kind: 'group',
  nodes: [made('input', 'GroupInput', 0), made('output', 'GroupOutput', 440)],
  wires: [],
});
function emptyNetwork(node: GraphNode): Subgraph {
  const port = (kind: string, side: 'inputs' | 'outputs'): string => Object.keys(NODES.get(kind)?.[side] ?? {})[0] ?? 'x';
  const chain: readonly (readonly [string, string])[] = [
    ['input', 'LayerInput'],
    ['dense', 'Dense'],
    ['output', 'LayerOutput'],
  ];
  return {
    title: node.label ?? node.id,
    nodes: chain.map(([name, kind], i) => made(name, kind, i * 220)),
    wires: chain.slice(1).map(([name, kind], i) => ({
      from: { node: chain[i]![0], port: port(chain[i]![1], 'outputs') },
      to: { node: name, port: port(kind, 'inputs') },
    })),
  };
}
const selectedNodes = (): readonly GraphNode[] => {
  const { selection } = session();
  return bodyNow().nodes.filter((n) => selection.has(n.id));
};
/** Opens what is selected, where that is one thing that opens; the text of a note or the title of a frame is edited in its place. */
export function openSelected(): void {
  const { selection } = session();
  const [id] = selection;
  if (id === undefined || selection.size !== 1) return;
  const [node] = selectedNodes();
  if (node && opens(node)) open(node);
  else if (node?.kind === 'Note' || (!node && graphNow().frames.some((f) => f.id === id))) useCanvas.setState({ editing: id });
}

/** Makes one node of what is selected. */
export function groupSelected(): void {
  const nodes = selectedNodes();
  const [first] = nodes;
  if (!first) {
    toast('plain', 'Select the nodes to group first.');
    return;
  }
  const graph = graphNow();
  const group = freshId({ nodes: bodyNow().nodes }, GROUP);
  const subgraph = freshName(group, new Set(Object.keys(graph.subgraphs)));
  const title = nodes.length === 1 ? titleOf(first) : 'Group';
  const datasets = nodes.filter((n) => n.kind === 'Dataset').map((n) => n.id);
  if (!told(dispatch({ type: 'pack', ids: nodes.map((n) => n.id), group, subgraph, title, ...where() }))) return;
  for (const id of datasets) alsoKnownAs(flatId(id), flatId(`${group}/${id}`));
  select([group]);
  session().set({ tab: 'node' });
  toast(
    'good',
    `Grouped ${nodes.length === 1 ? 'a node' : `${nodes.length} nodes`}.`,
    'Double-click or Enter opens the group; Escape leads out.',
  );
}
/** Puts what the selected groups hold in their places. */
export function ungroupSelected(): void {
  const groups = selectedNodes().filter((n) => n.kind === GROUP);
  if (groups.length === 0) {
    toast('plain', 'Select a group to take apart.');
    return;
  }
  const before = new Set(bodyNow().nodes.map((n) => n.id));
  const commands = groups.map((n): Command => ({ type: 'unpack', node: n.id }));
  const [only] = commands;
  const refusal = dispatch(
    commands.length === 1 && only
      ? { ...only, ...where() }
      : { type: 'batch', name: `Ungroup ${commands.length} groups`, commands, ...where() },
  );
  if (!told(refusal)) return;
  const after = bodyNow().nodes.filter((n) => !before.has(n.id));
  for (const n of after) if (n.kind === 'Dataset') for (const g of groups) alsoKnownAs(flatId(`${g.id}/${n.id}`), flatId(n.id));
  select(after.map((n) => n.id));
}
/** Gives a use of a group a definition of its own. */
export function makeIndependent(node: GraphNode): void {
  const taken = new Set(Object.keys(graphNow().subgraphs));
  const subgraph = freshName(insideOf(node) ?? node.id, taken);
  if (told(dispatch({ type: 'detach-group', node: node.id, subgraph, ...where() })))
    toast('good', `${node.id} has an inside of its own now.`);
}
/** Adds another use of a group of this drawing. */
export function addUse(definition: string): void {
  const body = bodyNow();
  const at = useCanvas.getState().center?.() ?? { x: 0, y: 0 };
  const id = freshId({ nodes: body.nodes }, GROUP);
  const position = { x: Math.round(at.x / 10) * 10, y: Math.round(at.y / 10) * 10 };
  const node: GraphNode = { id, kind: GROUP, version: 1, params: { subgraph: definition }, position };
  if (!told(dispatch({ type: 'add-node', node, ...where() }))) return;
  select([id]);
  session().set({ tab: 'node' });
}

/** The groups of the drawing that may stand here: not the one that is open, nor one that holds it. */
export function groupsHere(): readonly { readonly id: string; readonly title: string; readonly used: boolean }[] {
  if (placeNow() === 'network') return [];
  const graph = graphNow();
  const { path } = session();
  const around = new Set(path.map((_, i) => withinOf(graph, path.slice(0, i + 1))?.within));
  return Object.entries(graph.subgraphs)
    .filter(([id, s]) => isGroupBody(s) && !around.has(id))
    .map(([id, s]) => ({ id, title: s.title || id, used: isUsed(graph, id) }));
}
const isUsed = (graph: Graph, id: string): boolean =>
  [graph.nodes, ...Object.values(graph.subgraphs).map((s) => s.nodes)].some((nodes) =>
    nodes.some((n) => n.kind === GROUP && insideOf(n) === id),
  );
/** Forgets a group that no node is of. */
export const deleteGroup = (id: string): boolean => told(dispatch({ type: 'remove-subgraph', id }));

/** Shows a setting of an inner node on the group, or no longer. */
export function togglePromoted(node: GraphNode, param: string): void {
  const { within } = session();
  const inside = within === undefined ? undefined : subgraphOf(graphNow(), within);
  if (within === undefined || !isGroupBody(inside)) return;
  const old = inside?.promoted ?? [];
  const kept = old.filter((p) => p.node !== node.id || p.param !== param);
  const name = freshName(param, new Set(['subgraph', ...old.map((p) => p.name)]));
  const promoted: readonly Promotion[] = kept.length < old.length ? kept : [...old, { name, node: node.id, param }];
  told(dispatch({ type: 'set-promoted', subgraph: within, promoted }));
}
