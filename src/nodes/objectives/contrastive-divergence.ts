/** ContrastiveDivergence: lowers the energy of data and raises that of chains. */
import { all, grade } from '../../distributions/grade.ts';
import { chain } from '../../distributions/energy/chains.ts';
import type { Distribution, Markov } from '../../distributions/distribution.ts';
import { numel } from '../../graph/space.ts';
import type { Plate, Val } from '../../ir/value.ts';
import { type Loss, type ObjectiveContext, defineNode } from '../define.ts';
import { type Formula, deeper, joined, line, term } from '../notation/formula.ts';
import type { Scribe, Written } from '../notation/scribe.ts';
import type { ParamsOf } from '../params.ts';
import { latentDraws } from './regression.ts';

const PARAMS = {
  start: {
    type: 'choice',
    label: 'Chains start',
    meaning: 'where the chains of a turn begin',
    default: 'persistent',
    options: [
      { value: 'persistent', label: 'Where they were (persistent)' },
      { value: 'noise', label: 'From noise (short-run)' },
      { value: 'data', label: 'From the data (CD-k)' },
    ],
  },
  steps: {
    type: 'number',
    label: 'Steps',
    meaning: 'steps of each chain a turn; of which kind, the distribution says',
    default: 10,
    min: 1,
    max: 1000,
    integer: true,
    unit: 'steps',
  },
  chains: {
    type: 'number',
    label: 'Chains',
    meaning: 'how many chains move in one turn',
    default: 256,
    min: 1,
    max: 8192,
    integer: true,
    when: { param: 'start', in: ['persistent'] },
  },
  buffer: {
    type: 'number',
    label: 'Buffer',
    meaning: 'sets of chains that are kept, of which one moves in a turn; more of them cover more of the space and each moves less often',
    default: 1,
    min: 1,
    max: 64,
    integer: true,
    unit: 'sets',
    when: { param: 'start', in: ['persistent'] },
  },
  restart: {
    type: 'number',
    label: 'Restarts',
    meaning: 'share of the chains that begin anew from noise in a turn, so that none is caught for ever',
    default: 0.05,
    min: 0,
    max: 1,
    when: { param: 'start', in: ['persistent'] },
  },
  magnitude: {
    type: 'number',
    label: 'Magnitude',
    meaning: 'weight of the mean square of all energies, which nothing else keeps from drifting away',
    default: 0.001,
    min: 0,
    max: 100,
  },
} as const;
type Settings = ParamsOf<typeof PARAMS>;

/** The chains of one variable after this turn, no gradient through them. */
function negatives(c: ObjectiveContext, v: string, d: Distribution, markov: Markov, data: Val, p: Settings): Val {
  const { b } = c;
  // what a step costs is shown at the distribution
  const run = (start: Val): Val => b.within({ node: d.node }, () => b.stop(chain(b, `${c.id}.${v}.chain`, markov, start, p.steps)));
  switch (p.start) {
    case 'data':
      return run(b.stop(b.expand(data, ['B'], d.event)));
    case 'noise':
      return run(markov.start(b, ['B']));
    case 'persistent': {
      const plate = b.plate(`${c.id}.${v}`, p.chains);
      const fresh = markov.start(b, [plate]);
      if (fresh.plates.length > 1)
        c.refuse(
          `${d.node} has a condition, which differs from example to example, so a chain cannot be kept for the next turn`,
          'let the chains start from noise or from the data',
        );
      return kept(c, `${c.id}.${v}`, d, markov, plate, fresh, run, p);
    }
  }
}
/** Chains that go on from turn to turn (Tieleman, 2008), some of them anew (Du & Mordatch, 2019, section 3.2). */
function kept(
  c: ObjectiveContext,
  name: string,
  d: Distribution,
  markov: Markov,
  plate: Plate,
  fresh: Val,
  run: (start: Val) => Val,
  p: Settings,
): Val {
  const { b } = c;
  const { event } = d;
  const buffer = b.state(name, [p.buffer * p.chains, ...event], markov.init);
  const sets = p.buffer === 1 ? undefined : setsOf(c, buffer, p, event);
  const before = markov.settle(b, b.toPlate(sets?.chosen ?? buffer, plate));
  const anew = b.reshape(
    b.greater(p.restart, b.random('uniform', [plate], [])),
    event.map(() => 1),
  );
  const end = run(p.restart > 0 ? b.where(anew, fresh, before) : before);
  const after = b.toAxis(end, plate);
  b.update(name, sets?.put(after) ?? after);
  return end;
}
/** One of the sets of chains, drawn anew each turn, and the buffer with what becomes of it: [sets * chains, ..event]. */
function setsOf(c: ObjectiveContext, buffer: Val, p: Settings, event: readonly number[]): { readonly chosen: Val; put(after: Val): Val } {
  const { b } = c;
  const numbers = b.constant(
    Array.from({ length: p.buffer }, (_, i) => i),
    [p.buffer],
  );
  const hot = b.eq(numbers, b.floor(b.mul(p.buffer, b.random('uniform', [], []))));
  const all = b.reshape(buffer, [p.buffer, p.chains * numel(event)]);
  return {
    chosen: b.reshape(b.contract(hot, all, 'k,kn->n'), [p.chains, ...event]),
    put: (after) => b.reshape(b.where(b.reshape(hot, [p.buffer, 1]), b.reshape(after, [1, p.chains * numel(event)]), all), buffer.event),
  };
}
const BEGIN: Readonly<Record<Settings['start'], string>> = {
  persistent: 'chains that go on from turn to turn',
  noise: 'short chains from noise',
  data: 'short chains from the data',
};

