import { expect, it } from 'vitest';
import { unmuted } from '../../../src/graph/active.ts';
import { node, subgraph, vae, wire } from './sample.ts';

it('leaves muted nodes and their wires out, in custom networks as well', () => {
  const net = subgraph([node('in', 'Input'), node('lin', 'Linear', {}, { muted: true })], ['in.value>lin.value']);
  const g = vae({
    nodes: [node('m', 'MLP', {}, { muted: true })],
    wires: ['m.network>enc.network'],
    rest: { subgraphs: { net } },
  });
  const seen = unmuted(g);
  expect(seen.nodes.map((n) => n.id)).not.toContain('m');
  expect(seen.wires).not.toContainEqual(wire('m.network>enc.network'));
  expect(seen.wires).toHaveLength(vae().wires.length);
  expect(seen.subgraphs['net']).toEqual(subgraph([node('in', 'Input')], []));
});

it('is the same object if nothing is muted', () => {
  const g = vae();
  expect(unmuted(g)).toBe(g);
});
