/** Diffusion: noise from a base becomes data along a schedule, one denoising step after another. */
import { type SamplerPlan, SAMPLER_NAMES, diffusion } from '../../distributions/diffusion.ts';
import type { Distribution, Network } from '../../distributions/distribution.ts';
import { PREDICTIONS, type Predicts } from '../../distributions/prediction.ts';
import type { Schedule, ScheduleKind } from '../../distributions/schedule.ts';
import type { Val } from '../../ir/value.ts';
import { type BuildContext, defineNode } from '../define.ts';
import { DENOISER_DEFAULTS, denoiser } from '../networks/denoiser.ts';
import { U_NET_DEFAULTS, uNet } from '../networks/u-net.ts';
import type { ParamsOf } from '../params.ts';
import { DIFFUSION_PARAMS } from './diffusion-params.ts';
import { diffusionLaw } from './diffusion-law.ts';
import { readables } from './reading.ts';

type Settings = ParamsOf<typeof DIFFUSION_PARAMS>;
export const USUAL: Readonly<Record<ScheduleKind, { readonly predicts: Predicts; readonly sampler: 'ancestral' | 'heun' | 'langevin' }>> = {
  linear: { predicts: 'epsilon', sampler: 'ancestral' },
  cosine: { predicts: 'v', sampler: 'ancestral' },
  ve: { predicts: 'score', sampler: 'langevin' },
  edm: { predicts: 'edm', sampler: 'heun' },
  straight: { predicts: 'velocity', sampler: 'heun' },
};
/** Schedules each sampler can walk down. */
const WALKS: Readonly<Record<SamplerPlan['kind'], { readonly fits: readonly ScheduleKind[]; readonly why: string }>> = {
  ancestral: { fits: ['linear', 'cosine', 've'], why: 'draws the steps of a chain, and this path has none' },
  ddim: { fits: ['linear', 'cosine', 've', 'edm'], why: 'puts Gaussian noise back, and this path leads to any base' },
  euler: { fits: ['linear', 'cosine', 've', 'edm', 'straight'], why: '' },
  heun: { fits: ['linear', 'cosine', 've', 'edm', 'straight'], why: '' },
  'dpm-solver': { fits: ['linear', 'cosine', 've', 'edm'], why: 'steps in log-SNR, which is infinite at the end of this path' },
  langevin: { fits: ['ve', 'edm'], why: 'adds noise to x as it is, and this path shrinks x' },
};
const usable = (fits: readonly string[]): string => fits.join(', ').replace(/, (?=[^,]*$)/, ' or ');

function predictsOf(c: BuildContext, p: Settings, s: Schedule): Predicts {
  if (p.predicts === 'auto') return USUAL[s.kind].predicts;
  const { fits } = PREDICTIONS[p.predicts];
  if (!fits.includes(s.kind)) {
    const others = Object.entries(PREDICTIONS)
      .filter(([, q]) => q.fits.includes(s.kind))
      .map(([name]) => name);
    c.refuse(
      `its network gives ${p.predicts}, which the ${s.kind} path of ${s.node} does not have`,
      `let the network give ${usable(others)}, or change the path of ${s.node}`,
    );
  }
  return p.predicts;
}
function samplerOf(c: BuildContext, p: Settings, s: Schedule): SamplerPlan {
  const kind = p.sampler === 'auto' ? USUAL[s.kind].sampler : p.sampler;
  const { fits, why } = WALKS[kind];
  if (!fits.includes(s.kind)) {
    const others = Object.entries(WALKS)
      .filter(([, w]) => w.fits.includes(s.kind))
      .map(([name]) => name);
    c.refuse(
      `the ${SAMPLER_NAMES[kind]} sampler ${why}: ${s.node} is ${s.kind}`,
      `choose ${usable(others)}, or change the path of ${s.node}`,
    );
  }
  if (kind === 'ddim') return { kind, eta: p.eta };
  return kind === 'langevin' ? { kind, repeats: p.repeats, step: p.renewal } : { kind };
}
function likelihoodOf(c: BuildContext, p: Settings, s: Schedule): 'bound' | 'ode' {
  if (p.likelihood === 'auto') return s.chain ? 'bound' : 'ode';
  if (p.likelihood === 'bound' && !s.chain)
    c.refuse(
      `a variational bound is a sum over a chain of levels, and the ${s.kind} path of ${s.node} has none`,
      'choose the probability-flow ODE',
    );
  return p.likelihood;
}
/** Is a distribution N(0, I), whatever is learnt? */
function isStandard(d: Distribution): boolean {
  const zero = (v: Val): boolean => (v.op === 'expand' ? zero(v.ins[0]!) : v.op === 'constant' && v.at.data!.every((x) => x === 0));
  return d.closed?.family === 'gaussian' && zero(d.closed.mean) && zero(d.closed.logScale);
}
/** What is wired to `denoiser`, or one of its own: a U-Net for images. */
function networkOf(c: BuildContext): Network {
  const { shape } = c.space('out');
  const scope = `${c.id}.denoiser`;
  if (c.wired('denoiser')) return c.network('denoiser');
  return shape.length === 3 && Math.min(shape[0]!, shape[1]!) >= 8 ? uNet(scope, U_NET_DEFAULTS) : denoiser(scope, DENOISER_DEFAULTS);
}

