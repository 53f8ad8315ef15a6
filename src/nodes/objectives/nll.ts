/** NLL: maximum likelihood, where the likelihood is known. */
import { defineNode } from '../define.ts';
import { PLAIN, writtenBound } from './bound.ts';

export default defineNode({
  kind: 'NLL',
  version: 1,
  title: 'NLL',
  summary: 'Maximum likelihood: minus log p of the wired variables.',
  words: 'loss likelihood cross entropy mle maximum log-likelihood flow',
  category: 'objective',
  inputs: { variables: { kind: 'variable', arity: 'many', meaning: 'the variables to explain; other variables with data are conditions' } },
  outputs: { out: { kind: 'objective', meaning: 'minus the mean log-likelihood, in nats' } },
  params: {
    hidden: {
      type: 'names',
      label: 'Hidden',
      meaning: 'observed variables to sum out, as if their data were unknown',
      default: [],
      maxLength: 32,
    },
  },
  math: {
    latex: '\\mathcal L = -\\mathbb E_{x\\sim\\text{data}}\\,\\log p(x)',
    text: 'Latents are summed over or integrated in closed form; where neither is possible, use the ELBO.',
  },
  losses: (c, p) => {
    const variables = c.variables('variables');
    const m = c.marginal(variables, { regularise: false, hidden: p.hidden, holdLatents: true });
    if (m.inferred.length)
      c.refuse(
        `log p(${variables.join(', ')}) is an integral over ${m.inferred.join(', ')}, which has a q: only a bound is known`,
        'use an ELBO',
      );
    refuseUnnormalised(c, variables);
    return [
      {
        name: 'NLL',
        value: c.b.neg(c.b.mean(m.value)),
        grade: m.grade,
        written: (s) => writtenBound(s, m, variables, { id: c.id, ...PLAIN }),
        monitors: {},
      },
    ];
  },
});

/** Likelihoods with unknown normalisers cannot be maximised by their logarithm. */
function refuseUnnormalised(
  c: { distribution(v: string, port: 'p'): { node: string; can: { normalised: boolean } }; refuse(why: string, mend: string): never },
  variables: readonly string[],
): void {
  const bad = variables.map((v) => c.distribution(v, 'p')).find((d) => !d.can.normalised);
  if (bad) c.refuse(`the normaliser of ${bad.node} depends on its parameters`, 'use contrastive divergence');
}
