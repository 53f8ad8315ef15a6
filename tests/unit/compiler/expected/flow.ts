/** What follows from the flows. */
import type { Report } from '../../../drawings/report.ts';

const FLOW: Report = {
  p: 'p(x)',
  q: '',
  learn: 'exact',
  sample: 'exact',
  score: 'exact',
  infer: 'exact: the base behind x',
  trains: [],
  diagnostics: [],
};
const VAE: Report = {
  p: 'p(z) p(x|z)',
  q: 'q(z|x)',
  learn: 'lower: z is weighed with one draw from its q',
  sample: 'exact',
  score: 'lower: z is weighed with 50 draws from its q',
  infer: 'estimate: z comes from its learnt q',
  trains: [],
  diagnostics: [],
};

/** A flow that a node refuses to build. */
const refused = (node: string, why: string): Report => {
  const impossible = `impossible: ${why}`;
  return {
    ...FLOW,
    learn: impossible,
    sample: impossible,
    score: impossible,
    infer: impossible,
    diagnostics: [`cannot-learn at ${node}`],
  };
};

export const FLOWS: Readonly<Record<string, Report>> = {
  realnvp: { ...FLOW, trains: ['opt: c1 c2'] },
  'nice-with-permutation': { ...FLOW, trains: ['opt: c1 c2'] },
  'realnvp-with-actnorm': { ...FLOW, trains: ['opt: a1 a2 c1 c2'] },
  'glow-of-vectors': { ...FLOW, trains: ['opt: a1 a2 c w'] },
  'linear-flow': { ...FLOW, trains: ['opt: c w1 w2'] },
  'linear-flow-of-too-many': refused('w', 'it mixes every number with every other, and there are 200'),
  'spline-flow': { ...FLOW, trains: ['opt: s t'] },
  maf: { ...FLOW, sample: 'exact (sequential): f goes through its 4 numbers one after another', trains: ['opt: made'] },
  'maf-not-causal': {
    ...FLOW,
    learn: 'impossible: the network wired to it lets number i see itself and what comes after it, so the flow cannot be inverted',
    sample: 'impossible: the network wired to it lets number i see itself and what comes after it, so the flow cannot be inverted',
    score: 'impossible: the network wired to it lets number i see itself and what comes after it, so the flow cannot be inverted',
    infer: 'impossible: the network wired to it lets number i see itself and what comes after it, so the flow cannot be inverted',
    diagnostics: ['cannot-learn at f'],
  },
  'made-as-encoder-network': {
    ...FLOW,
    learn: 'impossible: it gives each of n numbers what those before it say, and here it is asked for something else',
    sample: 'impossible: it gives each of n numbers what those before it say, and here it is asked for something else',
    score: 'impossible: it gives each of n numbers what those before it say, and here it is asked for something else',
    infer: 'impossible: it gives each of n numbers what those before it say, and here it is asked for something else',
    diagnostics: ['cannot-learn at made'],
  },
  'flow-of-one-number': {
    ...FLOW,
    learn: 'impossible: it needs at least 2 numbers, one part to read and one to move',
    sample: 'impossible: it needs at least 2 numbers, one part to read and one to move',
    score: 'impossible: it needs at least 2 numbers, one part to read and one to move',
    infer: 'impossible: it needs at least 2 numbers, one part to read and one to move',
    diagnostics: ['cannot-learn at c'],
  },
  'flow-on-binary': {
    ...FLOW,
    p: '',
    learn: 'impossible: Two kinds of values meet here that do not agree: binary and real.',
    sample: 'impossible: Two kinds of values meet here that do not agree: binary and real.',
    score: 'impossible: Two kinds of values meet here that do not agree: binary and real.',
    infer: 'impossible: Two kinds of values meet here that do not agree: binary and real.',
    diagnostics: ['space-clash at c.out'],
  },
  'flow-over-a-mixture': { ...FLOW, trains: ['opt: c prior'] },
  'mixture-of-flow-and-gaussian': { ...FLOW, infer: 'exact: the component behind x', trains: ['opt: c mix p2'] },
  'mixture-of-nothing': {
    ...FLOW,
    learn: 'impossible: nothing is wired to its parts',
    sample: 'impossible: nothing is wired to its parts',
    score: 'impossible: nothing is wired to its parts',
    infer: 'impossible: nothing is wired to its parts',
    diagnostics: ['cannot-learn at mix'],
  },
  'mixture-with-a-generator': {
    ...FLOW,
    learn: 'impossible: gen only defines a sampler: a network that is not invertible gives no density',
    score: 'impossible: gen only defines a sampler: a network that is not invertible gives no density',
    infer: 'impossible: gen only defines a sampler: a network that is not invertible gives no density',
    diagnostics: ['cannot-learn at gen'],
  },
  'vae-mixture-of-posteriors': { ...VAE, trains: ['opt: dec enc enc2'] },
  'vae-mixture-of-posteriors-with-learnt-weights': {
    ...VAE,
    learn: 'impossible: a draw of mix carries no gradient to how often each of its parts is chosen, so its weights would be learnt wrongly',
    diagnostics: ['cannot-learn at z'],
  },
  'couplings-sharing-one-network': { ...FLOW, trains: ['opt: net'] },
  'conditional-flow': {
    ...FLOW,
    p: 'p(x|y)',
    sample: 'exact (sequential) given y: f goes through its 2 numbers one after another',
    score: 'exact given y',
    infer: 'exact given y: the base behind x',
    trains: ['opt: c f'],
  },
  'flow-classifier': { ...FLOW, p: 'p(y) p(x|y)', infer: 'exact: y is enumerated; the base behind x', trains: ['opt: c py'] },
  'vae-flow-posterior-mixture-prior': { ...VAE, trains: ['opt: c1 c2 dec enc prior'] },
  'vae-iaf-posterior': { ...VAE, trains: ['opt: dec enc iaf'] },
  'vae-maf-posterior': {
    ...VAE,
    learn: 'lower (sequential): maf goes through its 2 numbers one after another; z is weighed with one draw from its q',
    score: 'lower (sequential): maf goes through its 2 numbers one after another; z is weighed with 50 draws from its q',
    infer: 'estimate (sequential): maf goes through its 2 numbers one after another; z comes from its learnt q',
    trains: ['opt: dec enc maf'],
  },
  'vae-actnorm-posterior': { ...VAE, trains: ['opt: a c dec enc'] },
  'vae-actnorm-prior-in-phase-2': {
    ...VAE,
    learn: 'lower: z is weighed with one draw from its q; a bound for the model whose p(z) is the regulariser, not the wired p',
    trains: ['opt: dec enc', 'opt2: a c'],
  },
  'vae-flow-prior-and-regulariser': {
    ...VAE,
    learn: 'lower: z is weighed with one draw from its q; a bound for the model whose p(z) is the regulariser, not the wired p',
    trains: ['opt: dec enc', 'opt2: c'],
  },
  'flow-over-a-decoder': { ...VAE, trains: ['opt: c dec enc'] },
};
