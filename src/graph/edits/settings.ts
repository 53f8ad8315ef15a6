import type { CommandOf } from '../commands.ts';
import { isReserved, LIMITS, MAX_SEED } from '../limits.ts';
import type { Graph, Json, Params } from '../model.ts';
import { jsonProblem, lengthProblem, sameData } from '../values.ts';
import { refuse, refuseValue, withEntry } from './body.ts';
import type { Outcome } from './body.ts';

export type SettingsCommand = CommandOf<'set-title' | 'set-notes' | 'set-seed' | 'set-clamp' | 'set-view'>;

const THING = {
  'set-notes': 'notes of its own',
  'set-seed': 'seed of its own',
  'set-clamp': 'variables to clamp',
  'set-view': 'view settings of its own',
} as const;

/** Settings of the document as a whole. A subgraph has a title only. */
export function applySettings(graph: Graph, command: SettingsCommand): Outcome<Graph> {
  if (command.type === 'set-title') return setTitle(graph, command);
  if (command.within !== undefined) return refuse('command-not-here', { within: command.within }, { thing: THING[command.type] });
  switch (command.type) {
    case 'set-notes':
      return (
        refuseValue('notes', lengthProblem(command.notes, LIMITS.text / 4), {}) ??
        (command.notes === graph.notes ? graph : { ...graph, notes: command.notes })
      );
    case 'set-seed': {
      const fits = Number.isInteger(command.seed) && command.seed >= 0 && command.seed <= MAX_SEED;
      return (
        refuseValue('seed', fits ? undefined : `it is not a whole number from 0 to ${MAX_SEED}`, {}) ??
        (command.seed === graph.seed ? graph : { ...graph, seed: command.seed })
      );
    }
    case 'set-clamp':
      if (command.value !== undefined && !graph.nodes.some((n) => n.id === command.variable))
        return refuse('command-node-missing', { node: command.variable }, { node: command.variable });
      return setEntry(graph, 'clamps', command.variable, command.value);
    case 'set-view':
      return setEntry(graph, 'view', command.name, command.value);
  }
}

function setTitle(graph: Graph, { title, within }: CommandOf<'set-title'>): Outcome<Graph> {
  const problem = refuseValue('title', lengthProblem(title, LIMITS.title), {});
  if (problem !== undefined) return problem;
  if (within === undefined) return title === graph.title ? graph : { ...graph, title };
  const subgraph = Object.hasOwn(graph.subgraphs, within) ? graph.subgraphs[within] : undefined;
  if (subgraph === undefined) return refuse('command-subgraph-missing', { within }, { subgraph: within });
  if (subgraph.title === title) return graph;
  return { ...graph, subgraphs: { ...graph.subgraphs, [within]: { ...subgraph, title } } };
}

function setEntry(graph: Graph, field: 'clamps' | 'view', name: string, value: Json | undefined): Outcome<Graph> {
  const old: Params = graph[field];
  const problem = isReserved(name) ? `“${name}” is a reserved name` : value === undefined ? undefined : jsonProblem(value);
  if (problem !== undefined) return refuse('command-value', {}, { name, problem });
  if (value !== undefined && Object.hasOwn(old, name) && sameData(old[name], value)) return graph;
  const next = withEntry(old, name, value);
  return next === old ? graph : { ...graph, [field]: next };
}
