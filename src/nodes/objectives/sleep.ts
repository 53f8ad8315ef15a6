/** Sleep: the model's own draws teach q, since their latents are known. With the gradient let through to what makes them, InfoGAN. */
import { grade } from '../../distributions/grade.ts';
import { leaves } from '../../ir/dependencies.ts';
import { defineNode } from '../define.ts';
import { type Formula, joined, term } from '../notation/formula.ts';

export default defineNode({
  kind: 'Sleep',
  version: 1,
  title: 'Sleep',
  summary: 'Teaches q on the model’s own draws, whose latents are known: the sleep of wake-sleep, and InfoGAN.',
  words: 'loss infogan wake',
  category: 'objective',
  inputs: { variables: { kind: 'variable', arity: 'many', meaning: 'the latents whose q is to guess them from what was drawn with them' } },
  outputs: { out: { kind: 'objective', meaning: 'minus the mean log-probability that q gives to the latent behind a draw, in nats' } },
  params: {
    teaches: {
      type: 'choice',
      label: 'Teaches',
      meaning: 'q alone, or also what draws from the latent, so that the latent can be read off its draws (InfoGAN)',
      default: 'q',
      options: [
        { value: 'q', label: 'q alone' },
        { value: 'both', label: 'q and what it reads (InfoGAN)' },
      ],
    },
  },
  math: {
    latex: '\\mathcal L = -\\mathbb E_{p(z)\\,p(x\\mid z)}\\,\\log q(z\\mid x) \\;\\ge\\; H(z\\mid x) = H(z) - I(z; x)',
    text: 'Least when q is the posterior of the model. The other Kullback–Leibler divergence than the ELBO’s: KL(p(z|x) ‖ q), under draws of the model. Where the gradient passes on to what draws x, it raises a lower bound on the mutual information of z and x.',
  },
  references: [
    { text: 'Hinton et al., 1995, The wake-sleep algorithm', url: 'https://doi.org/10.1126/science.7761831' },
    { text: 'Chen et al., 2016, InfoGAN', url: 'https://arxiv.org/abs/1606.03657' },
  ],
  losses: (c, p) => {
    const { b } = c;
    const terms = c.variables('variables').map((z) => ({ z, ...c.dreamt(z, p.teaches === 'q') }));
    const blunt = terms.find((t) => t.q.can.logProb.fidelity === 'impossible');
    if (blunt) c.refuse(blunt.q.can.logProb.why.map((r) => r.text).join('; '), `wire a distribution with a density to ${blunt.z}.q`);
    const losses = terms.map((t) => ({ ...t, value: b.neg(b.mean(t.q.logProb(b, t.datum, 'learn'))) }));
    const numb = losses.find((t) => leaves([t.value], 'param', true).size === 0);
    if (numb) c.refuse(`${numb.q.node} has nothing to learn`, `wire an Encoder to ${numb.z}.q`);
    return [
      {
        name: 'Sleep',
        value: b.total(...losses.map((t) => t.value)),
        grade: grade('estimate', c.id, 'teaches q on draws of the model: no bound on log p of data'),
        written: (s) => {
          const dream = [...new Set(s.above(terms.flatMap((t) => [t.z, ...s.read(t.z, 'q')])))];
          const drawn = dream.map((v) => s.factor(v, 'p'));
          const guesses = terms.map((t): Formula => [term('\\log'), s.factor(t.z, 'q')]);
          return {
            draws: dream.flatMap((v) => s.draw(v, 'p')),
            formula: [
              term('-'),
              term(
                `\\mathbb{E}_{${drawn.map((f) => f.latex).join('')}}`,
                drawn.flatMap((f) => f.nodes),
              ),
              term('\\big['),
              ...joined(guesses, '+'),
              term('\\big]'),
            ],
            where: [],
          };
        },
        monitors: {},
      },
    ];
  },
});
