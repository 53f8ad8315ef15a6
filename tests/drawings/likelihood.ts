/** Models learnt by maximum likelihood: every latent is summed or integrated out. */
import { real, tokens } from '../../src/graph/space.ts';
import type { Drawn, Nodes } from './notation.ts';
import { X, XY, binary, levels } from './spaces.ts';

const WIRES = 'd.x>x.data x.variable>nll.variables nll.out>opt.objectives';
const fit = (name: string, nodes: Nodes, wires: string, columns: Drawn['columns'] = X): Drawn => ({
  name,
  nodes: { d: ['Dataset'], x: ['Observed'], nll: ['NLL'], opt: ['Optimiser'], ...nodes },
  wires: `${wires} ${WIRES}`,
  columns,
});
/** An affine map. */
const LINEAR: Nodes = { lin: ['MLP', { hidden: [] }] };
const CLASSES = { x: real(2), y: tokens(2) };
const LABEL: Nodes = { ...LINEAR, py: ['Prior', { family: 'categorical', learn: true }], y: ['Observed'], dec: ['Decoder'] };
const LABELLED = 'py.out>y.p d.y>y.data y.x>dec.x lin.out>dec.network dec.out>x.p y.variable>nll.variables';

export const LIKELIHOODS: readonly Drawn[] = [
  fit('gaussian-fit', { prior: ['Prior', { learn: true }] }, 'prior.out>x.p'),
  fit('full-gaussian-fit', { prior: ['Prior', { learn: true, covariance: 'full' }] }, 'prior.out>x.p'),
  fit('bernoulli-fit', { prior: ['Prior', { family: 'bernoulli', learn: true }] }, 'prior.out>x.p', { x: binary(3) }),
  fit('gmm-mixture', { prior: ['Prior', { family: 'mixture', components: 3 }] }, 'prior.out>x.p'),
  fit(
    'gmm-latent',
    {
      ...LINEAR,
      pz: ['Prior', { family: 'categorical', classes: 3, learn: true }],
      z: ['Latent'],
      dec: ['Decoder', { scale: 'diagonal' }],
    },
    'pz.out>z.p z.z>dec.x lin.out>dec.network dec.out>x.p',
  ),
  fit(
    'bernoulli-causes',
    { ...LINEAR, pz: ['Prior', { family: 'bernoulli', size: 3, learn: true }], z: ['Latent'], dec: ['Decoder'] },
    'pz.out>z.p z.z>dec.x lin.out>dec.network dec.out>x.p',
  ),
  fit(
    'two-causes',
    {
      ...LINEAR,
      pa: ['Prior', { family: 'categorical', classes: 2, learn: true }],
      pb: ['Prior', { family: 'categorical', classes: 3, learn: true }],
      za: ['Latent'],
      zb: ['Latent'],
      dec: ['Decoder'],
    },
    'pa.out>za.p pb.out>zb.p za.z>dec.x zb.z>dec.condition lin.out>dec.network dec.out>x.p',
  ),
  fit('two-class-bayes', LABEL, LABELLED, CLASSES),
  fit('full-covariance-bayes', { ...LABEL, dec: ['Decoder', { scale: 'full' }] }, LABELLED, CLASSES),
  fit(
    'factor-analysis',
    { ...LINEAR, pz: ['Prior', { size: 2 }], z: ['Latent'], dec: ['Decoder', { scale: 'diagonal' }] },
    'pz.out>z.p z.z>dec.x lin.out>dec.network dec.out>x.p',
    { x: real(5) },
  ),
  fit(
    'conditional-factor-analysis',
    { ...LINEAR, pz: ['Prior', { size: 2, learn: true }], z: ['Latent'], y: ['Given'], dec: ['Decoder'] },
    'pz.out>z.p z.z>dec.x d.y>y.data y.out>dec.condition lin.out>dec.network dec.out>x.p',
    XY,
  ),
  {
    name: 'classifier',
    nodes: { d: ['Dataset'], g: ['Given'], dec: ['Decoder'], y: ['Observed'], nll: ['NLL'], opt: ['Optimiser'] },
    wires: 'd.x>g.data g.out>dec.x dec.out>y.p d.y>y.data y.variable>nll.variables nll.out>opt.objectives',
    columns: XY,
  },
  {
    name: 'ordered-classifier',
    nodes: {
      d: ['Dataset'],
      g: ['Given'],
      dec: ['Decoder', { likelihood: 'categorical' }],
      y: ['Observed'],
      nll: ['NLL'],
      opt: ['Optimiser'],
    },
    wires: 'd.x>g.data g.out>dec.x dec.out>y.p d.y>y.data y.variable>nll.variables nll.out>opt.objectives',
    columns: { x: real(2), y: levels(4, 1) },
  },
  // the label is never seen, so it is summed out as if it were a Latent
  fit(
    'label-without-data',
    { ...LABEL, py: ['Prior', { family: 'categorical', classes: 2, learn: true }] },
    LABELLED.replace('d.y>y.data', '').replace('y.variable>nll.variables', ''),
    CLASSES,
  ),
  fit(
    'semi-supervised-bayes',
    { ...LABEL, unl: ['NLL', { hidden: ['y'] }] },
    `${LABELLED} x.variable>unl.variables unl.out>opt.objectives`,
    CLASSES,
  ),
];
