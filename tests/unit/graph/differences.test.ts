import { describe, expect, it } from 'vitest';
import { differences } from '../../../src/graph/differences.ts';
import { type Graph, type GraphNode, emptyGraph } from '../../../src/graph/model.ts';

const at = (id: string, kind: string, params: GraphNode['params'] = {}): GraphNode => ({
  id,
  kind,
  version: 1,
  params,
  position: { x: 0, y: 0 },
});
const graph = (change: Partial<Graph> = {}): Graph => ({
  ...emptyGraph('A'),
  nodes: [at('enc', 'Encoder'), at('opt', 'Optimiser')],
  ...change,
});

describe('differences in words', () => {
  it('has none for the same drawing', () => {
    expect(differences(graph(), graph())).toEqual([]);
  });
  it('names what was added, removed and set', () => {
    const after = graph({ nodes: [at('opt', 'Optimiser', { rate: 0.001 }), at('prior', 'Prior'), at('z', 'Latent')] });
    expect(differences(graph(), after)).toEqual([
      'added Prior prior and Latent z',
      'removed Encoder enc',
      'rate of opt the default → 0.001',
    ]);
  });
  it('counts where there are many', () => {
    const many = Array.from({ length: 9 }, (_, i) => at(`n${i}`, 'Prior'));
    expect(differences(graph({ nodes: [] }), graph({ nodes: many }))).toEqual(['added 9 nodes']);
    const set = many.map((n) => ({ ...n, params: { dim: 3 } }));
    expect(differences(graph({ nodes: many }), graph({ nodes: set }))).toEqual(['9 settings changed']);
  });
  it('looks inside custom networks, at wires, places and titles', () => {
    const wire = { from: { node: 'enc', port: 'q' }, to: { node: 'opt', port: 'objective' } };
    const after = graph({
      title: 'B',
      wires: [wire],
      nodes: [{ ...at('enc', 'Encoder'), position: { x: 10, y: 0 } }, at('opt', 'Optimiser')],
      subgraphs: { net: { title: 'net', nodes: [at('dense', 'Dense')], wires: [] } },
    });
    expect(differences(graph(), after)).toEqual(['title “A” → “B”', 'added Dense net/dense', '1 wire drawn', '1 node moved']);
    expect(differences(after, graph())).toContain('1 wire cut');
  });
  it('cuts long values, and says of prose only that it was edited', () => {
    const set = (params: GraphNode['params']): Graph => graph({ nodes: [at('enc', 'Encoder', params), at('opt', 'Optimiser')] });
    const [words] = differences(graph(), set({ hidden: Array.from({ length: 90 }, () => 128) }));
    expect(words!.length).toBeLessThan(80);
    expect(differences(graph(), set({ text: 'two\nlines' }))).toEqual(['text of enc edited']);
  });
});
