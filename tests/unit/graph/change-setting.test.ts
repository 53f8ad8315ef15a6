import { expect, test } from 'vitest';
import { type Command, apply } from '../../../src/graph/commands.ts';
import { changeSetting } from '../../../src/graph/edits/change-setting.ts';
import { flat } from '../../../src/graph/groups/flatten.ts';
import type { Graph } from '../../../src/graph/model.ts';
import { smallVae } from '../runtime/drawings.ts';

const RATE = { kind: 'Optimiser', param: 'rate', default: 0.001 };
const done = (g: Graph, command: Command): Graph => {
  const { graph, refusal } = apply(g, command);
  expect(refusal).toBeUndefined();
  return graph;
};
const halved = (g: Graph): Graph => done(g, { type: 'batch', name: 'Halve', commands: changeSetting(g, RATE, (r) => r / 2) });
const rates = (g: Graph): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    flat(g)
      .nodes.filter((n) => n.kind === 'Optimiser')
      .map((n) => [n.id, n.params['rate']]),
  );
const pack = (id: string, group: string, subgraph: string, within?: string): Command => ({
  type: 'pack',
  ids: [id],
  group,
  subgraph,
  title: subgraph,
  ...(within !== undefined && { within }),
});

test('on the canvas, and what does not say has the default', () => {
  expect(rates(halved(smallVae()))).toEqual({ opt: 0.0015 });
  expect(rates(halved(done(smallVae(), { type: 'reset-param', node: 'opt', name: 'rate' })))).toEqual({ opt: 0.0005 });
});
test('what stays what it is makes no command', () => {
  expect(changeSetting(smallVae(), RATE, (r) => r)).toEqual([]);
});
test('inside a group, once for all its uses, and for a use with a value of its own', () => {
  const inner = done(smallVae(), pack('opt', 'g', 'part'));
  expect(rates(halved(inner))).toEqual({ 'g/opt': 0.0015 });
  const lent = done(inner, {
    type: 'set-promoted',
    subgraph: 'part',
    promoted: [{ name: 'pace', node: 'opt', param: 'rate' }],
  });
  const own = done(lent, { type: 'set-param', node: 'g', name: 'pace', value: 0.1 });
  expect(rates(own)).toEqual({ 'g/opt': 0.1 });
  expect(rates(halved(own))).toEqual({ 'g/opt': 0.05 });
  expect(rates(halved(done(own, { type: 'reset-param', node: 'g', name: 'pace' })))).toEqual({ 'g/opt': 0.0015 });
});
test('inside a group inside a group, lent twice', () => {
  const one = done(smallVae(), pack('opt', 'g', 'part'));
  const two = done(one, pack('g', 'h', 'outer'));
  expect(rates(halved(two))).toEqual({ 'h/g/opt': 0.0015 });
  const inner = done(two, { type: 'set-promoted', subgraph: 'part', promoted: [{ name: 'pace', node: 'opt', param: 'rate' }] });
  const outer = done(inner, { type: 'set-promoted', subgraph: 'outer', promoted: [{ name: 'speed', node: 'g', param: 'pace' }] });
  const own = done(outer, { type: 'set-param', node: 'h', name: 'speed', value: 0.1 });
  expect(rates(own)).toEqual({ 'h/g/opt': 0.1 });
  expect(rates(halved(own))).toEqual({ 'h/g/opt': 0.05 });
});
