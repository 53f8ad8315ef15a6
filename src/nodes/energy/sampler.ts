/** What every node with an energy asks of its chains and of its normaliser, and the distribution that follows. */
import { isDiscrete } from '../../graph/space.ts';
import type { Space } from '../../graph/space.ts';
import type { Distribution, Markov } from '../../distributions/distribution.ts';
import { type Energy, flip, hamiltonian, langevin } from '../../distributions/energy/chains.ts';
import { type Landscape, platesOf, unnormalised } from '../../distributions/energy/landscape.ts';
import { normaliserOf } from '../../distributions/energy/normaliser.ts';
import type { BuildContext } from '../define.ts';
import type { ParamSpecs, ParamsOf } from '../params.ts';

/** How well the normaliser is estimated when data are scored. */
export const JUDGING = {
  temperatures: {
    type: 'number',
    label: 'Temperatures',
    meaning: 'of annealed importance sampling, where neither a grid nor a sum gives the normaliser',
    default: 200,
    min: 2,
    max: 10_000,
    integer: true,
  },
  chains: {
    type: 'number',
    label: 'Annealed chains',
    meaning: 'how many estimates of the normaliser are averaged',
    default: 64,
    min: 1,
    max: 4096,
    integer: true,
  },
} as const satisfies ParamSpecs;

export const SAMPLER = {
  sampler: {
    type: 'choice',
    label: 'Sampler',
    meaning: 'the steps of the chains over real numbers; over bits, one bit at a time is flipped',
    default: 'langevin',
    options: [
      { value: 'langevin', label: 'Langevin, unadjusted' },
      { value: 'hmc', label: 'Hamiltonian, with acceptance' },
    ],
  },
  steps: {
    type: 'number',
    label: 'Steps',
    meaning: 'length of the chain behind each draw',
    default: 100,
    min: 1,
    max: 10_000,
    integer: true,
    unit: 'steps',
  },
  stepSize: {
    type: 'number',
    label: 'Step size',
    meaning: 'Langevin: what the slope is multiplied by, below twice the square of the finest detail; Hamiltonian: length of a leapfrog',
    default: 0.01,
    min: 1e-6,
    max: 10,
    scale: 'log',
  },
  noise: {
    type: 'number',
    label: 'Noise',
    meaning: 'share of the noise that a Langevin step needs to be right; less of it gives colder, sharper draws',
    default: 1,
    min: 0,
    max: 1,
    when: { param: 'sampler', in: ['langevin'] },
  },
  leapfrogs: {
    type: 'number',
    label: 'Leapfrogs',
    meaning: 'of one Hamiltonian step; one is a Metropolis-adjusted Langevin step',
    default: 4,
    min: 1,
    max: 64,
    integer: true,
    when: { param: 'sampler', in: ['hmc'] },
  },
  scale: {
    type: 'number',
    label: 'Scale',
    meaning: 'about the standard deviation of the data: of the noise that chains start from, and of the grid that finds the normaliser',
    default: 1,
    min: 1e-3,
    max: 1e3,
    scale: 'log',
  },
  grid: {
    type: 'number',
    label: 'Grid',
    meaning: 'points a dimension of the quadrature that finds the normaliser over one or two real numbers',
    default: 256,
    min: 8,
    max: 1024,
    integer: true,
    unit: 'points',
  },
  ...JUDGING,
} as const satisfies ParamSpecs;
type Settings = ParamsOf<typeof SAMPLER>;

function markovOf(space: Space, energy: Energy, l: Pick<Landscape, 'plates'>, p: Settings): Markov {
  if (isDiscrete(space.values))
    return {
      name: 'flips',
      start: (b, plates) => b.greater(0.5, b.random('uniform', [...plates, ...l.plates], space.shape)),
      step: (b, x) => flip(b, energy, x),
      init: { kind: 'uniform', low: 0, high: 1 },
      settle: (b, raw) => b.greater(raw, 0.5),
    };
  return {
    name: p.sampler === 'hmc' ? 'Hamiltonian steps' : 'Langevin steps',
    start: (b, plates) => b.mul(p.scale, b.random('normal', [...plates, ...l.plates], space.shape)),
    step: (b, x) =>
      p.sampler === 'hmc' ? hamiltonian(b, energy, x, p.stepSize, p.leapfrogs) : langevin(b, energy, x, p.stepSize, p.noise),
    init: { kind: 'normal', scale: p.scale },
    settle: (_, raw) => raw,
  };
}
export function fromEnergy(c: BuildContext, energy: Energy, p: Settings): Distribution {
  const space = c.space('out');
  if (space.values.kind === 'tokens' || space.values.kind === 'levels')
    c.refuse(
      `its chains move real numbers or bits, but what it explains is ${space.values.kind}`,
      'set the values of the Dataset to real or binary, or use a distribution with a density',
    );
  const plates = platesOf(c.b, space, energy);
  const landscape = { node: c.id, space, energy, plates };
  const cold =
    p.sampler === 'langevin' && p.noise < 1 && !isDiscrete(space.values) ? `, and ${p.noise} of the noise makes them too sharp` : '';
  return unnormalised(landscape, markovOf(space, energy, landscape, p), p.steps, normaliserOf(landscape, p), cold);
}
