import type { Graph, GraphNode, Params, Subgraph, Wire } from '../../../src/graph/model.ts';
import { emptyGraph } from '../../../src/graph/model.ts';
import type { InputPort, KindShape, OutputPort, Vocabulary, WireKind } from '../../../src/graph/vocabulary.ts';

/** A small vocabulary of the test's own, so that src/graph is tested without src/nodes. */
const input = (kind: WireKind, arity: InputPort['arity'] = 'one'): InputPort => ({ kind, arity, meaning: `a ${kind}.` });
const output = (kind: WireKind, reads?: readonly string[]): OutputPort => ({
  kind,
  meaning: `a ${kind}.`,
  ...(reads === undefined ? {} : { reads }),
});
const shape = (kind: string, category: KindShape['category'], rest: Partial<Omit<KindShape, 'kind' | 'category'>> = {}): KindShape => ({
  kind,
  category,
  version: 1,
  title: kind,
  inputs: {},
  outputs: {},
  params: {},
  ...rest,
});

const KINDS: readonly KindShape[] = [
  shape('Dataset', 'data', { outputs: { x: output('value'), y: output('value') } }),
  shape('Rescale', 'data', { inputs: { value: input('value') }, outputs: { value: output('value') } }),
  shape('Latent', 'variable', {
    inputs: {
      p: input('distribution'),
      q: input('distribution', 'optional'),
      data: input('value', 'optional'),
    },
    outputs: { z: output('value'), variable: output('variable') },
  }),
  shape('Observed', 'variable', {
    inputs: { p: input('distribution'), data: input('value', 'optional') },
    outputs: { variable: output('variable') },
  }),
  shape('Prior', 'distribution', { outputs: { p: output('distribution') } }),
  shape('Encoder', 'distribution', {
    inputs: { value: input('value'), network: input('network', 'optional') },
    outputs: { q: output('distribution') },
    params: {
      width: { type: 'number', label: 'Width', meaning: 'w', default: 64, min: 1, max: 4096, integer: true },
      scale: {
        type: 'optional-number',
        label: 'Scale',
        meaning: 's',
        default: null,
        min: 0,
        max: 10,
        whenNull: 'learned',
      },
      family: {
        type: 'choice',
        label: 'Family',
        meaning: 'f',
        default: 'normal',
        options: [
          { value: 'normal', label: 'Normal' },
          { value: 'laplace', label: 'Laplace' },
        ],
      },
      tied: { type: 'boolean', label: 'Tied', meaning: 't', default: false },
      note: { type: 'text', label: 'Note', meaning: 'n', default: '', maxLength: 10 },
      hidden: {
        type: 'integers',
        label: 'Hidden',
        meaning: 'h',
        default: [64],
        min: 1,
        max: 1024,
        maxLength: 4,
      },
    },
  }),
  shape('Decoder', 'distribution', {
    inputs: { value: input('value'), network: input('network', 'optional') },
    outputs: { p: output('distribution') },
  }),
  shape('Mixture', 'distribution', {
    inputs: { parts: input('distribution', 'many') },
    outputs: { p: output('distribution') },
  }),
  shape('Embed', 'network', { inputs: { value: input('value') }, outputs: { value: output('value') } }),
  shape('Codebook', 'network', {
    inputs: { value: input('value'), codes: input('value', 'optional') },
    outputs: { codes: output('value', ['value']), value: output('value', ['codes']) },
  }),
  shape('MLP', 'network', { outputs: { network: output('network') } }),
  shape('CustomNetwork', 'network', {
    outputs: { network: output('network') },
    params: { subgraph: { type: 'subgraph', label: 'Inside', meaning: 'i', default: '' } },
  }),
  shape('NoiseSchedule', 'network', { outputs: { schedule: output('schedule') } }),
  shape('ELBO', 'objective', {
    inputs: { variables: input('variable', 'many') },
    outputs: { loss: output('objective') },
  }),
  shape('Optimiser', 'training', {
    inputs: { objectives: input('objective', 'many') },
    params: { thaw: { type: 'names', label: 'Thaw', meaning: 't', default: [], maxLength: 8 } },
  }),
  shape('Note', 'note'),
  shape('Input', 'layer', { layer: true, outputs: { value: output('value') } }),
  shape('Linear', 'layer', {
    layer: true,
    inputs: { value: input('value') },
    outputs: { value: output('value') },
  }),
  shape('Output', 'layer', { layer: true, inputs: { value: input('value') } }),
];

export const vocabulary: Vocabulary = new Map(KINDS.map((k) => [k.kind, k]));

export const node = (id: string, kind: string, params: Params = {}, rest: Partial<GraphNode> = {}): GraphNode => ({
  id,
  kind,
  version: 1,
  params,
  position: { x: 0, y: 0 },
  ...rest,
});

/** "a.out>b.in" */
export function wire(text: string): Wire {
  const [from = '', to = ''] = text.split('>');
  const end = (s: string) => {
    const dot = s.indexOf('.');
    return { node: s.slice(0, dot), port: s.slice(dot + 1) };
  };
  return { from: end(from), to: end(to) };
}

export const graph = (nodes: readonly GraphNode[], wires: readonly string[], rest: Partial<Graph> = {}): Graph => ({
  ...emptyGraph('Test'),
  nodes,
  wires: wires.map(wire),
  ...rest,
});

export const subgraph = (nodes: readonly GraphNode[], wires: readonly string[], title = 'Inside'): Subgraph => ({
  title,
  nodes,
  wires: wires.map(wire),
});

/** A whole VAE; `more` is added to it. */
export const vae = (more: { nodes?: readonly GraphNode[]; wires?: readonly string[]; rest?: Partial<Graph> } = {}): Graph =>
  graph(
    [
      node('data', 'Dataset'),
      node('enc', 'Encoder'),
      node('prior', 'Prior'),
      node('z', 'Latent'),
      node('dec', 'Decoder'),
      node('x', 'Observed'),
      node('elbo', 'ELBO'),
      node('opt', 'Optimiser', { thaw: ['enc', 'dec.network'] }),
      ...(more.nodes ?? []),
    ],
    [
      'data.x>enc.value',
      'enc.q>z.q',
      'prior.p>z.p',
      'z.z>dec.value',
      'dec.p>x.p',
      'data.x>x.data',
      'x.variable>elbo.variables',
      'elbo.loss>opt.objectives',
      ...(more.wires ?? []),
    ],
    more.rest,
  );
