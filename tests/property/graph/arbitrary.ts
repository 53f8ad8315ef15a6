import fc from 'fast-check';
import type { Command } from '../../../src/graph/commands.ts';
import { isReserved } from '../../../src/graph/limits.ts';
import type { Frame, Graph, GraphNode, Json, Params, Point, Subgraph, Wire } from '../../../src/graph/model.ts';

/** Random documents and edits. Ids come from a small pool, so that edits often hit something. */

const POOL = ['a', 'b', 'c', 'd2', 'enc', 'z_1', 'x-y', 'A', 'toString', 'valueOf'] as const;
export const id = fc.constantFrom(...POOL);
const kind = fc.constantFrom(
  'Group',
  'GroupInput',
  'GroupOutput',
  'Reroute',
  'Encoder',
  'Latent',
  'Optimiser',
  'From the future',
  '…',
  'hasOwnProperty',
);
const port = fc.constantFrom('p', 'q', 'value', 'a>b', 'é.x');

// JSON cannot say -0 or an infinite number, and reserved keys are dropped on purpose.
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((n) => n + 0);
const key = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('width', 'thaw', 'toString', '7', '')).filter((k) => !isReserved(k));
const scalar: fc.Arbitrary<Json> = fc.oneof(fc.constant(null), fc.boolean(), number, fc.string({ maxLength: 8 }), id);
export const json: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(key, tie('json'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).json;
const params: fc.Arbitrary<Params> = fc.dictionary(key, json, { maxKeys: 3, noNullPrototype: true });

const coordinate = fc.double({ noNaN: true, min: -1e7, max: 1e7 }).map((n) => n + 0);
const point: fc.Arbitrary<Point> = fc.record({ x: coordinate, y: coordinate });

/** Fields of another version: none of the names of this one. */
const unknownFields = fc.dictionary(
  key.map((k) => `x-${k}`),
  json,
  { minKeys: 1, maxKeys: 2, noNullPrototype: true },
);

export const graphNode: fc.Arbitrary<GraphNode> = fc.record(
  {
    id,
    kind,
    version: fc.integer({ min: 1, max: 9 }),
    params,
    position: point,
    label: fc.string({ maxLength: 12 }),
    collapsed: fc.boolean(),
    muted: fc.boolean(),
    unknown: unknownFields,
  },
  { requiredKeys: ['id', 'kind', 'version', 'params', 'position'], noNullPrototype: true },
);
const nodes = fc.uniqueArray(graphNode, { selector: (n) => n.id, maxLength: 6 });
const wire: fc.Arbitrary<Wire> = fc.record({
  from: fc.record({ node: id, port }),
  to: fc.record({ node: id, port }),
});
const frame: fc.Arbitrary<Frame> = fc.record(
  {
    id,
    title: fc.string({ maxLength: 9 }),
    position: point,
    size: fc.record({
      width: coordinate.map((n) => Math.abs(n)),
      height: coordinate.map((n) => Math.abs(n)),
    }),
    color: fc.string({ maxLength: 9 }),
    unknown: unknownFields,
  },
  { requiredKeys: ['id', 'title', 'position', 'size'], noNullPrototype: true },
);

const whole = (all: readonly GraphNode[], wires: readonly Wire[]): Wire[] => {
  const ids = new Set(all.map((n) => n.id));
  return wires.filter((w) => ids.has(w.from.node) && ids.has(w.to.node));
};
const subgraph: fc.Arbitrary<Subgraph> = fc
  .record(
    {
      title: fc.string({ maxLength: 9 }),
      kind: fc.constantFrom('group', 'from the future'),
      promoted: fc.array(fc.record({ name: id, node: id, param: key.filter((k) => k !== ''), label: fc.string({ maxLength: 5 }) }), {
        maxLength: 2,
      }),
      nodes,
      wires: fc.array(wire, { maxLength: 6 }),
      unknown: unknownFields,
    },
    { requiredKeys: ['title', 'nodes', 'wires'], noNullPrototype: true },
  )
  .map((s) => ({ ...s, wires: whole(s.nodes, s.wires) }));

export const graph: fc.Arbitrary<Graph> = fc
  .record(
    {
      title: fc.string({ maxLength: 20 }),
      notes: fc.string({ unit: 'grapheme', maxLength: 30 }),
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      nodes,
      wires: fc.array(wire, { maxLength: 12 }),
      frames: fc.uniqueArray(frame, { selector: (f) => f.id, maxLength: 2 }),
      subgraphs: fc.dictionary(id, subgraph, { maxKeys: 2, noNullPrototype: true }),
      clamps: params,
      view: params,
      unknown: unknownFields,
    },
    {
      requiredKeys: ['title', 'notes', 'seed', 'nodes', 'wires', 'frames', 'subgraphs', 'clamps', 'view'],
      noNullPrototype: true,
    },
  )
  // fast-check makes records without a prototype; a clone is made of ordinary objects.
  .map((g) => structuredClone({ ...g, wires: whole(g.nodes, g.wires) }));

const wild = fc.oneof(coordinate, fc.constantFrom(NaN, Infinity, 1e300));
const name = fc.oneof(id, fc.string({ maxLength: 5 }), fc.constantFrom('__proto__', 'constructor'));
const edit: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constant('add-node' as const), node: graphNode }),
  fc.record({ type: fc.constant('remove-nodes' as const), ids: fc.array(id, { maxLength: 3 }) }),
  fc.record({
    type: fc.constant('move-nodes' as const),
    positions: fc.dictionary(id, fc.record({ x: wild, y: wild }), { maxKeys: 3 }),
  }),
  fc.record({ type: fc.constant('set-param' as const), node: id, name, value: fc.oneof(json, wild) }),
  fc.record({ type: fc.constant('reset-param' as const), node: id, name }),
  fc.record({ type: fc.constant('rename-node' as const), node: id, id: name }),
  fc.record({ type: fc.constant('set-label' as const), node: id, label: fc.option(fc.string(), { nil: undefined }) }),
  fc.record({
    type: fc.constant('set-flag' as const),
    node: id,
    flag: fc.constantFrom('collapsed' as const, 'muted' as const),
    value: fc.boolean(),
  }),
  fc.record({ type: fc.constant('add-wire' as const), wire }),
  fc.record({ type: fc.constant('remove-wires' as const), wires: fc.array(wire, { maxLength: 3 }) }),
  fc.record({ type: fc.constant('add-frame' as const), frame }),
  fc.record({ type: fc.constant('remove-frame' as const), id }),
  fc.record({ type: fc.constant('move-frame' as const), id, position: fc.record({ x: wild, y: wild }) }),
  fc.record({ type: fc.constant('set-frame' as const), id, title: fc.string() }),
  fc.record({ type: fc.constant('set-title' as const), title: fc.string() }),
  fc.record({ type: fc.constant('set-notes' as const), notes: fc.string() }),
  fc.record({ type: fc.constant('set-seed' as const), seed: fc.oneof(fc.nat(), wild) }),
  fc.record({
    type: fc.constant('set-clamp' as const),
    variable: name,
    value: fc.option(json, { nil: undefined }),
  }),
  fc.record({ type: fc.constant('set-view' as const), name, value: fc.option(json, { nil: undefined }) }),
  fc.record({ type: fc.constant('set-subgraph' as const), id: name, subgraph }),
  fc.record({ type: fc.constant('remove-subgraph' as const), id: name }),
  fc.record({
    type: fc.constant('pack' as const),
    ids: fc.array(id, { maxLength: 3 }),
    group: name,
    subgraph: name,
    title: fc.string({ maxLength: 6 }),
  }),
  fc.record({ type: fc.constant('bend-wire' as const), wire, id: name, position: fc.record({ x: wild, y: wild }) }),
  fc.record({ type: fc.constant('straighten' as const), ids: fc.array(id, { maxLength: 2 }) }),
  fc.record({ type: fc.constant('unpack' as const), node: id }),
  fc.record({ type: fc.constant('detach-group' as const), node: id, subgraph: name }),
  fc.record({
    type: fc.constant('set-promoted' as const),
    subgraph: id,
    promoted: fc.array(fc.record({ name, node: id, param: name }), { maxLength: 2 }),
  }),
  fc.record({
    type: fc.constant('paste' as const),
    nodes: fc.array(graphNode, { maxLength: 3 }),
    wires: fc.array(wire, { maxLength: 4 }),
    offset: fc.record({ x: wild, y: wild }),
  }),
  fc.record({ type: fc.constant('replace' as const), graph }),
);
const placed = fc
  .record({ edit, within: fc.option(id, { nil: undefined, freq: 3 }) })
  .map(({ edit: command, within }): Command => (within === undefined ? command : { ...command, within }));
export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 9, arbitrary: placed },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('batch' as const),
      name: fc.string(),
      commands: fc.array(placed, { maxLength: 4 }),
    }),
  },
);
