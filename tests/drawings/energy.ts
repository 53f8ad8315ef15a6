/** Energies: learnt against chains, multiplied, tempered, as priors and as posteriors. Chains, grids and sets are tiny: programs are to be run by an interpreter. */
import type { Params } from '../../src/graph/model.ts';
import { real, tokens } from '../../src/graph/space.ts';
import type { Drawn, Nodes } from './notation.ts';
import { X, XY, binary } from './spaces.ts';
import { NODES_OF_VAE, WIRES_OF_VAE } from './vae.ts';

const TINY: Params = { steps: 2, grid: 8, temperatures: 3, chains: 2, stepSize: 0.05 };
const CD: Params = { steps: 2, chains: 3 };
const NODES: Nodes = { d: ['Dataset'], x: ['Observed'], cd: ['ContrastiveDivergence', CD], opt: ['Optimiser'] };
const energy = (name: string, nodes: Nodes, wires = 'e.out>x.p', columns: Drawn['columns'] = X): Drawn => ({
  name,
  nodes: { ...NODES, e: ['Energy', TINY], ...nodes },
  wires: `${wires} d.x>x.data x.variable>cd.variables cd.out>opt.objectives`,
  columns,
});
const { e: _, ...WITHOUT_ENERGY }: Nodes = { ...NODES, e: ['Energy', TINY] };
const others = (name: string, nodes: Nodes, wires: string, columns: Drawn['columns'] = X): Drawn => ({
  ...energy(name, {}, wires, columns),
  nodes: { ...WITHOUT_ENERGY, ...nodes },
});
const likelihood = (name: string, nodes: Nodes, wires: string, columns: Drawn['columns'] = X): Drawn => ({
  name,
  nodes: { d: ['Dataset'], x: ['Observed'], nll: ['NLL'], opt: ['Optimiser'], ...nodes },
  wires: `${wires} d.x>x.data x.variable>nll.variables nll.out>opt.objectives`,
  columns,
});
const vae = (name: string, nodes: Nodes, wires: string, columns: Drawn['columns'] = X): Drawn => ({
  name,
  nodes: { ...NODES_OF_VAE, ...nodes },
  wires: `${WIRES_OF_VAE} ${wires}`,
  columns,
});
const { prior: __, ...VAE_WITHOUT_PRIOR } = NODES_OF_VAE;
const LEARNT = ['Prior', { learn: true }] as const;
const RBM_WIRES = 'r.visible>x.p x.x>r.v r.hidden>h.p';

