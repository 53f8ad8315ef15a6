/** Custom network: a subgraph of layer nodes that people open and edit. */
import type { Val } from '../../ir/value.ts';
import type { Builder } from '../../ir/builder.ts';
import type { Network, NetworkInputs, Use } from '../../distributions/distribution.ts';
import { type LayerGraph, defineNode } from '../define.ts';
import { refuse } from '../../ir/refusal.ts';
import { timeFeatures } from './time-features.ts';

/** Evaluates the layers that the one LayerOutput needs, in dependency order. Parameters are `<network>.<layer>.<name>`. */
export function customNetwork(node: string, layers: LayerGraph, use: Use): Network {
  const { graph } = layers;
  const output = graph.nodes.find((n) => n.kind === 'LayerOutput');
  const apply = (b: Builder, ins: NetworkInputs, out: readonly number[]): Val => {
    const given = { x: ins.x, condition: ins.condition, time: ins.time ? [timeFeatures(b, ins.time)] : [] };
    const memo = new Map<string, Val>();
    const open = new Set<string>();
    const value = (id: string): Val => {
      const hit = memo.get(id);
      if (hit) return hit;
      if (open.has(id)) refuse(node, `its layers form a cycle through ${id}`, 'remove one wire of the cycle inside the network');
      open.add(id);
      const layer = graph.nodes.find((n) => n.id === id)!;
      const rule = layers.layer(layer.kind) ?? refuse(node, `${layer.kind} is no layer`, 'use layer nodes inside a network');
      const v = b.within({ node: `${node}/${id}` }, () =>
        rule({
          b,
          scope: `${node}.${id}`,
          params: layer.params,
          use,
          out,
          given,
          inputs: (port) => graph.wires.filter((w) => w.to.node === id && w.to.port === port).map((w) => value(w.from.node)),
          refuse: (why, mend) => refuse(node, `${id}: ${why}`, mend),
        }),
      );
      open.delete(id);
      memo.set(id, v);
      return v;
    };
    return value(output!.id);
  };
  return { scope: node, causal: false, apply };
}

export default defineNode({
  kind: 'CustomNetwork',
  version: 1,
  title: 'Custom network',
  summary: 'Your own network, drawn from layers. Double-click to open it.',
  words: 'layers own neural network keras sequential',
  category: 'network',
  inputs: {},
  outputs: { out: { kind: 'network', meaning: 'the network drawn inside' } },
  params: { subgraph: { type: 'subgraph', label: 'Layers', meaning: 'the drawing of layers inside this network', default: '' } },
  build: (c, p) => ({
    out: () => {
      const layers = c.subgraph(p.subgraph);
      const outputs = layers.graph.nodes.filter((n) => n.kind === 'LayerOutput').length;
      if (outputs !== 1) c.refuse(`it has ${outputs} outputs`, 'open it and keep exactly one Output layer');
      return customNetwork(c.id, layers, c.use);
    },
  }),
});
