import type { CommandOf } from '../commands.ts';
import { SLASH } from '../groups/kinds.ts';
import { mapNames } from '../groups/names.ts';
import { isId, isReserved, LIMITS } from '../limits.ts';
import type { End, Graph, GraphNode, Params, Point } from '../model.ts';
import { coordinateProblem, jsonProblem, lengthProblem, sameData } from '../values.ts';
import { inBody, refuse, Refused, refuseValue, withEntry } from './body.ts';
import type { Body, Outcome } from './body.ts';
import { withoutNodes, withRenamed } from './groups/follow.ts';

export type NodeCommand = CommandOf<
  'add-node' | 'remove-nodes' | 'move-nodes' | 'set-param' | 'reset-param' | 'rename-node' | 'set-label' | 'set-flag'
>;

export function applyNode(graph: Graph, command: NodeCommand): Outcome<Graph> {
  const next = inBody(graph, command.within, (body) => editNodes(body, command));
  if (next instanceof Refused || next === graph) return next;
  // Clamps, lists of names and uses of a group mean nodes from further out.
  if (command.type === 'remove-nodes') return withoutNodes(next, command.within, command.ids);
  if (command.type === 'rename-node') return withRenamed(next, command.within, command.node, command.id);
  return next;
}

function editNodes<B extends Body>(body: B, command: NodeCommand): Outcome<B> {
  switch (command.type) {
    case 'add-node':
      return addNode(body, command.node);
    case 'remove-nodes':
      return removeNodes(body, command.ids);
    case 'move-nodes':
      return moveNodes(body, command.positions);
    case 'rename-node':
      return renameNode(body, command.node, command.id);
    case 'set-param': {
      const { name, value, node: id } = command;
      const problem = isReserved(name) ? `“${name}” is a reserved name` : jsonProblem(value);
      return (
        refuseValue(name, problem, { node: id, param: name }) ??
        change(body, id, (node) =>
          Object.hasOwn(node.params, name) && sameData(node.params[name], value)
            ? node
            : { ...node, params: { ...node.params, [name]: value } },
        )
      );
    }
    case 'reset-param':
      return change(body, command.node, (node) => {
        const params = withEntry(node.params, command.name, undefined);
        return params === node.params ? node : { ...node, params };
      });
    case 'set-label': {
      const label = command.label === '' ? undefined : command.label;
      return (
        refuseValue('label', lengthProblem(label ?? '', LIMITS.label), { node: command.node }) ??
        change(body, command.node, ({ label: old, ...node }, same) =>
          old === label ? same : label === undefined ? node : { ...node, label },
        )
      );
    }
    case 'set-flag':
      return change(body, command.node, (node) => {
        if ((node[command.flag] ?? false) === command.value) return node;
        if (command.value) return { ...node, [command.flag]: true };
        const { [command.flag]: _gone, ...rest } = node;
        return rest;
      });
  }
}

const missing = (node: string): Refused => refuse('command-node-missing', { node }, { node });

function change<B extends Body>(body: B, id: string, edit: (node: GraphNode, same: GraphNode) => GraphNode): Outcome<B> {
  const node = body.nodes.find((n) => n.id === id);
  if (node === undefined) return missing(id);
  const next = edit(node, node);
  return next === node ? body : { ...body, nodes: body.nodes.map((n) => (n === node ? next : n)) };
}

/** Why a node that comes from outside cannot be kept. */
export const nodeProblem = (node: GraphNode): Refused | undefined =>
  (isId(node.id) ? undefined : refuse('command-id-invalid', {}, { id: node.id })) ??
  refuseValue('kind', node.kind === '' ? 'it is empty' : lengthProblem(node.kind, LIMITS.kind), {}) ??
  refuseValue('label', lengthProblem(node.label ?? '', LIMITS.label), {}) ??
  refuseValue('position', coordinateProblem(node.position.x, node.position.y), {}) ??
  refuseValue('version', Number.isInteger(node.version) && node.version > 0 ? undefined : 'it is not 1, 2, 3 …', {}) ??
  refuseValue('params', jsonProblem([node.params, node.unknown ?? null]), {});

function addNode<B extends Body>(body: B, node: GraphNode): Outcome<B> {
  const problem = nodeProblem(node);
  if (problem !== undefined) return problem;
  if (body.nodes.some((n) => n.id === node.id)) return refuse('command-id-taken', { node: node.id }, { id: node.id });
  return { ...body, nodes: [...body.nodes, node] };
}

function removeNodes<B extends Body>(body: B, ids: readonly string[]): Outcome<B> {
  const gone = new Set(ids);
  const nodes = body.nodes.filter((n) => !gone.has(n.id));
  if (nodes.length === body.nodes.length) return ids[0] === undefined ? body : missing(ids[0]);
  return { ...body, nodes, wires: body.wires.filter((w) => !gone.has(w.from.node) && !gone.has(w.to.node)) };
}

function moveNodes<B extends Body>(body: B, positions: Readonly<Record<string, Point>>): Outcome<B> {
  const moves = new Map(Object.entries(positions));
  for (const [node, p] of moves) {
    const problem = refuseValue('position', coordinateProblem(p.x, p.y), { node });
    if (problem !== undefined) return problem;
  }
  let found = false;
  let moved = false;
  const nodes = body.nodes.map((node) => {
    const to = moves.get(node.id);
    if (to === undefined) return node;
    found = true;
    if (to.x === node.position.x && to.y === node.position.y) return node;
    moved = true;
    return { ...node, position: { x: to.x, y: to.y } };
  });
  const [first] = moves.keys();
  if (!found && first !== undefined) return missing(first);
  return moved ? { ...body, nodes } : body;
}

/** Names of nodes in the lists of names that other nodes keep: "dec", "dec.network", "flow/net". */
export const renameInParams = (params: Params, rename: (id: string) => string): Params =>
  mapNames(params, (path) => {
    const slash = path.indexOf(SLASH);
    const head = slash < 0 ? path : path.slice(0, slash);
    return rename(head) + path.slice(head.length);
  });

function renameNode<B extends Body>(body: B, from: string, to: string): Outcome<B> {
  if (!body.nodes.some((n) => n.id === from)) return missing(from);
  if (from === to) return body;
  if (!isId(to)) return refuse('command-id-invalid', { node: from }, { id: to });
  if (body.nodes.some((n) => n.id === to)) return refuse('command-id-taken', { node: from }, { id: to });
  const rename = (id: string): string => (id === from ? to : id);
  const end = (e: End): End => (e.node === from ? { ...e, node: to } : e);
  return {
    ...body,
    nodes: body.nodes.map((node) => {
      const params = renameInParams(node.params, rename);
      return node.id === from ? { ...node, id: to, params } : params === node.params ? node : { ...node, params };
    }),
    wires: body.wires.map((w) => (w.from.node === from || w.to.node === from ? { from: end(w.from), to: end(w.to) } : w)),
  };
}
