/** Games: a critic compares the model side of variables with their data side. */
import type { Drawn, Nodes } from './notation.ts';
import { X, XY, binary, unit } from './spaces.ts';

/** Small and smooth: it is differentiated twice. */
const CRITIC = ['MLP', { hidden: [5], activation: 'tanh', lastGain: 1 }] as const;
const PLAYERS: Nodes = { critic: CRITIC, adv: ['Adversarial'], optD: ['Optimiser'], optG: ['Optimiser'] };
const PLAY = 'critic.out>adv.discriminator adv.critic>optD.objectives adv.generator>optG.objectives';
export const NODES_OF_GAN: Nodes = {
  d: ['Dataset'],
  prior: ['Prior', { size: 3 }],
  gen: ['Generator'],
  x: ['Observed'],
  ...PLAYERS,
};
export const WIRES_OF_GAN = `prior.out>gen.base gen.out>x.p d.x>x.data x.variable>adv.variables ${PLAY}`;
const gan = (name: string, nodes: Nodes = {}, wires = WIRES_OF_GAN, columns: Drawn['columns'] = X): Drawn => ({
  name,
  nodes: { ...NODES_OF_GAN, ...nodes },
  wires,
  columns,
});
const { gen: _, ...WITHOUT_GENERATOR } = NODES_OF_GAN;
const bare = (name: string, prior: Nodes, wires: string): Drawn => ({
  name,
  nodes: { ...WITHOUT_GENERATOR, ...prior },
  wires: `${wires} x.variable>adv.variables ${PLAY}`,
  columns: X,
});
const WITHOUT_Q: Nodes = {
  d: ['Dataset'],
  prior: ['Prior'],
  z: ['Latent'],
  dec: ['Decoder', { likelihood: 'deterministic' }],
  x: ['Observed'],
  ...PLAYERS,
};
const BIGAN: Nodes = { ...WITHOUT_Q, enc: ['Encoder', { size: 2, family: 'deterministic' }] };
const JOINT = `d.x>enc.x enc.out>z.q prior.out>z.p z.z>dec.x dec.out>x.p d.x>x.data x.variable>adv.variables z.variable>adv.variables ${PLAY}`;
const INFOGAN: Nodes = {
  ...WITHOUT_Q,
  prior: ['Prior', { size: 2 }],
  pc: ['Prior', { family: 'categorical', classes: 3 }],
  c: ['Latent'],
  encC: ['Encoder', { family: 'categorical' }],
  sleep: ['Sleep', { teaches: 'both' }],
};
const INFORMED = `pc.out>c.p prior.out>z.p z.z>dec.x c.z>dec.condition dec.out>x.p d.x>x.data d.x>encC.x encC.out>c.q x.variable>adv.variables c.variable>sleep.variables sleep.out>optG.objectives ${PLAY}`;
const GIVEN_Y = 'd.y>y.data y.out>gen.condition';

