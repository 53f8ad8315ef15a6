/** Diffusion: noise from a base is turned into data along a schedule, by a network that knows how to take noise away. */
import { type Space, numel } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import type { Plate, Val } from '../ir/value.ts';
import { bound } from './chain.ts';
import { downwards, upwards } from './coordinates.ts';
import { type Distribution, type Process, can } from './distribution.ts';
import { type Grade, all, grade } from './grade.ts';
import { type Estimate, PREDICTIONS, type Predicts, clipped, legible } from './prediction.ts';
import { type Flow, toNoise } from './probability-flow.ts';
import { ancestral } from './samplers/ancestral.ts';
import { ddim } from './samplers/ddim.ts';
import { dpmSolver } from './samplers/dpm-solver.ts';
import { euler } from './samplers/euler.ts';
import { heun } from './samplers/heun.ts';
import { langevin } from './samplers/langevin.ts';
import type { Walk } from './samplers/walk.ts';
import type { Level, LevelVals, Schedule } from './schedule.ts';
import type { Variance } from './transition.ts';

export type SamplerPlan =
  | { readonly kind: 'ancestral' | 'euler' | 'heun' | 'dpm-solver' }
  | { readonly kind: 'ddim'; readonly eta: number }
  | { readonly kind: 'langevin'; readonly repeats: number; readonly step: number };
export const SAMPLER_NAMES: Readonly<Record<SamplerPlan['kind'], string>> = {
  ancestral: 'ancestral',
  ddim: 'DDIM',
  euler: 'Euler',
  heun: 'Heun',
  'dpm-solver': 'DPM-Solver++',
  langevin: 'annealed Langevin',
};
export interface DiffusionOptions {
  /** What the noise is drawn from; a standard Gaussian unless the path is straight. */
  readonly base: Distribution;
  readonly schedule: Schedule;
  readonly predicts: Predicts;
  /** The network at x and a time (event []); twice, where `guided`. */
  network(b: Builder, x: Val, time: Val, guided: boolean): Val;
  /** Plates of its conditions: draws are independent along them. */
  readonly plates: readonly Plate[];
  readonly sampler: SamplerPlan;
  /** Steps of the sampler. */
  readonly steps: number;
  /** How far draws lean towards the condition; 0: not at all. */
  readonly guidance: number;
  /** The clean value is kept within ± this, in the units of the network. */
  readonly clip: number | null;
  readonly variance: Variance;
  readonly likelihood: 'bound' | 'ode';
  /** Steps of the ODE that inverts and scores. */
  readonly odeSteps: number;
}
/** Values in [0, 1] are diffused as [-1, 1]. */
function frame(space: Space): { inwards(b: Builder, x: Val): Val; outwards(b: Builder, x: Val): Val; readonly logDet: number } {
  return space.values.kind === 'unit'
    ? {
        inwards: (b, x) => b.sub(b.mul(2, x), 1),
        outwards: (b, x) => b.mul(0.5, b.add(x, 1)),
        logDet: numel(space.shape) * Math.LN2,
      }
    : { inwards: (_, x) => x, outwards: (_, x) => x, logDet: 0 };
}

