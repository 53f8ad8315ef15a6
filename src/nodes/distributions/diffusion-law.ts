/** A Diffusion on paper: the chain of its levels, or the ODE of its path. */
import type { Predicts } from '../../distributions/prediction.ts';
import type { ScheduleKind } from '../../distributions/schedule.ts';
import { type Statement, below, hatted, line, listed, term } from '../notation/formula.ts';
import { type Inner, type Law, type LawContext, type Reading, explained, only } from '../notation/law.ts';
import { ANSWERS, PATH_NAMES, type Path, cleanOf, grows, mixed, noiseOf, pathOf, slopeOf } from './paths.ts';
import { samplerLines } from './sampler-lines.ts';

interface Settings {
  readonly predicts: Predicts | 'auto';
  readonly sampler: string;
  readonly steps: number | null;
  readonly eta: number;
  readonly repeats: number;
  readonly renewal: number;
  readonly guidance: number;
  readonly clip: number | null;
  readonly variance: string;
  readonly likelihood: string;
  readonly odeSteps: number;
}
/** What goes by the schedule where the drawing does not say. */
export type Usual = Readonly<Record<ScheduleKind, { readonly predicts: Predicts; readonly sampler: string }>>;

/** "\\epsilon_{\\theta}(x_t,t,y)": the network asked at x_t. */
export const answerOf = (c: Reading, predicts: Predicts, now: string, given: string): string =>
  `${ANSWERS[predicts]}${c.weights('denoiser')}(${listed(now, predicts === 'score' || predicts === 'edm' ? '\\sigma_t' : 't', given)})`;

export function diffusionLaw(c: LawContext, p: Settings, usual: Usual): Law {
  const { v } = c;
  const path = pathOf(c.settings('schedule'));
  const predicts = p.predicts === 'auto' ? usual[path.kind].predicts : p.predicts;
  const sampler = p.sampler === 'auto' ? usual[path.kind].sampler : p.sampler;
  const given = c.args('condition');
  const network = c.nodes('denoiser', 'condition');
  const schedule = c.nodes('schedule');
  const end = below(v, path.levels === undefined ? '1' : 'T');
  const base = only(c, 'base', '\\epsilon');
  const now = below(v, 't');
  const answer = (condition: string): string => answerOf(c, predicts, now, condition);
  const nodes = [...new Set([...network, ...schedule, ...base.nodes])];
  const whole = sampler === 'ancestral' || sampler === 'langevin';
  const forward: Statement = {
    formula: [
      term(now, schedule),
      term('='),
      term(mixed(path, v), schedule),
      term(',\\quad'),
      term(end, base.nodes),
      term('='),
      term(grows(path) ? `${path.levels === undefined ? '\\sigma_1' : '\\sigma_T'}\\,\\epsilon` : '\\epsilon', base.nodes),
    ],
    text: `The path: ${PATH_NAMES[path.kind]}.`,
  };
  const belief: Statement = {
    formula: [term(hatted(v, '0'), network), term('='), term(cleanOf(path, predicts, answer(given), v), [...network, ...schedule])],
    text: p.guidance === 0 ? undefined : `Draws lean towards the condition by ${p.guidance}; the density does not.`,
  };
  const written: Written = {
    c,
    path,
    end,
    base,
    network,
    schedule,
    given,
    velocity: predicts === 'velocity' ? answer(given) : undefined,
    where: [...(predicts === 'velocity' ? [] : [belief]), forward, ...explained(term('p(\\epsilon)', base.nodes), base)],
  };
  const chain = path.levels !== undefined && p.likelihood !== 'ode';
  return {
    ...(chain ? chainLaw(written, path.levels, p.variance) : odeLaw(written, p.odeSteps)),
    nodes,
    sign: '=',
    draw: samplerLines({
      ...p,
      v,
      path,
      predicts,
      sampler,
      answer,
      given,
      network,
      schedule,
      id: c.id,
      start: grows(path)
        ? [...base.draw, line(`$${end} \\leftarrow ${path.levels === undefined ? '\\sigma_1' : '\\sigma_T'}\\,\\epsilon$`, base.nodes)]
        : only(c, 'base', end).draw,
      steps: p.steps ?? (whole ? (path.levels ?? 20) : 20),
    }),
    inner: innerOf(written),
  };
}
interface Written {
  readonly c: LawContext;
  readonly path: Path;
  readonly end: string;
  readonly base: Law;
  readonly network: readonly string[];
  readonly schedule: readonly string[];
  readonly given: string;
  readonly where: readonly Statement[];
  /** The network's answer, where it is the slope itself. */
  readonly velocity: string | undefined;
}
function innerOf({ c, path, end, base, network, schedule }: Written): readonly Inner[] {
  const plate = path.levels === undefined ? '0 < t < 1' : path.levels > 1 ? `t = ${path.levels - 1}, …, 1` : undefined;
  return [
    { symbol: end, nodes: base.nodes },
    { symbol: below(c.v, 't'), nodes: [...network, ...schedule], plate, chained: true, fixed: path.levels === undefined },
  ];
}
function chainLaw(w: Written, levels: number, variance: string): Pick<Law, 'formula' | 'of' | 'text' | 'where'> {
  const { v } = w.c;
  const [now, before] = [below(v, 't'), below(v, 't-1')];
  const step = `p${w.c.weights('denoiser')}(${before}\\mid ${listed(now, w.given)})`;
  const mean = `\\tilde\\mu_t(${now},\\,${hatted(v, '0')})`;
  return {
    formula: [
      term('\\int', [w.c.id]),
      term(`p(${w.end})`, w.base.nodes),
      term(`\\prod_{t=1}^{T}`, w.schedule),
      term(step, w.network),
      term(`d${below(v, '1:T')}`, [w.c.id]),
    ],
    of: 'density',
    text: `T = ${levels}. Scored by a variational bound: the forward noise stands in for the posterior of the chain.`,
    where: [
      {
        formula: [
          term(step, w.network),
          term('='),
          term(`\\mathcal N\\big(${before};\\,${mean},\\,${variance === 'small' ? '\\tilde\\beta_t' : '\\beta_t'} I\\big)`, [
            ...w.schedule,
            w.c.id,
          ]),
        ],
      },
      ...w.where,
    ],
  };
}
function odeLaw(w: Written, steps: number): Pick<Law, 'formula' | 'of' | 'text' | 'where'> {
  const slope = `\\tfrac{d${below(w.c.v, 't')}}{dt}`;
  const span = w.path.levels === undefined ? '_0^1' : '_0^T';
  const [clean, noise] = [hatted(w.c.v, '0'), '\\hat\\epsilon'];
  const direct = w.velocity;
  return {
    formula: [
      term(`\\log p(${w.end})`, w.base.nodes),
      term('+'),
      term(`\\int${span} \\nabla\\!\\cdot\\!${slope}\\,dt`, [...w.network, ...w.schedule]),
    ],
    of: 'log',
    text: `The probability-flow ODE, in ${steps} Heun steps.`,
    where: [
      ...(direct === undefined
        ? [
            { formula: [term(slope, w.network), term('='), term(slopeOf(w.path, clean, noise), w.schedule)] },
            { formula: [term(noise, w.network), term('='), term(noiseOf(w.path, clean, w.c.v), w.schedule)] },
          ]
        : [{ formula: [term(slope, w.network), term('='), term(direct, w.network)] }]),
      ...w.where,
    ],
  };
}