export const GAMES: readonly Drawn[] = [
  gan('gan'),
  gan('gan-without-penalty', { adv: ['Adversarial', { penalty: 'none' }] }),
  gan('least-squares-gan', { adv: ['Adversarial', { loss: 'least-squares', penalty: 'r1', weight: 1 }] }),
  gan('hinge-gan', { adv: ['Adversarial', { loss: 'hinge', penalty: 'none' }] }),
  gan('wgan-gp', {
    adv: ['Adversarial', { loss: 'wasserstein', penalty: 'gradient', weight: 10 }],
    optD: ['Optimiser', { steps: 5 }],
  }),
  gan('wgan-without-penalty', { adv: ['Adversarial', { loss: 'wasserstein', penalty: 'none' }] }),
  gan('gan-mixture-base', { prior: ['Prior', { size: 3, family: 'mixture', components: 4 }] }),
  gan('gan-bernoulli-base', { prior: ['Prior', { size: 3, family: 'bernoulli' }] }),
  gan('gan-of-unit-images', {}, WIRES_OF_GAN, { x: unit(3, 3, 1) }),
  gan('gan-of-one-optimiser', {}, WIRES_OF_GAN.replaceAll(/optD|optG/g, 'optG')),
  gan('gan-with-a-critic-of-its-own', {}, WIRES_OF_GAN.replace('critic.out>adv.discriminator ', '')),
  gan('conditional-gan', { y: ['Given'] }, `${WIRES_OF_GAN} ${GIVEN_Y} y.variable>adv.variables`, XY),
  { name: 'bigan', nodes: BIGAN, wires: JOINT, columns: X },
  { name: 'bigan-of-unit-images', nodes: BIGAN, wires: JOINT, columns: { x: unit(3, 3, 1) } },
  {
    name: 'bigan-wgan-gp',
    nodes: {
      ...BIGAN,
      enc: ['Encoder', { size: 2 }],
      dec: ['Decoder'],
      adv: ['Adversarial', { loss: 'wasserstein', penalty: 'gradient' }],
    },
    wires: JOINT,
    columns: X,
  },
  // an encoder that is a sampler, too: noise beside x
  {
    name: 'bigan-implicit-encoder',
    nodes: { ...WITHOUT_Q, noise: ['Prior', { size: 3 }], enc: ['Generator'], prior: ['Prior', { size: 2 }] },
    wires: JOINT.replace('d.x>enc.x', 'noise.out>enc.base d.x>enc.condition'),
    columns: X,
  },
  {
    name: 'vae-gan',
    nodes: {
      ...BIGAN,
      enc: ['Encoder', { size: 2 }],
      dec: ['Decoder'],
      elbo: ['ELBO'],
      optG: ['Optimiser'],
    },
    wires: `${JOINT.replace('z.variable>adv.variables ', '')} x.variable>elbo.variables elbo.out>optG.objectives`,
    columns: X,
  },
  // a class that the generator is asked for, and that can be read off what it makes
  { name: 'infogan', nodes: INFOGAN, wires: INFORMED, columns: X },
  {
    name: 'infogan-taught-in-sleep-alone',
    nodes: { ...INFOGAN, sleep: ['Sleep'], optQ: ['Optimiser'] },
    wires: INFORMED.replace('sleep.out>optG', 'sleep.out>optQ'),
    columns: X,
  },
  {
    name: 'infogan-of-three-players',
    nodes: { ...INFOGAN, optQ: ['Optimiser'] },
    wires: INFORMED.replace('sleep.out>optG', 'sleep.out>optQ'),
    columns: X,
  },
  // a game can teach a model with a density, too
  bare('gaussian-fit-by-a-game', { prior: ['Prior', { learn: true }] }, 'prior.out>x.p d.x>x.data'),
  // what is said, and not thrown
  gan('gan-whose-critic-nobody-trains', {}, WIRES_OF_GAN.replace('adv.critic>optD.objectives', '')),
  gan('gan-whose-generator-nobody-trains', {}, WIRES_OF_GAN.replace('adv.generator>optG.objectives', '')),
  gan('generator-learnt-by-likelihood', { nll: ['NLL'] }, `${WIRES_OF_GAN} x.variable>nll.variables nll.out>optG.objectives`),
  gan('generator-whose-noise-has-no-size', { prior: ['Prior'] }),
  gan('generator-of-bits', {}, WIRES_OF_GAN, { x: binary(2) }),
  gan('game-over-conditions', { y: ['Given'] }, `${WIRES_OF_GAN.replace('x.variable', 'y.variable')} ${GIVEN_Y}`, XY),
  bare('game-without-data', { prior: ['Prior', { size: 2, learn: true }] }, 'prior.out>x.p'),
  bare('game-without-p', {}, 'd.x>x.data'),
  {
    name: 'game-over-a-latent-without-q',
    nodes: { ...WITHOUT_Q, prior: ['Prior', { size: 2 }] },
    wires: JOINT.replace('d.x>enc.x enc.out>z.q ', ''),
    columns: X,
  },
  {
    name: 'game-over-draws-without-gradient',
    nodes: { ...BIGAN, dec: ['Decoder'] },
    wires: JOINT,
    columns: { x: binary(2) },
  },
];
