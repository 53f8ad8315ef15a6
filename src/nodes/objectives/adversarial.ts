/** Adversarial: a critic compares the two sides of random variables; one loss for its player and one for the generator's. */
import { all, grade } from '../../distributions/grade.ts';
import { leaves } from '../../ir/dependencies.ts';
import type { Val } from '../../ir/value.ts';
import { legible } from '../distributions/reading.ts';
import { type Loss, type ObjectiveContext, defineNode } from '../define.ts';
import { type Formula, joined, listed, term } from '../notation/formula.ts';
import type { Scribe, Written } from '../notation/scribe.ts';
import { RULES, type Rule, gradientPenalty, r1 } from './game.ts';

/** The critic over the wired variables together; conditions are read beside them, and are the same on both sides. */
function criticOf(c: ObjectiveContext) {
  const { b } = c;
  const network = c.network('discriminator');
  const variables = c.variables('variables');
  const compared = variables.filter((v) => !c.isGiven(v));
  const given = variables.filter((v) => c.isGiven(v));
  if (compared.length === 0)
    c.refuse('only conditions are wired to it, and they are the same on both sides', 'wire an Observed variable to it');
  const read = (v: string, side: 'model' | 'data'): Val => legible(b, c.space(v), c.value(v, side));
  const condition = given.map((v) => read(v, 'data'));
  return {
    /** What it reads of one side. */
    side: (of: 'model' | 'data'): readonly Val[] => compared.map((v) => read(v, of)),
    /** Its score: batch plate, event []. */
    judge: (x: readonly Val[]): Val => b.sumEvent(network.apply(b, { x, condition }, [1])),
    owns: (param: string): boolean => param.startsWith(`${network.scope}.`),
    compared,
    given,
  };
}
const GAME = 'a game with a critic: no likelihood';
const GAME_UNIT = 'of the game';

/** The game on paper: D of data, and of draws under a tilde. */
function onPaper(s: Scribe, id: string, d: Pick<ReturnType<typeof criticOf>, 'compared' | 'given'>) {
  const r = s.reading(id);
  const network = r.nodes('discriminator');
  const marked = (v: string): string => `\\tilde{${s.symbol(v)}}`;
  const score = (side: 'model' | 'data'): string =>
    `D${r.weights('discriminator')}(${listed(...d.compared.map((v) => (side === 'model' ? marked(v) : s.symbol(v))), ...d.given.map(s.symbol))})`;
  const latents = d.compared.filter((v) => s.inferred(v));
  return {
    network,
    score,
    side: (side: 'model' | 'data', rule: (score: string, sign: 1 | -1) => string, sign: 1 | -1): Formula => [
      side === 'data'
        ? s.overData(d.compared)
        : term(`\\mathbb{E}_{${d.compared.map(marked).join(',')}\\sim p${s.letters(d.compared)}}`, s.makers(d.compared)),
      term(rule(score(side), sign), network),
    ],
    whole: (sides: readonly Formula[]): Written => ({
      draws: [
        ...latents.flatMap((z) => s.draw(z, 'q')),
        ...s.above(d.compared).flatMap((v) => s.draw(v, 'p', (symbol, u) => (d.compared.includes(u) ? marked(u) : symbol))),
      ],
      formula: joined(sides, '+'),
      where: [],
    }),
  };
}

function generatorLoss(c: ObjectiveContext, rule: Rule): Loss {
  const { b } = c;
  const d = criticOf(c);
  const data = d.side('data');
  // an encoder moves the data side (BiGAN); data alone is a constant to the generator
  const moves = leaves(data, 'param', true).size > 0;
  const pass = b.mean(rule.generator(b, d.judge(d.side('model')), 1));
  return {
    name: 'Adversarial (generator)',
    value: moves ? b.add(pass, b.mean(rule.generator(b, d.judge(data), -1))) : pass,
    grade: grade('estimate', c.id, GAME),
    written: (s) => {
      const p = onPaper(s, c.id, d);
      return p.whole([p.side('model', rule.latex.generator, 1), ...(moves ? [p.side('data', rule.latex.generator, -1)] : [])]);
    },
    unit: GAME_UNIT,
    monitors: {},
    holds: (param) => (d.owns(param) ? 'the critic is trained by its own player' : undefined),
  };
}

