/** Reconstruction: data explained by the code that was made of it, and by nothing else. */
import { grade } from '../../distributions/grade.ts';
import { defineNode } from '../define.ts';
import { inQOrder } from './bound.ts';
import { type Formula, joined, term } from '../notation/formula.ts';

export default defineNode({
  kind: 'Reconstruction',
  version: 1,
  title: 'Reconstruction',
  summary: 'How well a variable is rebuilt from its own code: an autoencoder’s objective, with no KL.',
  words: 'loss mse autoencoder error ae',
  category: 'objective',
  inputs: {
    variables: { kind: 'variable', arity: 'many', meaning: 'the variables to rebuild, each from a code that reads its data' },
  },
  outputs: { out: { kind: 'objective', meaning: 'minus the mean log-likelihood of the data given its own code, in nats' } },
  params: {},
  math: {
    latex: '\\mathcal L = -\\mathbb E_{x\\sim\\text{data}}\\,\\mathbb E_{q(z\\mid x)}\\,\\log p(x\\mid z)',
    text: 'The first term of the ELBO alone. With a Gaussian likelihood of fixed scale it is a squared error. Nothing keeps the codes near a prior, so there is no law to draw codes from: p(x) is not defined, and x cannot be sampled.',
  },
  references: [
    {
      text: 'Hinton & Salakhutdinov, 2006, Reducing the dimensionality of data with neural networks',
      url: 'https://doi.org/10.1126/science.1127647',
    },
    { text: 'Makhzani et al., 2016, Adversarial autoencoders', url: 'https://arxiv.org/abs/1511.05644' },
  ],
  losses: (c) => {
    const { b } = c;
    const terms = c.variables('variables').map((v) => ({ v, ...c.rebuilt(v) }));
    const blunt = terms.find((t) => t.p.can.logProb.fidelity === 'impossible');
    if (blunt)
      c.refuse(
        blunt.p.can.logProb.why.map((r) => r.text).join('; '),
        `give ${blunt.p.node} a density: with a fixed scale, reconstruction is a squared error`,
      );
    const loose = terms.find((t) => !t.p.can.normalised);
    if (loose) c.refuse(`the normaliser of ${loose.p.node} depends on its parameters`, 'use contrastive divergence');
    const errors = terms.map((t) => b.neg(b.mean(t.p.logProb(b, t.datum, 'learn'))));
    const penalties = terms.flatMap((t) => t.penalties).map((x) => b.mean(x));
    return [
      {
        name: 'Reconstruction',
        value: b.total(...errors, ...penalties),
        grade: grade('estimate', c.id, 'reconstruction only: no likelihood of the data'),
        written: (s) => {
          const codes = [...new Set(terms.flatMap((t) => t.codes))];
          const q = codes.map((z) => s.factor(z, 'q'));
          const fits = terms.map((t): Formula => [term('\\log'), s.factor(t.v, 'p')]);
          const over =
            q.length > 0
              ? [
                  term(
                    `\\mathbb{E}_{${q.map((f) => f.latex).join('')}}`,
                    q.flatMap((f) => f.nodes),
                  ),
                ]
              : [];
          return {
            draws: inQOrder(s, codes).flatMap((z) => s.draw(z, 'q')),
            formula: [term('-'), s.overData(terms.map((t) => t.v)), ...over, term('\\big['), ...joined(fits, '+'), term('\\big]')],
            where: [],
          };
        },
        monitors: {},
      },
    ];
  },
});
