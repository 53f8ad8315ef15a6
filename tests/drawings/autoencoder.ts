/** Autoencoders: data rebuilt from a code of its own, with and without a law of codes. */
import { type Drawn, type Nodes, altered } from './notation.ts';
import { X, XY, binary } from './spaces.ts';

const AE: Nodes = {
  d: ['Dataset'],
  enc: ['Encoder', { size: 1, family: 'deterministic' }],
  z: ['Latent'],
  dec: ['Decoder'],
  x: ['Observed'],
  rec: ['Reconstruction'],
  opt: ['Optimiser'],
};
const { enc: _, z: __, ...WITHOUT_CODE } = AE;
const REBUILT = 'x.variable>rec.variables rec.out>opt.objectives';
const autoencoder: Drawn = {
  name: 'autoencoder',
  nodes: AE,
  wires: `d.x>enc.x enc.out>z.q z.z>dec.x dec.out>x.p d.x>x.data ${REBUILT}`,
  columns: X,
};
const without: Drawn = {
  name: 'autoencoder-without-latent',
  nodes: {
    d: ['Dataset'],
    code: ['Apply', { shape: [1] }],
    dec: ['Decoder'],
    x: ['Observed'],
    rec: ['Reconstruction'],
    opt: ['Optimiser'],
  },
  wires: `d.x>code.x code.out>dec.x dec.out>x.p d.x>x.data ${REBUILT}`,
  columns: X,
};
const change = (name: string, o: Parameters<typeof altered>[1], columns: Drawn['columns'] = X): Drawn => ({
  ...altered(autoencoder, o),
  name,
  columns,
});

export const AUTOENCODERS: readonly Drawn[] = [
  autoencoder,
  without,
  change('autoencoder-of-bits', { nodes: { enc: ['Encoder', { size: 2, family: 'bernoulli' }] } }, { x: binary(4) }),
  change('stochastic-autoencoder', { nodes: { enc: ['Encoder', { size: 1 }] } }),
  change('conditional-autoencoder', { nodes: { y: ['Given'] }, wires: 'd.y>y.data y.out>dec.condition' }, XY),
  // the codes learn to look like draws of the prior, so that x can be drawn
  change('adversarial-autoencoder', {
    nodes: {
      prior: ['Prior'],
      critic: ['MLP', { hidden: [5], activation: 'tanh', lastGain: 1 }],
      adv: ['Adversarial'],
      optD: ['Optimiser'],
    },
    wires: 'prior.out>z.p z.variable>adv.variables critic.out>adv.discriminator adv.critic>optD.objectives adv.generator>opt.objectives',
  }),
  // a law of codes afterwards, for codes that no longer move
  change('autoencoder-and-then-a-prior', {
    nodes: { prior: ['Prior', { family: 'mixture', components: 3 }], nll: ['NLL'], opt2: ['Optimiser', { phase: 2 }] },
    wires: 'prior.out>z.p z.variable>nll.variables nll.out>opt2.objectives',
  }),
  // what is said, and not thrown
  change('reconstruction-of-points', { nodes: { dec: ['Decoder', { likelihood: 'deterministic' }] } }),
  {
    name: 'reconstruction-without-code',
    nodes: { ...WITHOUT_CODE, prior: ['Prior', { size: 1 }], z: ['Latent'] },
    wires: `prior.out>z.p z.z>dec.x dec.out>x.p d.x>x.data ${REBUILT}`,
    columns: X,
  },
  {
    name: 'reconstruction-from-conditions',
    nodes: { ...WITHOUT_CODE, y: ['Given'] },
    wires: `d.y>y.data y.out>dec.x dec.out>x.p d.x>x.data ${REBUILT}`,
    columns: XY,
  },
  change(
    'reconstruction-from-a-code-of-something-else',
    { nodes: { y: ['Given'] }, without: 'd.x>enc.x', wires: 'd.y>y.data y.out>enc.x' },
    XY,
  ),
  {
    name: 'reconstruction-by-an-energy',
    nodes: { ...AE, dec: ['Energy'], enc2: ['Decoder'], mix: ['Product'] },
    wires: `d.x>enc.x enc.out>z.q z.z>enc2.x enc2.out>mix.parts dec.out>mix.parts mix.out>x.p d.x>x.data ${REBUILT}`,
    columns: X,
  },
];
