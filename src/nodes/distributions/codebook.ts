/** Codebook: discrete codes for features, by vector quantisation. */
import { eventOf, layoutOf, numel, sameShape } from '../../graph/space.ts';
import type { Val } from '../../ir/value.ts';
import { dirac } from '../../distributions/dirac.ts';
import type { Distribution, Network } from '../../distributions/distribution.ts';
import { can, soft } from '../../distributions/distribution.ts';
import { type Codes, follow, perplexity, quantise, usage } from '../../distributions/vector-quantised.ts';
import { type BuildContext, defineNode } from '../define.ts';
import { applied, line, term } from '../notation/formula.ts';

/** The codes as they are, and how long each of them is. */
function codesOf({ b, id, space, refuse }: BuildContext, k: number): Codes & { readonly size: number } {
  const { shape, values } = space('x');
  if (values.kind === 'tokens' || values.kind === 'levels')
    refuse(`it quantises vectors, but it is given ${values.kind}`, 'put an Apply with a network between, so that it is given features');
  const size = shape.at(-1) ?? refuse('it is given a single number, which has no vectors to quantise', 'wire features to it');
  return {
    size,
    table: b.state(`${id}.table`, [k, size], { kind: 'normal', scale: 1 }),
    count: b.state(`${id}.count`, [k], { kind: 'constant', value: 0 }),
  };
}

export default defineNode({
  kind: 'Codebook',
  version: 1,
  title: 'Codebook',
  summary: 'Vector quantisation: each feature vector becomes the nearest of a table of codes.',
  words: 'vq vqvae quantise quantize discrete tokens',
  category: 'distribution',
  inputs: { x: { kind: 'value', arity: 'one', meaning: 'features, one vector a position along the last axis' } },
  outputs: {
    out: { kind: 'distribution', meaning: 'q(z | x): all of it on the nearest codes' },
    table: { kind: 'network', meaning: 'turns codes into their vectors; put it into an Apply behind the latent', reads: [] },
  },
  params: {
    codes: { type: 'number', label: 'Codes', meaning: 'vectors in the table', default: 64, min: 2, max: 8192, integer: true },
    commitment: {
      type: 'number',
      label: 'Commitment',
      meaning: 'weight of the squared distance from features to their codes, which keeps features near codes',
      default: 0.25,
      min: 0,
      max: 100,
    },
    decay: {
      type: 'number',
      label: 'Decay',
      meaning: 'share of the past that the running means behind the codes keep each turn',
      default: 0.99,
      min: 0,
      max: 0.9999,
    },
    revive: {
      type: 'number',
      label: 'Revive below',
      meaning: 'a code taken less often than this share of an even use starts again at a feature of the batch; 0: never',
      default: 0.1,
      min: 0,
      max: 0.9,
    },
  },
  math: {
    latex:
      'z = \\arg\\min_k \\lVert f(x) - e_k\\rVert^2, \\qquad e_k \\leftarrow \\frac{\\gamma N_k\\, e_k + (1-\\gamma)\\sum_{z=k} f(x)}{\\gamma N_k + (1-\\gamma)\\, n_k}',
    text: 'The choice has no gradient, so the decoder’s goes on to the features as it came, and a penalty β‖f(x) − e‖² holds them near their codes. The codes are running means of the features that chose them.',
  },
  references: [
    { text: 'van den Oord et al., 2017, Neural discrete representation learning (VQ-VAE)', url: 'https://arxiv.org/abs/1711.00937' },
    { text: 'Razavi et al., 2019, VQ-VAE-2', url: 'https://arxiv.org/abs/1906.00446' },
    { text: 'Dhariwal et al., 2020, Jukebox (codes that start again)', url: 'https://arxiv.org/abs/2005.00341' },
  ],
  law: (c) => {
    const nodes = c.nodes('x');
    const nearest = `\\arg\\min_j \\lVert ${applied(`f${c.weights('x')}`, c.args('x'))}-e_j\\rVert^2`;
    return {
      nodes,
      formula: [term(`\\mathbf 1\\big[${c.v}=${nearest}\\big]`, nodes)],
      of: 'density',
      sign: '=',
      where: [],
      draw: [line(`$${c.v} \\leftarrow ${nearest}$`, nodes)],
      point: true,
    };
  },
  infer: (i, p) => {
    const { shape } = i.get('x');
    if (shape && shape.length > 0) i.set('out', { shape: shape.slice(0, -1), layout: layoutOf(shape) });
    i.set('out', { values: { kind: 'tokens', k: p.codes } });
  },
  build: (c, p) => {
    const { b, id } = c;
    /** Vectors with a straight-through gradient, by the draw that they belong to. */
    const straight = new Map<Val, Val>();
    return {
      table: (): Network => ({
        scope: id,
        causal: false,
        apply: (_, { x, condition }, out) => {
          const { table, size } = codesOf(c, p.codes);
          const [codes] = x;
          if (codes === undefined || x.length + condition.length !== 1 || codes.event.at(-1) !== p.codes)
            return c.refuse(
              'its table turns its own codes into vectors, and nothing else',
              `wire it to an Apply that reads the codes of ${id}`,
            );
          if (!sameShape(out, [...codes.event.slice(0, -1), size]))
            c.refuse(
              `its table gives vectors [${[...codes.event.slice(0, -1), size].join('×')}], and it is asked for [${out.join('×')}]`,
              `set the shape of the Apply to ${[...codes.event.slice(0, -1), size].join('×')}`,
            );
          return straight.get(codes) ?? b.matmul(codes, table);
        },
      }),
      out: (): Distribution => {
        const { size, ...codes } = codesOf(c, p.codes);
        const space = c.space('out');
        const event = eventOf(space);
        const n = numel(space.shape);
        const features = soft(c.value('x'));
        const vectors = b.reshape(features, [n, size]);
        const q = quantise(b, vectors, codes.table);
        const hot = b.reshape(q.hot, event);
        const point = { ...dirac(id, space, { val: hot }), can: can({ path: 'partial' }) };
        // every further copy of a draw is the same point, so the plates asked for add nothing
        if (c.use !== 'learn') return { ...point, sample: () => ({ datum: { val: hot } }) };
        const next = follow(b, codes, b.stop(vectors), q, p);
        b.update(`${id}.table`, next.table);
        b.update(`${id}.count`, next.count);
        const taken = usage(b, q.hot);
        const relaxed = b.reshape(q.relaxed, event);
        straight.set(relaxed, b.reshape(q.straight, features.event));
        return {
          ...point,
          sample: () => ({
            datum: { val: hot, soft: relaxed },
            penalty: b.mul(p.commitment, b.sumEvent(b.square(b.sub(vectors, q.nearest)))),
            monitors: { perplexity: perplexity(b, taken), dead: b.div(b.sumEvent(b.eq(taken, 0)), p.codes) },
          }),
        };
      },
    };
  },
});
