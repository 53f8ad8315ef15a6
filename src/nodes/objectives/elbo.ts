/** ELBO: the evidence lower bound, with its usual knobs; with K samples the importance-weighted bound (IWAE). */
import type { Builder } from '../../ir/builder.ts';
import { numel } from '../../graph/space.ts';
import type { Val } from '../../ir/value.ts';
import { all, grade } from '../../distributions/grade.ts';
import { type KlTerm, defineNode } from '../define.ts';
import { term } from '../notation/formula.ts';
import { writtenBound } from './bound.ts';

/** Numbers of one meaning that are watched one by one, at most. */
const MOST_LINES = 32;

/** Per-element KL averaged over the batch, each at least `bits` nats (Kingma et al., 2016, appendix C.8). */
function freeBits(b: Builder, t: KlTerm, bits: number): Val {
  const perElement = b.mean(t.perElement!);
  return b.sumEvent(b.maximum(perElement, bits));
}
export default defineNode({
  kind: 'ELBO',
  version: 1,
  title: 'ELBO',
  summary: 'The evidence lower bound: reconstruction minus KL; with K samples, IWAE.',
  words: 'loss kl vae variational vi free energy beta evidence iwae reconstruction',
  category: 'objective',
  inputs: { variables: { kind: 'variable', arity: 'many', meaning: 'the observed variables to explain' } },
  outputs: { out: { kind: 'objective', meaning: 'minus the bound, in nats' } },
  params: {
    beta: {
      type: 'number',
      label: 'Beta',
      meaning: 'weight of the KL; above 1 is a looser bound, below 1 no bound',
      default: 1,
      min: 0,
      max: 100,
    },
    warmup: {
      type: 'number',
      label: 'Warm-up',
      meaning: 'steps over which beta rises from 0',
      default: 0,
      min: 0,
      max: 1_000_000,
      integer: true,
      unit: 'steps',
    },
    freeBits: {
      type: 'number',
      label: 'Free bits',
      meaning: 'KL each latent dimension may have for nothing',
      default: 0,
      min: 0,
      max: 10,
      unit: 'nats',
    },
    samples: {
      type: 'optional-number',
      label: 'Importance samples',
      meaning: 'K of the importance-weighted bound',
      default: null,
      min: 1,
      max: 1000,
      integer: true,
      whenNull: 'the plain ELBO',
    },
    hidden: {
      type: 'names',
      label: 'Hidden',
      meaning: 'observed variables to sum out, as if their data were unknown',
      default: [],
      maxLength: 32,
    },
  },
  math: {
    latex: '\\log p(x) \\ge \\mathbb E_{q(z\\mid x)}\\big[\\log p(x\\mid z)\\big] - \\mathrm{KL}\\big(q(z\\mid x)\\,\\|\\,p(z)\\big)',
    text: 'The intractable integral over z becomes an expectation under q. With K samples: log of the mean of K importance weights, a tighter bound.',
  },
  references: [
    { text: 'Kingma & Welling, 2014', url: 'https://arxiv.org/abs/1312.6114' },
    { text: 'Burda et al., 2016, Importance weighted autoencoders', url: 'https://arxiv.org/abs/1509.00519' },
    { text: 'Higgins et al., 2017, beta-VAE', url: 'https://openreview.net/forum?id=Sy2fzU9gl' },
  ],
  losses: (c, p) => {
    const { b } = c;
    const variables = c.variables('variables');
    const m = c.marginal(variables, { samples: p.samples ?? undefined, regularise: true, hidden: p.hidden, holdLatents: true });
    for (const v of [...variables, ...m.inferred.filter((z) => !m.kl.some((t) => t.latent === z && t.regulariser))]) {
      const { node, can } = c.distribution(v, 'p');
      if (!can.normalised)
        c.refuse(
          `the normaliser of ${node} depends on its parameters`,
          variables.includes(v)
            ? 'use contrastive divergence'
            : `wire a Prior to ${v}.regulariser, and learn ${node} by contrastive divergence on ${v} in a later phase`,
        );
    }
    const reshaped = p.beta !== 1 || p.warmup > 0 || p.freeBits > 0;
    if (reshaped && (p.samples !== null || m.enumerated.length))
      c.refuse(
        'beta, warm-up and free bits weigh a KL term, but here the KL is inside a logarithm of a sum',
        'set beta 1, warm-up 0 and free bits 0, or use one sample and a q for every latent',
      );
    const unclosed = m.kl.find((t) => !t.perElement);
    if (p.freeBits > 0 && unclosed)
      c.refuse(`free bits need the KL of ${unclosed.latent} in closed form`, 'set free bits to 0, or use a Gaussian q and p');
    const kl = m.kl.map((t) => (p.freeBits > 0 ? freeBits(b, t, p.freeBits) : b.mean(t.total)));
    const beta = p.warmup > 0 ? b.host(`${c.id}.beta`, { kind: 'ramp', to: p.beta, steps: p.warmup }) : b.of(p.beta);
    const bound = reshaped ? b.sub(b.mean(m.reconstruction), b.mul(beta, b.total(0, ...kl))) : b.mean(m.value);
    const value = m.penalties.reduce((a, x) => b.add(a, b.mean(x)), b.neg(bound));
    const swapped = m.kl.filter((t) => t.regulariser).map((t) => t.latent);
    const notes = [
      ...(p.beta < 1 ? [grade('estimate', c.id, `beta ${p.beta} below 1 is no bound`)] : []),
      ...(p.freeBits > 0 ? [grade('estimate', c.id, 'free bits change what is minimised')] : []),
      ...(swapped.length
        ? [grade('lower', c.id, `a bound for the model whose p(${swapped.join(', ')}) is the regulariser, not the wired p`)]
        : []),
      ...(m.penalties.length ? [grade('estimate', c.id, 'a commitment term is added')] : []),
    ];
    const monitors = Object.fromEntries([
      ...(m.enumerated.length || p.samples !== null ? [] : [['reconstruction', b.neg(b.mean(m.reconstruction))] as const]),
      ...m.kl.map((t) => [`kl.${t.latent}`, b.mean(t.total)] as const),
      ...Object.entries(m.monitors),
    ]);
    const profiles = Object.fromEntries(
      m.kl.flatMap((t) => {
        const n = t.perElement ? numel(t.perElement.event) : 0;
        // of larger latents nobody can tell the lines apart
        return n > 1 && n <= MOST_LINES
          ? [[`kl.${t.latent}`, { value: b.flat(b.mean(t.perElement!)), by: `dimension of ${t.latent}` }]]
          : [];
      }),
    );
    const weight = p.warmup > 0 ? '\\beta_t' : p.beta === 1 ? '' : `${p.beta}`;
    return [
      {
        name: 'ELBO',
        value,
        grade: all(m.grade, ...notes),
        written: (s) => {
          const w = writtenBound(s, m, variables, { id: c.id, beta: weight, freeBits: p.freeBits, samples: p.samples });
          const ramp = { formula: [term('\\beta_t', [c.id]), term('='), term(`${p.beta}\\,\\min(1,\\,t/${p.warmup})`, [c.id])] };
          return p.warmup > 0 ? { ...w, where: [...w.where, ramp] } : w;
        },
        monitors,
        profiles,
      },
    ];
  },
});