function lossOf(c: ObjectiveContext, p: Settings): Loss {
  const { b } = c;
  const variables = c.variables('variables');
  const monitors: Record<string, Val> = {};
  const sides: Val[] = [];
  const parts = variables.map((v) => {
    const { p: d, datum } = c.explained(v);
    const markov = markovOf(c, v, d);
    const at = (x: Val): Val => b.within({ node: d.node }, () => b.neg(d.logProb(b, { val: x }, 'learn')));
    const data = at(datum.val);
    const chains = at(negatives(c, v, d, markov, datum.val, p));
    sides.push(data, chains);
    monitors[`energy.data.${v}`] = b.mean(data);
    monitors[`energy.chains.${v}`] = b.mean(chains);
    return {
      value: b.sub(b.mean(data), b.mean(chains)),
      grade: grade(
        'estimate',
        c.id,
        `${c.id} follows log p with ${BEGIN[p.start]}, ${p.steps} ${markov.name} a turn: a biased gradient`,
        'mcmc',
      ),
    };
  });
  const squares = b.total(0, ...sides.map((e) => b.mean(b.square(e))));
  return {
    name: 'Contrastive divergence',
    value: b.add(b.total(0, ...parts.map((t) => t.value)), p.magnitude > 0 ? b.mul(p.magnitude, squares) : 0),
    grade: all(...parts.map((t) => t.grade), ...(p.magnitude > 0 ? [grade('estimate', c.id, 'large energies are penalised')] : [])),
    written: (s) => onPaper(s, c.id, variables, p),
    unit: 'nats of energy',
    monitors,
  };
}
/** Energies of data less those of chains; the chains as lines. */
function onPaper(s: Scribe, id: string, variables: readonly string[], p: Settings): Written {
  const differences = variables.map((v): Formula => {
    const [x, nodes] = [s.symbol(v), s.makers([v])];
    const energy = `E${s.letters([v])}`;
    return [
      s.overData([v]),
      term(`${energy}(${x})`, nodes),
      term('-'),
      term(`\\mathbb{E}_{\\tilde{${x}}}`, [id]),
      term(`${energy}(\\tilde{${x}})`, nodes),
    ];
  });
  return {
    draws: [
      ...latentDraws(s, variables),
      ...variables.flatMap((v) => [
        line(`$\\tilde{${s.symbol(v)}} \\leftarrow$ ${BEGIN[p.start]}`, [id]),
        line(`repeat ${p.steps} times`, [id]),
        ...deeper([
          line(`$\\tilde{${s.symbol(v)}} \\leftarrow$ a step of the chain that keeps $${s.factor(v, 'p').latex}$`, s.makers([v])),
        ]),
      ]),
    ],
    formula: [
      ...joined(differences, '+'),
      ...(p.magnitude > 0 ? [term('+'), term(`${p.magnitude}\\,\\mathbb{E}\\big[E^2\\big]`, [id])] : []),
    ],
    where: [
      {
        formula: variables.flatMap((v, i) => [
          ...(i > 0 ? [term(',\\quad')] : []),
          term(`E${s.letters([v])}(${s.symbol(v)})`, s.makers([v])),
          term('='),
          term('-\\log'),
          s.factor(v, 'p'),
          term('-\\log Z'),
        ]),
        text: 'The normaliser Z is the same on both sides of the difference, so it is never needed.',
      },
    ],
  };
}
function markovOf(c: ObjectiveContext, v: string, d: Distribution): Markov {
  if (d.markov) return d.markov;
  return d.can.logProb.fidelity === 'impossible'
    ? c.refuse(
        `what generates ${v} has no energy: ${d.can.logProb.why.map((r) => r.text).join('; ')}`,
        'use an Energy, an RBM or a Product; learn a sampler with an Adversarial objective',
      )
    : d.can.normalised
      ? c.refuse(
          `${d.node}, which generates ${v}, has a density, so nothing needs to be contrasted with it`,
          'use NLL, or an ELBO where there are latents',
        )
      : c.refuse(`the chains of an energy do not reach through ${d.node}`, `wire the Energy itself to ${v}.p`);
}

export default defineNode({
  kind: 'ContrastiveDivergence',
  version: 1,
  title: 'Contrastive divergence',
  summary: 'Lowers the energy of data and raises that of chains that follow the model: CD, persistent or short-run.',
  words: 'loss cd pcd ebm energy rbm',
  category: 'objective',
  inputs: { variables: { kind: 'variable', arity: 'many', meaning: 'variables whose p has an energy' } },
  outputs: {
    out: { kind: 'objective', meaning: 'the difference of mean energies; no likelihood, and no measure of how good the model is' },
  },
  params: PARAMS,
  math: {
    latex: '\\nabla_\\theta \\big(-\\log p(x)\\big) = \\nabla_\\theta E(x) - \\mathbb E_{\\tilde x\\sim p}\\,\\nabla_\\theta E(\\tilde x)',
    text: 'The gradient of log Z is an expectation under the model, for which chains stand in; no gradient passes through them. Where chains are too short the gradient is biased: judge by the score, not by this loss.',
  },
  references: [
    { text: 'Hinton, 2002, contrastive divergence', url: 'https://doi.org/10.1162/089976602760128018' },
    { text: 'Tieleman, 2008, persistent contrastive divergence', url: 'https://doi.org/10.1145/1390156.1390290' },
    { text: 'Du & Mordatch, 2019, Implicit generation and modeling with energy-based models', url: 'https://arxiv.org/abs/1903.08689' },
    { text: 'Nijkamp et al., 2019, short-run MCMC', url: 'https://arxiv.org/abs/1904.09770' },
  ],
  losses: (c, p) => [lossOf(c, p)],
});
