import type { Diagnostic } from './diagnostic.ts';
import { inBody, Refused, withinLimits } from './edits/body.ts';
import type { Outcome } from './edits/body.ts';
import { applyFrame } from './edits/frames.ts';
import { bend, straighten } from './edits/groups/bend.ts';
import { detach, promote } from './edits/groups/define.ts';
import { pack } from './edits/groups/pack.ts';
import { unpack } from './edits/groups/unpack.ts';
import { applyNode } from './edits/nodes.ts';
import { applyPaste } from './edits/paste.ts';
import { applySettings } from './edits/settings.ts';
import { applySubgraph } from './edits/subgraphs.ts';
import { applyWire } from './edits/wires.ts';
import type { Frame, Graph, GraphNode, Json, Point, Promotion, Subgraph, Wire } from './model.ts';

// What users of commands need beside them.
export { describe } from './describe.ts';
export { pastedIds } from './edits/paste.ts';
export { freshId } from './ids.ts';

type Edit =
  | { readonly type: 'add-node'; readonly node: GraphNode }
  /** With their wires and clamps. Ids that are gone already are passed over, unless none is left. */
  | { readonly type: 'remove-nodes'; readonly ids: readonly string[] }
  | { readonly type: 'move-nodes'; readonly positions: Readonly<Record<string, Point>> }
  | { readonly type: 'set-param'; readonly node: string; readonly name: string; readonly value: Json }
  | { readonly type: 'reset-param'; readonly node: string; readonly name: string }
  /** Wires, clamps and lists of names follow. */
  | { readonly type: 'rename-node'; readonly node: string; readonly id: string }
  | { readonly type: 'set-label'; readonly node: string; readonly label: string | undefined }
  | {
      readonly type: 'set-flag';
      readonly node: string;
      readonly flag: 'collapsed' | 'muted';
      readonly value: boolean;
    }
  | { readonly type: 'add-wire'; readonly wire: Wire }
  | { readonly type: 'remove-wires'; readonly wires: readonly Wire[] }
  | { readonly type: 'add-frame'; readonly frame: Frame }
  | { readonly type: 'remove-frame'; readonly id: string }
  | { readonly type: 'move-frame'; readonly id: string; readonly position: Point; readonly size?: Frame['size'] }
  | { readonly type: 'set-frame'; readonly id: string; readonly title?: string; readonly color?: string }
  | { readonly type: 'set-title'; readonly title: string }
  | { readonly type: 'set-notes'; readonly notes: string }
  | { readonly type: 'set-seed'; readonly seed: number }
  /** undefined takes the clamp away. */
  | { readonly type: 'set-clamp'; readonly variable: string; readonly value: Json | undefined }
  | { readonly type: 'set-view'; readonly name: string; readonly value: Json | undefined }
  /** Adds the subgraph, or puts it in the place of the one that has this id. */
  | { readonly type: 'set-subgraph'; readonly id: string; readonly subgraph: Subgraph }
  | { readonly type: 'remove-subgraph'; readonly id: string }
  /** Puts nodes into a new Group node `group` with a new definition `subgraph`; wires across its border become its ports. */
  | { readonly type: 'pack'; readonly ids: readonly string[]; readonly group: string; readonly subgraph: string; readonly title: string }
  /** Puts what a Group node holds in its place. */
  | { readonly type: 'unpack'; readonly node: string }
  /** Gives a use of a group a copy of its definition, under a new id. */
  | { readonly type: 'detach-group'; readonly node: string; readonly subgraph: string }
  /** Leads a wire through a new Reroute node. */
  | { readonly type: 'bend-wire'; readonly wire: Wire; readonly id: string; readonly position: Point }
  /** Takes Reroute nodes away; their wires are joined. */
  | { readonly type: 'straighten'; readonly ids: readonly string[] }
  /** Which settings of its inside a group shows. */
  | { readonly type: 'set-promoted'; readonly subgraph: string; readonly promoted: readonly Promotion[] }
  /** Ids that are taken are replaced by fresh ones (`pastedIds` says which); wires with an end outside are left out. */
  | {
      readonly type: 'paste';
      readonly nodes: readonly GraphNode[];
      readonly wires: readonly Wire[];
      readonly offset: Point;
    }
  | { readonly type: 'replace'; readonly graph: Graph }
  /** All or nothing: if one is refused, so is the batch. Its `within` holds for commands that name none. */
  | { readonly type: 'batch'; readonly commands: readonly Command[]; readonly name: string };

/** A change of the document, as data. `within` names the subgraph to edit; absent, the canvas is meant. */
export type Command = Edit & { readonly within?: string | undefined };
export type CommandOf<T extends Command['type']> = Extract<Command, { readonly type: T }>;

export interface Applied {
  readonly graph: Graph;
  /** Why nothing was changed. */
  readonly refusal?: Diagnostic;
}

/** Applies a command. Total: one that cannot apply gives back the same graph object and says why; one that changes nothing gives back the same graph object. */
export function apply(graph: Graph, command: Command): Applied {
  const outcome = run(graph, command);
  return outcome instanceof Refused ? { graph, refusal: outcome.refusal } : { graph: outcome };
}

function run(graph: Graph, command: Command): Outcome<Graph> {
  switch (command.type) {
    case 'add-node':
    case 'remove-nodes':
    case 'move-nodes':
    case 'set-param':
    case 'reset-param':
    case 'rename-node':
    case 'set-label':
    case 'set-flag':
      return applyNode(graph, command);
    case 'add-wire':
    case 'remove-wires':
      return inBody(graph, command.within, (body) => applyWire(body, command));
    case 'bend-wire':
      return inBody(graph, command.within, (body) => bend(body, command));
    case 'straighten':
      return inBody(graph, command.within, (body) => straighten(body, command));
    case 'paste':
      return inBody(graph, command.within, (body) => applyPaste(body, command));
    case 'add-frame':
    case 'remove-frame':
    case 'move-frame':
    case 'set-frame':
      return applyFrame(graph, command);
    case 'set-title':
    case 'set-notes':
    case 'set-seed':
    case 'set-clamp':
    case 'set-view':
      return applySettings(graph, command);
    case 'set-subgraph':
    case 'remove-subgraph':
      return applySubgraph(graph, command);
    case 'pack':
      return pack(graph, command);
    case 'unpack':
      return unpack(graph, command);
    case 'detach-group':
      return detach(graph, command);
    case 'set-promoted':
      return promote(graph, command);
    case 'replace':
      return withinLimits(graph, command.graph);
    case 'batch':
      return runAll(graph, command);
  }
}

function runAll(graph: Graph, batch: CommandOf<'batch'>): Outcome<Graph> {
  let current = graph;
  for (const command of batch.commands) {
    const next = run(current, command.within === undefined && batch.within !== undefined ? { ...command, within: batch.within } : command);
    if (next instanceof Refused) return next;
    current = next;
  }
  return current;
}
