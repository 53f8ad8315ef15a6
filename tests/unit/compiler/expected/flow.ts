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

export const FLOWS: Readonly<Record<string, Report>> = {
  realnvp: { ...FLOW, trains: ['opt: c1 c2'] },
  'nice-with-permutation': { ...FLOW, trains: ['opt: c1 c2'] },
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
  'vae-flow-prior-and-regulariser': {
    ...VAE,
    learn: 'lower: z is weighed with one draw from its q; a bound for the model whose p(z) is the regulariser, not the wired p',
    trains: ['opt: dec enc', 'opt2: c'],
  },
  'flow-over-a-decoder': { ...VAE, trains: ['opt: c dec enc'] },
};