export default defineNode({
  kind: 'Diffusion',
  version: 1,
  title: 'Diffusion',
  summary: 'Noise becomes data along a schedule, by a network that takes noise away: DDPM, EDM, score models, flow matching.',
  words: 'ddpm ddim edm score sde noise denoising sampler',
  category: 'distribution',
  inputs: {
    base: { kind: 'distribution', arity: 'one', meaning: 'the noise: a standard Gaussian; anything, on a straight path' },
    schedule: { kind: 'schedule', arity: 'one', meaning: 'the path from data to noise' },
    denoiser: {
      kind: 'network',
      arity: 'optional',
      meaning: 'the network that reads x_t and the time; a default one if nothing is wired',
      shows: 'field',
    },
    condition: { kind: 'value', arity: 'many', meaning: 'conditions the network also reads' },
  },
  outputs: { out: { kind: 'distribution', meaning: 'the distribution that the reverse path ends in' } },
  params: DIFFUSION_PARAMS,
  math: {
    latex:
      'x_t = \\alpha_t x_0 + \\sigma_t \\epsilon, \\qquad \\frac{dx}{dt} = \\dot\\alpha_t\\,\\hat x_0(x_t,t) + \\dot\\sigma_t\\,\\hat\\epsilon(x_t,t)',
    text: 'To learn it, guess at one random noise level what was mixed. The chain of all levels has a variational bound; the ODE with the same marginals has a density by the change of volume, and inverts.',
  },
  references: [
    { text: 'Ho et al., 2020, Denoising diffusion probabilistic models', url: 'https://arxiv.org/abs/2006.11239' },
    { text: 'Song et al., 2021, Score-based generative modeling through SDEs', url: 'https://arxiv.org/abs/2011.13456' },
    { text: 'Song et al., 2021, Denoising diffusion implicit models', url: 'https://arxiv.org/abs/2010.02502' },
    { text: 'Karras et al., 2022, Elucidating the design space', url: 'https://arxiv.org/abs/2206.00364' },
    { text: 'Lu et al., 2022, DPM-Solver++', url: 'https://arxiv.org/abs/2211.01095' },
    { text: 'Ho & Salimans, 2022, Classifier-free diffusion guidance', url: 'https://arxiv.org/abs/2207.12598' },
    { text: 'Lipman et al., 2023, Flow matching', url: 'https://arxiv.org/abs/2210.02747' },
  ],
  law: (c, p) => diffusionLaw(c, p, USUAL),
  infer: (i) => {
    i.same('base', 'out');
    i.set('out', { values: { kind: 'real' } });
  },
  build: (c, p) => ({
    out: () => {
      const { id } = c;
      const schedule = c.schedule('schedule');
      const base = c.distribution('base');
      if (schedule.kind !== 'straight' && !isStandard(base))
        c.refuse(
          `the path of ${schedule.node} ends in standard Gaussian noise, but ${base.node} is another distribution`,
          `wire a Prior that is Gaussian and not learnt to ${id}.base, or choose the straight path in ${schedule.node}`,
        );
      const sampler = samplerOf(c, p, schedule);
      const conditions = readables(c, c.values('condition'));
      const nothing = p.guidance === 0 ? [] : readables(c, c.unconditioned('condition'));
      const network = networkOf(c);
      const whole = sampler.kind === 'ancestral' || sampler.kind === 'langevin';
      return diffusion(id, c.space('out'), {
        base,
        schedule,
        predicts: predictsOf(c, p, schedule),
        network: (b, x, time, guided) => {
          const given = (condition: readonly Val[]): Val => network.apply(b, { x: [x], condition, time }, x.event);
          const y = given(conditions);
          // Ho & Salimans, 2022, eq. 6
          return guided ? b.sub(b.mul(1 + p.guidance, y), b.mul(p.guidance, given(nothing))) : y;
        },
        plates: conditions.flatMap((v) => v.plates),
        sampler,
        steps: p.steps ?? (whole ? (schedule.chain?.length ?? 20) : 20),
        guidance: p.guidance,
        clip: p.clip,
        variance: p.variance,
        likelihood: likelihoodOf(c, p, schedule),
        odeSteps: p.odeSteps,
      });
    },
  }),
});