export const ENERGIES: readonly Drawn[] = [
  energy('ebm-persistent', {}),
  energy('ebm-of-a-buffer', { cd: ['ContrastiveDivergence', { ...CD, buffer: 2, restart: 0, magnitude: 0 }] }),
  energy('ebm-short-run', { e: ['Energy', { ...TINY, noise: 0.5 }], cd: ['ContrastiveDivergence', { ...CD, start: 'noise' }] }),
  energy('ebm-hamiltonian', {
    e: ['Energy', { ...TINY, sampler: 'hmc', leapfrogs: 2 }],
    cd: ['ContrastiveDivergence', { ...CD, start: 'data' }],
  }),
  energy('ebm-of-one-number', {}, 'e.out>x.p', { x: real(1) }),
  energy('ebm-of-three-numbers', {}, 'e.out>x.p', { x: real(3) }),
  energy('ebm-of-four-bits', {}, 'e.out>x.p', { x: binary(4) }),
  energy('ebm-of-twenty-bits', {}, 'e.out>x.p', { x: binary(20) }),
  energy('ebm-of-tokens', {}, 'e.out>x.p', { x: tokens(3, 2) }),
  energy(
    'ebm-conditional',
    { y: ['Given'], cd: ['ContrastiveDivergence', { ...CD, start: 'noise' }] },
    'd.y>y.data y.out>e.condition e.out>x.p',
    XY,
  ),
  energy('ebm-conditional-persistent', { y: ['Given'] }, 'd.y>y.data y.out>e.condition e.out>x.p', XY),
  energy('ebm-with-a-later-phase', { opt2: ['Optimiser', { phase: 2, thaw: ['e'] }] }, 'e.out>x.p cd.out>opt2.objectives'),
  others('rbm', { r: ['RBM', { hidden: 3, steps: 2 }], h: ['Latent'] }, RBM_WIRES, { x: binary(4) }),
  others('rbm-of-images', { r: ['RBM', { hidden: 18, steps: 2, temperatures: 3, chains: 2 }] }, 'r.visible>x.p', { x: binary(5, 4, 1) }),
  others('rbm-hidden-without-visible', { r: ['RBM', { hidden: 3, steps: 2 }], h: ['Latent'] }, 'r.visible>x.p r.hidden>h.p', {
    x: binary(4),
  }),
  energy(
    'product-of-experts',
    { e1: LEARNT, e2: LEARNT, prod: ['Product', TINY] },
    'e1.out>prod.parts e2.out>prod.parts e.out>prod.parts prod.out>x.p',
  ),
  energy('product-of-two-energies', { e2: ['Energy', TINY], prod: ['Product', TINY] }, 'e.out>prod.parts e2.out>prod.parts prod.out>x.p'),
  likelihood(
    'product-of-learnt-gaussians',
    { e1: LEARNT, e2: LEARNT, prod: ['Product'] },
    'e1.out>prod.parts e2.out>prod.parts prod.out>x.p',
  ),
  likelihood(
    'product-of-learnt-bernoullis',
    { e1: ['Prior', { family: 'bernoulli', learn: true }], e2: ['Prior', { family: 'bernoulli', learn: true }], prod: ['Product'] },
    'e1.out>prod.parts e2.out>prod.parts prod.out>x.p',
    { x: binary(3) },
  ),
  likelihood(
    'product-of-learnt-categoricals',
    { e1: ['Prior', { family: 'categorical', learn: true }], e2: ['Prior', { family: 'categorical', learn: true }], prod: ['Product'] },
    'e1.out>prod.parts e2.out>prod.parts prod.out>x.p',
    { x: tokens(3) },
  ),
  energy(
    'product-with-a-generator',
    { small: ['Prior', { size: 2 }], gen: ['Generator'], prod: ['Product', TINY] },
    'small.out>gen.base gen.out>prod.parts e.out>prod.parts prod.out>x.p',
  ),
  energy(
    'product-with-a-diffusion',
    { base: ['Prior'], schedule: ['NoiseSchedule', { levels: 3 }], diff: ['Diffusion'], prod: ['Product', TINY] },
    'base.out>diff.base schedule.out>diff.schedule diff.out>prod.parts e.out>prod.parts prod.out>x.p',
  ),
  likelihood('product-of-nothing', { prod: ['Product'] }, 'prod.out>x.p'),
  likelihood('tempered-gaussian', { p: LEARNT, t: ['Temperature', { temperature: 2 }] }, 'p.out>t.base t.out>x.p'),
  others(
    'tempered-mixture',
    { p: ['Prior', { family: 'mixture', components: 2 }], t: ['Temperature', { temperature: 0.5, ...TINY }] },
    'p.out>t.base t.out>x.p',
  ),
  others('tempered-rbm', { r: ['RBM', { hidden: 3 }], t: ['Temperature', { temperature: 2, ...TINY }] }, 'r.visible>t.base t.out>x.p', {
    x: binary(4),
  }),
  likelihood('nll-on-an-energy', { e: ['Energy', TINY] }, 'e.out>x.p'),
  others('contrastive-divergence-on-a-gaussian', { p: LEARNT }, 'p.out>x.p'),
  others('contrastive-divergence-on-a-generator', { small: ['Prior', { size: 2 }], gen: ['Generator'] }, 'small.out>gen.base gen.out>x.p'),
  energy('contrastive-divergence-through-a-flow', { c: ['Coupling'] }, 'e.out>c.base c.out>x.p'),
  energy('mixture-of-energies', { e2: ['Energy', TINY], mix: ['Mixture'] }, 'e.out>mix.parts e2.out>mix.parts mix.out>x.p'),
  energy(
    'contrastive-divergence-under-a-latent-without-q',
    { pz: ['Prior', { size: 2 }], z: ['Latent'], cd: ['ContrastiveDivergence', { ...CD, start: 'noise' }] },
    'pz.out>z.p z.z>e.condition e.out>x.p',
  ),
  { ...vae('vae-energy-prior', {}, 'e.out>z.p'), nodes: { ...VAE_WITHOUT_PRIOR, e: ['Energy', TINY] } },
  vae(
    'vae-then-energy-prior',
    { e: ['Energy', TINY], cd: ['ContrastiveDivergence', CD], opt2: ['Optimiser', { phase: 2 }] },
    'e.out>z.p prior.out>z.regulariser z.variable>cd.variables cd.out>opt2.objectives',
  ),
  {
    name: 'multimodal-vae-product-posterior',
    nodes: { ...NODES_OF_VAE, ey: ['Encoder', { size: 2 }], prod: ['Product'], y: ['Observed'], dy: ['Decoder'] },
    wires: `d.x>enc.x enc.out>prod.parts d.y>ey.x ey.out>prod.parts prod.out>z.q prior.out>z.p z.z>dec.x dec.out>x.p d.x>x.data z.z>dy.x dy.out>y.p
      d.y>y.data x.variable>elbo.variables y.variable>elbo.variables elbo.out>opt.objectives`,
    columns: XY,
  },
];