export function diffusion(node: string, space: Space, o: DiffusionOptions): Distribution {
  const { schedule, base } = o;
  const event = space.shape;
  const prediction = PREDICTIONS[o.predicts];
  const { inwards, outwards, logDet } = frame(space);
  const isStraight = schedule.kind === 'straight';
  // of the straight path the slope is known at the data, where there is nothing to divide by
  const whole = isStraight && (o.predicts === 'velocity' || o.predicts === 'v') && o.clip === null;
  const network = (b: Builder, x: Val, l: LevelVals, guided: boolean): Val => o.network(b, legible(b, x, l, schedule), l.time, guided);
  const estimate =
    (b: Builder, guided: boolean) =>
    (x: Val, l: LevelVals): Estimate => {
      const e = prediction.estimate(b, x, network(b, x, l, guided), l, schedule);
      return o.clip === null ? e : clipped(b, x, e, l, o.clip);
    };
  const below = <T>(b: Builder, make: () => T): T => b.within({ node: base.node }, make);
  const wide = (b: Builder, x: Val): Val => b.expand(x, o.plates, event);
  const flow = (b: Builder): Flow => ({
    name: node,
    ladder: schedule.curve(o.odeSteps),
    at: upwards(schedule),
    whole,
    estimate: estimate(b, false),
  });
  const odeGrade = grade(
    'estimate',
    node,
    `${node}: probability-flow ODE in ${schedule.curve(o.odeSteps).length - 1} Heun steps`,
    'iterative',
  );
  const process: Process = {
    schedule,
    predicts: o.predicts,
    estimate: (b, x, level) => estimate(b, false)(wide(b, x), level),
    regression: (b, given) => {
      const x = wide(b, inwards(b, given));
      const level = schedule.random(b, x.plates);
      const noise = b.stop(below(b, () => base.sample(b, x.plates)).datum.val);
      const noisy = b.add(b.mul(level.alpha, x), b.mul(level.sigma, noise));
      const target = prediction.target(b, x, noise, noisy, level, schedule);
      return {
        error: b.sumEvent(b.square(b.sub(network(b, noisy, level, false), target))),
        gain: prediction.gain(b, level, schedule),
        level,
      };
    },
  };
  const likelihood =
    o.likelihood === 'ode'
      ? all(base.can.logProb, odeGrade)
      : grade('lower', node, `${node}: variational bound over ${schedule.chain!.length} noise levels`, 'iterative');
  return {
    node,
    space,
    event,
    can: can({
      sample: all(base.can.sample, samplingGrade(node, o)),
      logProb: likelihood,
      path: 'none',
      noisy: o.likelihood === 'bound' || base.can.noisy,
    }),
    sample: (b, plates) => {
      const all = [...plates, ...o.plates];
      const noise = wide(b, below(b, () => base.sample(b, all)).datum.val);
      const w: Walk = { b, name: node, ladder: ladderOf(o), estimate: estimate(b, o.guidance !== 0) };
      // long chains of draws pass no gradient on
      return { datum: { val: b.stop(outwards(b, draw(w, b.mul(schedule.terminal, noise), o, whole))) } };
    },
    logProb: (b, x, use) => {
      const inner = wide(b, inwards(b, x.val));
      const own =
        o.likelihood === 'ode'
          ? byOde(b, inner, use)
          : bound(b, node, schedule, o.variance, (y, l) => estimate(b, false)(y, l).clean, inner, use);
      return logDet === 0 ? own : b.add(own, logDet);
    },
    cause: {
      name: 'noise',
      grade: odeGrade,
      infer: (b, x) => b.div(toNoise(b, flow(b), wide(b, inwards(b, x.val)), false).end, schedule.terminal),
      explain: (b, noise) => {
        const w: Walk = { b, name: `${node}.flow`, ladder: schedule.curve(o.odeSteps), estimate: estimate(b, false) };
        return outwards(b, heun(w, b.mul(schedule.terminal, wide(b, noise)), upwards(schedule), whole));
      },
    },
    process,
  };

  function byOde(b: Builder, x: Val, use: 'learn' | 'score'): Val {
    const { end, logDet: volume } = toNoise(b, flow(b), x, true);
    const noise = b.div(end, schedule.terminal);
    return b.total(
      below(b, () => base.logProb(b, { val: noise }, use)),
      volume!,
      -numel(event) * Math.log(schedule.terminal),
    );
  }
}

/** Chains and Langevin dynamics go down evenly; solvers of the ODE take shorter steps where it bends. */
const ladderOf = ({ schedule, sampler, steps }: DiffusionOptions): readonly Level[] =>
  sampler.kind === 'ancestral' || sampler.kind === 'langevin' ? schedule.ladder(steps) : schedule.curve(steps);

function draw(w: Walk, x: Val, o: DiffusionOptions, whole: boolean): Val {
  switch (o.sampler.kind) {
    case 'ancestral':
      return ancestral(w, x, o.variance);
    case 'ddim':
      return ddim(w, x, o.sampler.eta);
    case 'euler':
      return euler(w, x);
    case 'heun':
      return heun(w, x, downwards(o.schedule), whole);
    case 'dpm-solver':
      return dpmSolver(w, x);
    case 'langevin':
      return langevin(w, x, o.sampler.repeats, o.sampler.step);
  }
}
/** Only the model's own chain draws from the model itself (DESIGN rule 7). */
function samplingGrade(node: string, o: DiffusionOptions): Grade {
  const { schedule, sampler } = o;
  const steps = ladderOf(o).length - 1;
  const T = schedule.chain?.length;
  const iterative = (fidelity: 'exact' | 'estimate', text: string): Grade => grade(fidelity, node, `${node}: ${text}`, 'iterative');
  if (o.guidance !== 0) return iterative('estimate', `guidance ${o.guidance} samples a sharpened distribution, not p`);
  switch (sampler.kind) {
    case 'ancestral':
      return steps === T
        ? iterative('exact', `${T} ancestral steps of the discrete chain, which is the model`)
        : iterative('estimate', `${steps} ancestral steps over a chain of ${T}`);
    case 'langevin':
      return iterative('estimate', `${sampler.repeats} Langevin steps at each of ${steps} noise levels`);
    default:
      return iterative('estimate', `${steps} steps of ${SAMPLER_NAMES[sampler.kind]}`);
  }
}
