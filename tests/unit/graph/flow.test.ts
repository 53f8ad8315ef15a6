import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canConnect } from '../../../src/graph/connect.ts';
import { apply } from '../../../src/graph/commands.ts';
import { healed, spliceCommands, spliced, throughPorts } from '../../../src/graph/edits/flow.ts';
import { parseFile } from '../../../src/graph/file.ts';
import { fittingEnds } from '../../../src/graph/fits.ts';
import type { End, Graph } from '../../../src/graph/model.ts';
import { showEnd, wireKey } from '../../../src/graph/wires.ts';
import { NODES } from '../../../src/nodes/registry.ts';
import { emptyGraph } from '../../../src/graph/model.ts';
import { graph, node, subgraph, vae, vocabulary, wire } from './sample.ts';

const keys = (wires: readonly ReturnType<typeof wire>[] | undefined): readonly string[] | undefined => wires?.map(wireKey);

describe('splicing', () => {
  it('puts a node into a wire of a kind that passes through it', () => {
    const g = vae({ nodes: [node('scale', 'Rescale')] });
    const made = spliced(g, vocabulary, 'scale', wire('data.x>enc.value'));
    expect(keys(made)).toEqual(['data.x>scale.value', 'scale.value>enc.value']);
    const next = apply(g, { type: 'batch', name: 'Splice', commands: spliceCommands(wire('data.x>enc.value'), made!) }).graph;
    expect(next.wires.map(wireKey)).not.toContain('data.x>enc.value');
    expect(next.wires).toHaveLength(g.wires.length + 1);
  });
  it('leaves alone what does not fit, what is wired already, and what stands at the wire', () => {
    const g = vae({ nodes: [node('scale', 'Rescale'), node('mlp', 'MLP')], wires: ['z.z>scale.value'] });
    expect(spliced(g, vocabulary, 'mlp', wire('data.x>enc.value'))).toBeUndefined();
    expect(spliced(g, vocabulary, 'scale', wire('data.x>enc.value'))).toBeUndefined();
    expect(spliced(g, vocabulary, 'scale', wire('enc.q>z.q'))).toBeUndefined();
    expect(spliced(g, vocabulary, 'enc', wire('data.x>enc.value'))).toBeUndefined();
  });
  it('knows which kinds of node can stand in a wire', () => {
    expect(throughPorts(NODES.get('Coupling')!, 'distribution')).toEqual({ input: 'base', output: 'out' });
    expect(throughPorts(NODES.get('Decoder')!, 'distribution')).toBeUndefined();
    // What a codebook's table gives is computed from the codes, not from the features.
    expect(throughPorts(vocabulary.get('Codebook')!, 'value')).toEqual({ input: 'value', output: 'codes' });
  });
  it('works inside a custom network', () => {
    const inside = subgraph([node('in', 'Input'), node('lin', 'Linear'), node('out', 'Output')], ['in.value>out.value']);
    const g: Graph = { ...emptyGraph(), subgraphs: { net: inside } };
    expect(keys(spliced(g, vocabulary, 'lin', wire('in.value>out.value'), 'net'))).toEqual(['in.value>lin.value', 'lin.value>out.value']);
  });
});

describe('healing', () => {
  const chain = graph(
    [node('d', 'Dataset'), node('a', 'Rescale'), node('b', 'Rescale'), node('enc', 'Encoder'), node('e2', 'Encoder')],
    ['d.x>a.value', 'a.value>b.value', 'b.value>enc.value', 'b.value>e2.value'],
  );
  it('joins what stood before to what stands after', () => {
    expect(keys(healed(chain, vocabulary, ['a']))).toEqual(['d.x>b.value']);
    expect(keys(healed(chain, vocabulary, ['b']))).toEqual(['a.value>enc.value', 'a.value>e2.value']);
  });
  it('leads past several nodes in a row', () => {
    expect(keys(healed(chain, vocabulary, ['a', 'b']))).toEqual(['d.x>enc.value', 'd.x>e2.value']);
  });
  it('does nothing where kinds do not allow it', () => {
    expect(healed(vae(), vocabulary, ['dec'])).toEqual([]);
    expect(healed(vae(), vocabulary, ['z'])).toEqual([]);
  });
  it('does not choose among several for a port that takes one', () => {
    const parts = (target: string, port: string): Graph =>
      graph(
        [node('p', 'Prior'), node('r', 'Prior'), node('m', 'Mixture'), node('t', target)],
        ['p.p>m.parts', 'r.p>m.parts', `m.p>t.${port}`],
      );
    expect(healed(parts('Latent', 'p'), vocabulary, ['m'])).toEqual([]);
    expect(keys(healed(parts('Mixture', 'parts'), vocabulary, ['m']))).toEqual(['p.p>t.parts', 'r.p>t.parts']);
  });
  it('undoes a splice', () => {
    const g = vae({ nodes: [node('scale', 'Rescale')] });
    const into = wire('data.x>enc.value');
    const next = apply(g, { type: 'batch', name: 'Splice', commands: spliceCommands(into, spliced(g, vocabulary, 'scale', into)!) }).graph;
    expect(keys(healed(next, vocabulary, ['scale']))).toEqual([wireKey(into)]);
  });
});

/** The canvas replaces the wire of a port that takes one; so does this. */
function allowed(g: Graph, from: End, to: End): boolean {
  const target = NODES.get(g.nodes.find((n) => n.id === to.node)!.kind)!;
  const wires = target.inputs[to.port]?.arity === 'many' ? g.wires : g.wires.filter((w) => showEnd(w.to) !== showEnd(to));
  return canConnect({ ...g, wires }, NODES, from, to) === undefined;
}
describe('what fits', () => {
  const files = ['vae-moons', 'vq-vae-digits', 'latent-diffusion-digits', 'bigan-digits', 'glow-digits'].map((f) => `${f}.wellspring.json`);
  const there = readdirSync('templates').filter((f) => files.includes(f));
  it.each(there)('%s: agrees with what each wire alone is told', (file) => {
    const g = parseFile(readFileSync(`templates/${file}`, 'utf8')).graph!;
    const ends = (side: 'inputs' | 'outputs'): readonly End[] =>
      g.nodes.flatMap((n) => Object.keys(NODES.get(n.kind)![side]).map((port) => ({ node: n.id, port })));
    for (const from of ends('outputs'))
      expect(fittingEnds(g, NODES, { end: from, side: 'output' }).map(showEnd), showEnd(from)).toEqual(
        ends('inputs')
          .filter((to) => allowed(g, from, to))
          .map(showEnd),
      );
    for (const to of ends('inputs'))
      expect(fittingEnds(g, NODES, { end: to, side: 'input' }).map(showEnd), showEnd(to)).toEqual(
        ends('outputs')
          .filter((from) => allowed(g, from, to))
          .map(showEnd),
      );
  });
  it('covers five drawings', () => expect(there.length).toBe(5));
});
