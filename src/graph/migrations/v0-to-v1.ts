import type { Json } from '../model.ts';
import { isObject } from '../untrusted.ts';
import type { JsonObject } from '../untrusted.ts';
import type { FileMigration } from '../migrate.ts';

/** "a.out>b.in" → {from: {node: 'a', port: 'out'}, to: …}. What does not read that way is passed on, for the schema to name. */
function wire(value: Json): Json {
  if (typeof value !== 'string') return value;
  const parts = /^([^.>]+)\.([^>]+)>([^.>]+)\.([^>]+)$/.exec(value);
  const [, fromNode, fromPort, toNode, toPort] = parts ?? [];
  if (fromNode === undefined || fromPort === undefined || toNode === undefined || toPort === undefined) return value;
  return { from: { node: fromNode, port: fromPort }, to: { node: toNode, port: toPort } };
}

const wires = (value: Json): Json => (Array.isArray(value) ? value.map(wire) : value);

const nodes = (value: Json): Json =>
  isObject(value) ? Object.entries(value).map(([id, node]): Json => (isObject(node) ? { ...node, id } : node)) : value;

function inside(value: JsonObject): JsonObject {
  const { name, ...rest } = value;
  return {
    ...rest,
    ...(name === undefined ? {} : { title: name }),
    ...(value['nodes'] === undefined ? {} : { nodes: nodes(value['nodes']) }),
    ...(value['wires'] === undefined ? {} : { wires: wires(value['wires']) }),
  };
}

/** Before the first release: nodes were an object keyed by id, wires were strings, and the title was called `name`. */
export const v0ToV1: FileMigration = {
  from: 0,
  name: 'nodes as a list, wires as records, name becomes title',
  migrate(file) {
    const subgraphs = file['subgraphs'];
    return {
      ...inside(file),
      ...(isObject(subgraphs)
        ? {
            subgraphs: Object.fromEntries(Object.entries(subgraphs).map(([id, s]): [string, Json] => [id, isObject(s) ? inside(s) : s])),
          }
        : {}),
    };
  },
};
