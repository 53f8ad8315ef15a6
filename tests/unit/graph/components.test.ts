import { describe, expect, it } from 'vitest';
import { components } from '../../../src/graph/components.ts';
import type { Graph } from '../../../src/graph/model.ts';
import { wireKey } from '../../../src/graph/wires.ts';
import { graph, node, vae, vocabulary } from './sample.ts';

const parts = (g: Graph) => components(g, vocabulary).map((c) => ({ nodes: c.nodes.map((n) => n.id), wires: c.wires.map(wireKey) }));

describe('components', () => {
  it('is one for one model', () => {
    const g = vae();
    expect(components(g, vocabulary)).toEqual([{ nodes: g.nodes, wires: g.wires }]);
  });
  it('is none for an empty canvas, and leaves out what has no wires', () => {
    expect(parts(graph([], []))).toEqual([]);
    expect(parts(graph([node('a', 'Prior'), node('n', 'Note'), node('d', 'Dataset')], []))).toEqual([]);
  });
  it('is not joined by a data set, nor by data that feeds data', () => {
    const g = graph(
      [node('p1', 'Prior'), node('d', 'Dataset'), node('r', 'Rescale'), node('x1', 'Observed'), node('x2', 'Observed'), node('e', 'Embed')],
      ['d.x>r.value', 'r.value>x1.data', 'r.value>x2.data', 'p1.p>x1.p', 'd.y>e.value'],
    );
    expect(parts(g)).toEqual([
      { nodes: ['p1', 'd', 'r', 'x1'], wires: ['d.x>r.value', 'r.value>x1.data', 'p1.p>x1.p'] },
      { nodes: ['d', 'r', 'x2'], wires: ['d.x>r.value', 'r.value>x2.data'] },
      { nodes: ['d', 'e'], wires: ['d.y>e.value'] },
    ]);
  });
  it('is joined by a node of an unknown kind, and passes over wires to nowhere', () => {
    const g = graph([node('a', 'Prior'), node('odd', 'Future'), node('b', 'Latent')], ['a.p>odd.in', 'odd.out>b.p', 'a.p>gone.p']);
    expect(parts(g)).toEqual([{ nodes: ['a', 'odd', 'b'], wires: ['a.p>odd.in', 'odd.out>b.p'] }]);
  });
});
