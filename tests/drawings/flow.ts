/** Normalizing flows: as models, as posteriors, as priors, over bases that are no plain Gaussian. */
import { real, tokens } from '../../src/graph/space.ts';
import type { Drawn, Nodes } from './notation.ts';
import { X, XY, binary, levels, unit } from './spaces.ts';
import { NODES_OF_VAE, WIRES_OF_VAE } from './vae.ts';

const flow = (name: string, nodes: Nodes, wires: string, columns: Drawn['columns'] = X): Drawn => ({
  name,
  nodes: { d: ['Dataset'], prior: ['Prior'], x: ['Observed'], nll: ['NLL'], opt: ['Optimiser'], ...nodes },
  wires: `${wires} d.x>x.data x.variable>nll.variables nll.out>opt.objectives`,
  columns,
});
const vae = (name: string, nodes: Nodes, wires: string, columns: Drawn['columns'] = X): Drawn => ({
  name,
  nodes: { ...NODES_OF_VAE, ...nodes },
  wires,
  columns,
});
const SECOND = { flip: true };
/** The wires of a VAE with something between the encoder and the latent. */
const WITHIN = WIRES_OF_VAE.replace('enc.out>z.q', '');

export const FLOWS: readonly Drawn[] = [
  flow('realnvp', { c1: ['Coupling'], c2: ['Coupling', SECOND] }, 'prior.out>c1.base c1.out>c2.base c2.out>x.p'),
  flow(
    'nice-with-permutation',
    { c1: ['Coupling', { form: 'additive', split: 'halves' }], p: ['Permute'], c2: ['Coupling', { split: 'halves' }] },
    'prior.out>c1.base c1.out>p.base p.out>c2.base c2.out>x.p',
    { x: real(5) },
  ),
  flow(
    'realnvp-with-actnorm',
    { c1: ['Coupling'], a1: ['ActNorm'], c2: ['Coupling', SECOND], a2: ['ActNorm'] },
    'prior.out>c1.base c1.out>a1.base a1.out>c2.base c2.out>a2.base a2.out>x.p',
  ),
  flow(
    'glow-of-vectors',
    { a1: ['ActNorm'], c: ['Coupling'], w: ['InvertibleLinear'], a2: ['ActNorm'] },
    'prior.out>a1.base a1.out>c.base c.out>w.base w.out>a2.base a2.out>x.p',
    { x: real(3) },
  ),
  flow(
    'linear-flow',
    { w1: ['InvertibleLinear'], c: ['Coupling'], w2: ['InvertibleLinear'] },
    'prior.out>w1.base w1.out>c.base c.out>w2.base w2.out>x.p',
    { x: real(3) },
  ),
  flow('linear-flow-of-too-many', { w: ['InvertibleLinear'] }, 'prior.out>w.base w.out>x.p', { x: real(200) }),
  flow('flow-split', { c1: ['Coupling'], s: ['Split'], c2: ['Coupling'] }, 'prior.out>c1.base c1.out>s.base s.out>c2.base c2.out>x.p', {
    x: real(4),
  }),
  flow(
    'glow-of-images',
    {
      w: ['InvertibleLinear'],
      c1: ['Coupling', { split: 'halves' }],
      s: ['Split'],
      c2: ['Coupling', { split: 'halves', flip: true }],
      a: ['ActNorm'],
      q: ['Squeeze'],
      c3: ['Coupling'],
    },
    `prior.out>w.base w.out>c1.base c1.out>s.base s.out>c2.base c2.out>a.base a.out>q.base q.out>c3.base c3.out>x.p`,
    { x: real(4, 4, 1) },
  ),
  flow(
    'conditional-glow',
    { y: ['Given'], c: ['Coupling', { split: 'halves' }], s: ['Split'], q: ['Squeeze'] },
    'd.y>y.data y.out>c.condition y.out>s.condition prior.out>c.base c.out>s.base s.out>q.base q.out>x.p',
    { x: real(4, 4, 1), y: tokens(3) },
  ),
  flow('halves-of-one-channel', { c: ['Coupling', { split: 'halves' }] }, 'prior.out>c.base c.out>x.p', { x: real(4, 4, 1) }),
  flow('split-of-one-channel', { s: ['Split'] }, 'prior.out>s.base s.out>x.p', { x: real(4, 4, 1) }),
  flow('split-of-three-numbers', { s: ['Split'] }, 'prior.out>s.base s.out>x.p', { x: real(3) }),
  flow('image-flow-with-an-mlp', { net: ['MLP'], c: ['Coupling'] }, 'prior.out>c.base net.out>c.network c.out>x.p', { x: real(2, 2, 1) }),
  flow('squeeze-of-odd-height', { q: ['Squeeze'] }, 'prior.out>q.base q.out>x.p', { x: real(5, 4, 1) }),
  flow('squeeze-of-vectors', { q: ['Squeeze'] }, 'prior.out>q.base q.out>x.p', { x: real(4) }),
  flow('logit-flow', { c: ['Coupling'], l: ['Logit'] }, 'prior.out>c.base c.out>l.base l.out>x.p', { x: unit(3) }),
  flow('logit-of-real-numbers', { l: ['Logit'] }, 'prior.out>l.base l.out>x.p'),
  flow('dequantised-flow', { c: ['Coupling'], a: ['ActNorm'], u: ['Dequantise'] }, 'prior.out>c.base c.out>a.base a.out>u.base u.out>x.p', {
    x: levels(5, 2, 2, 1),
  }),
  flow(
    'dequantised-logit-flow',
    { c: ['Coupling'], l: ['Logit'], u: ['Dequantise', { draws: 3 }] },
    'prior.out>c.base c.out>l.base l.out>u.base u.out>x.p',
    { x: binary(3) },
  ),
  flow('dequantised-reals', { u: ['Dequantise'] }, 'prior.out>u.base u.out>x.p'),
  flow('dequantised-tokens', { u: ['Dequantise'] }, 'prior.out>u.base u.out>x.p', { x: tokens(3, 2) }),
  flow(
    'dequantised-generator',
    { small: ['Prior', { size: 2 }], gen: ['Generator'], u: ['Dequantise'] },
    'small.out>gen.base gen.out>u.base u.out>x.p',
    { x: levels(5, 2) },
  ),
  vae(
    'vae-with-a-dequantised-flow',
    { c: ['Coupling'], u: ['Dequantise'] },
    `${WIRES_OF_VAE.replace('dec.out>x.p', '')} dec.out>c.base z.z>c.condition c.out>u.base u.out>x.p prior.out>z.p`,
    { x: levels(5, 2) },
  ),
  flow('spline-flow', { s: ['SplineCoupling'], t: ['SplineCoupling', SECOND] }, 'prior.out>s.base s.out>t.base t.out>x.p'),
  flow(
    'maf',
    { made: ['MADE', { hidden: [8, 8] }], f: ['MaskedAutoregressive'], p: ['Permute', { order: 'shuffle', shuffle: 3 }] },
    'prior.out>f.base made.out>f.network f.out>p.base p.out>x.p',
    { x: real(4) },
  ),
  flow('maf-not-causal', { mlp: ['MLP'], f: ['MaskedAutoregressive'] }, 'prior.out>f.base mlp.out>f.network f.out>x.p'),
  flow('made-as-encoder-network', { made: ['MADE'], c: ['Coupling'] }, 'prior.out>c.base made.out>c.network c.out>x.p'),
  flow('flow-of-one-number', { c: ['Coupling'] }, 'prior.out>c.base c.out>x.p', { x: real(1) }),
  flow('flow-on-binary', { c: ['Coupling'] }, 'prior.out>c.base c.out>x.p', { x: binary(4) }),
  flow('flow-over-a-mixture', { prior: ['Prior', { family: 'mixture', components: 3 }], c: ['Coupling'] }, 'prior.out>c.base c.out>x.p'),
  flow(
    'mixture-of-flow-and-gaussian',
    { c: ['Coupling'], p2: ['Prior', { learn: true }], mix: ['Mixture'] },
    'prior.out>c.base c.out>mix.parts p2.out>mix.parts mix.out>x.p',
  ),
  flow('mixture-of-nothing', { mix: ['Mixture'] }, 'mix.out>x.p'),
  flow(
    'mixture-with-a-generator',
    { small: ['Prior', { size: 2 }], gen: ['Generator'], mix: ['Mixture'] },
    'small.out>gen.base gen.out>mix.parts prior.out>mix.parts mix.out>x.p',
  ),
  vae(
    'vae-mixture-of-posteriors',
    { enc2: ['Encoder', { size: 2 }], mix: ['Mixture', { weights: 'equal' }] },
    `${WITHIN} enc.out>mix.parts d.x>enc2.x enc2.out>mix.parts mix.out>z.q prior.out>z.p`,
  ),
  vae(
    'vae-mixture-of-posteriors-with-learnt-weights',
    { enc2: ['Encoder', { size: 2 }], mix: ['Mixture'] },
    `${WITHIN} enc.out>mix.parts d.x>enc2.x enc2.out>mix.parts mix.out>z.q prior.out>z.p`,
  ),
  flow(
    'couplings-sharing-one-network',
    { net: ['MLP'], c1: ['Coupling'], c2: ['Coupling', SECOND] },
    'prior.out>c1.base c1.out>c2.base c2.out>x.p net.out>c1.network net.out>c2.network',
  ),
  flow(
    'conditional-flow',
    { y: ['Given'], c: ['Coupling'], f: ['MaskedAutoregressive'] },
    'd.y>y.data prior.out>c.base y.out>c.condition c.out>f.base y.out>f.condition f.out>x.p',
    XY,
  ),
  flow(
    'flow-classifier',
    { py: ['Prior', { family: 'categorical', learn: true }], y: ['Observed'], c: ['Coupling'] },
    'py.out>y.p d.y>y.data prior.out>c.base y.x>c.condition c.out>x.p y.variable>nll.variables',
    { x: real(2), y: tokens(3) },
  ),
  vae(
    'vae-flow-posterior-mixture-prior',
    { prior: ['Prior', { family: 'mixture', components: 4 }], c1: ['Coupling'], c2: ['Coupling', SECOND] },
    `${WITHIN} enc.out>c1.base c1.out>c2.base c2.out>z.q prior.out>z.p`,
  ),
  vae('vae-iaf-posterior', { iaf: ['MaskedAutoregressive', { quick: 'forward' }] }, `${WITHIN} enc.out>iaf.base iaf.out>z.q prior.out>z.p`),
  vae('vae-maf-posterior', { maf: ['MaskedAutoregressive'] }, `${WITHIN} enc.out>maf.base maf.out>z.q prior.out>z.p`),
  vae('vae-actnorm-posterior', { c: ['Coupling'], a: ['ActNorm'] }, `${WITHIN} enc.out>c.base c.out>a.base a.out>z.q prior.out>z.p`),
  vae(
    'vae-actnorm-prior-in-phase-2',
    { reg: ['Prior'], a: ['ActNorm'], c: ['Coupling'], nll: ['NLL'], opt2: ['Optimiser', { phase: 2, ema: 0.9 }] },
    `${WIRES_OF_VAE} prior.out>c.base c.out>a.base a.out>z.p reg.out>z.regulariser z.variable>nll.variables nll.out>opt2.objectives`,
  ),
  vae(
    'vae-flow-prior-and-regulariser',
    { reg: ['Prior'], c: ['Coupling'], nll: ['NLL'], opt2: ['Optimiser', { phase: 2 }] },
    `${WIRES_OF_VAE} prior.out>c.base c.out>z.p reg.out>z.regulariser z.variable>nll.variables nll.out>opt2.objectives`,
  ),
  vae(
    'flow-over-a-decoder',
    { c: ['Coupling'] },
    `${WIRES_OF_VAE.replace('dec.out>x.p', '')} dec.out>c.base z.z>c.condition c.out>x.p prior.out>z.p`,
  ),
];