type Penalty = 'none' | 'r1' | 'gradient';
/** Both sides are held, so that this loss reaches the critic alone; its value still follows what moves them. */
function criticLoss(c: ObjectiveContext, rule: Rule, penalty: Penalty, weight: number, bounded: boolean): Loss {
  const { b } = c;
  const d = criticOf(c);
  const data = d.side('data').map((x) => b.stop(x));
  const draws = d.side('model').map((x) => b.stop(x));
  const score = { data: d.judge(data), model: d.judge(draws) };
  const tell = b.add(b.mean(rule.critic(b, score.data, 1)), b.mean(rule.critic(b, score.model, -1)));
  const extra = penaltyOf(penalty);
  const loose = !bounded && (!extra || weight === 0);
  return {
    name: 'Adversarial (critic)',
    value: extra ? b.add(tell, b.mul(weight, extra.value)) : tell,
    grade: all(
      grade('estimate', c.id, GAME),
      ...(loose ? [grade('estimate', c.id, 'without a penalty nothing bounds this critic: its loss falls for ever')] : []),
    ),
    written: (s) => {
      const p = onPaper(s, c.id, d);
      const sides = [p.side('data', rule.latex.critic, 1), p.side('model', rule.latex.critic, -1)];
      return p.whole(extra ? [...sides, [term(extra.latex(p.score('data')), [c.id, ...p.network])]] : sides);
    },
    unit: GAME_UNIT,
    monitors: { 'score.data': b.mean(score.data), 'score.model': b.mean(score.model), ...(extra && { penalty: extra.value }) },
  };

  function penaltyOf(kind: Penalty): { readonly value: Val; readonly latex: (score: string) => string } | undefined {
    switch (kind) {
      case 'none':
        return undefined;
      case 'r1':
        return { value: r1(b, score.data, data), latex: (s) => `\\tfrac{${weight}}{2}\\,\\mathbb{E}\\,\\|\\nabla ${s}\\|^2` };
      case 'gradient':
        return {
          value: gradientPenalty(b, d.judge, data, draws),
          latex: (s) => `${weight}\\,\\mathbb{E}\\big(\\|\\nabla ${s.replace(/\(.*$/, '(\\bar{x})')}\\|-1\\big)^2`,
        };
    }
  }
}

export default defineNode({
  kind: 'Adversarial',
  version: 1,
  title: 'Adversarial',
  summary: 'A critic tells draws from data, and the generator learns to pass: GAN, WGAN-GP, BiGAN.',
  words: 'loss gan wgan discriminator critic minimax hinge bigan',
  category: 'objective',
  inputs: {
    variables: {
      kind: 'variable',
      arity: 'many',
      meaning: 'the variables whose model side and data side are compared, together; a Given among them is a condition the critic reads',
    },
    discriminator: {
      kind: 'network',
      arity: 'optional',
      meaning: 'the critic’s network; a default one if nothing is wired',
      shows: 'landscape',
    },
  },
  outputs: {
    generator: { kind: 'objective', meaning: 'what the generator minimises; it leaves the critic alone' },
    critic: { kind: 'objective', meaning: 'what the critic minimises; it leaves everything else alone' },
  },
  params: {
    loss: {
      type: 'choice',
      label: 'Loss',
      meaning: 'how the game is scored',
      default: 'non-saturating',
      options: [
        { value: 'non-saturating', label: 'Non-saturating' },
        { value: 'least-squares', label: 'Least squares' },
        { value: 'hinge', label: 'Hinge' },
        { value: 'wasserstein', label: 'Wasserstein' },
      ],
    },
    penalty: {
      type: 'choice',
      label: 'Penalty',
      meaning: 'what keeps the critic’s slope small',
      default: 'r1',
      options: [
        { value: 'none', label: 'None' },
        { value: 'r1', label: 'R1: flat at the data' },
        { value: 'gradient', label: 'Gradient penalty: slope 1 between data and draws' },
      ],
    },
    weight: {
      type: 'number',
      label: 'Penalty weight',
      meaning: 'how much the penalty counts: about 0.1 for points in the plane, 10 for images',
      default: 0.1,
      min: 0,
      max: 1000,
      when: { param: 'penalty', in: ['r1', 'gradient'] },
    },
  },
  math: {
    latex:
      '\\min_D\\ \\mathbb E\\,\\zeta(-D(x)) + \\mathbb E\\,\\zeta(D(\\tilde x)), \\qquad \\min_G\\ \\mathbb E\\,\\zeta(-D(\\tilde x)), \\qquad \\zeta(s) = \\log(1+e^s)',
    text: 'The model side of each variable is drawn from p, its parents from theirs; the data side is the data, and latents come from their q. At the best critic, D is the log ratio of the two densities, so neither is ever needed.',
  },
  references: [
    { text: 'Goodfellow et al., 2014, Generative adversarial nets', url: 'https://arxiv.org/abs/1406.2661' },
    { text: 'Mao et al., 2017, Least squares GAN', url: 'https://arxiv.org/abs/1611.04076' },
    { text: 'Lim & Ye, 2017, Geometric GAN (hinge)', url: 'https://arxiv.org/abs/1705.02894' },
    { text: 'Arjovsky et al., 2017, Wasserstein GAN', url: 'https://arxiv.org/abs/1701.07875' },
    { text: 'Gulrajani et al., 2017, WGAN-GP', url: 'https://arxiv.org/abs/1704.00028' },
    { text: 'Mescheder et al., 2018, R1', url: 'https://arxiv.org/abs/1801.04406' },
    { text: 'Donahue et al., 2017, BiGAN', url: 'https://arxiv.org/abs/1605.09782' },
  ],
  losses: (c, p) => {
    const rule = RULES[p.loss];
    return [c.output === 'generator' ? generatorLoss(c, rule) : criticLoss(c, rule, p.penalty, p.weight, p.loss !== 'wasserstein')];
  },
});
