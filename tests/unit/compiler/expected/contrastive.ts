/** What follows from drawings that only compare readings: features are learnt, and there is nothing to draw or to score. */
import type { Report } from '../../../drawings/report.ts';

const CLIP: Report = {
  p: '',
  q: '',
  learn: 'estimate: pairs are told apart: no likelihood of the data',
  sample: 'impossible: no variable has a p: the drawing generates nothing',
  score: 'impossible: no variable has a p: there is no density',
  infer: 'impossible: nothing is latent',
  trains: ['opt: con img txt'],
  diagnostics: [],
};
export const CONTRASTIVES: Readonly<Record<string, Report>> = {
  clip: CLIP,
  'clip-of-two-sizes': {
    ...CLIP,
    learn: 'impossible: it compares readings of 4 and of 3 numbers',
    trains: [],
    diagnostics: ['cannot-learn at con'],
  },
  'clip-on-the-codes-of-a-vae': {
    p: 'p(z) p(x|z)',
    q: 'q(z|x)',
    learn: 'estimate: z is weighed with one draw from its q; pairs are told apart: no likelihood of the data',
    sample: 'exact',
    score: 'lower: z is weighed with 50 draws from its q',
    infer: 'estimate: z comes from its learnt q',
    trains: ['opt: con dec enc img txt'],
    diagnostics: [],
  },
};
