/** What follows from autoencoders of codes. As in the sketch, but for the score program, which weighs a latent with 50 draws from its q: here they are all one point. */
import type { Report } from '../../../drawings/report.ts';

const COMMITTED = 'a commitment term is added';
const EVEN: Report = {
  p: 'p(z) p(x|z)',
  q: 'q(z|x)',
  learn: `estimate: z is weighed with one draw from its q; ${COMMITTED}`,
  sample: 'exact',
  score: 'lower: z is weighed with 50 draws from its q',
  infer: 'estimate: z comes from its learnt q',
  trains: ['opt: dec feat'],
  diagnostics: [],
};
const LEARNT = `estimate: z is weighed with one draw from its q; a bound for the model whose p(z) is the regulariser, not the wired p; ${COMMITTED}`;
/** The prior learns in phase 2, when the codes stand still: it has no gradient to them (rule 5), and their table is held (rule 13). */
const VQ: Report = {
  ...EVEN,
  learn: LEARNT,
  sample: 'exact (sequential): ar draws its 2 positions one after another',
  trains: ['opt: dec feat', 'opt2: made'],
};
const refused = (why: string): Report => ({
  ...EVEN,
  learn: `impossible: ${why}`,
  sample: `impossible: ${why}`,
  score: `impossible: ${why}`,
  trains: [],
  diagnostics: ['cannot-learn at book'],
});
const SHAPE = 'its table gives vectors [2×3], and it is asked for [2×4]';
const NOT_CODES = 'its table turns its own codes into vectors, and nothing else';
const TOKENS = 'it quantises vectors, but it is given tokens';

export const CODES: Readonly<Record<string, Report>> = {
  'vq-vae': VQ,
  'vq-vae-class-conditional-prior': {
    ...VQ,
    p: 'p(z|y) p(x|z)',
    sample: 'exact (sequential) given y: ar draws its 2 positions one after another',
    score: 'lower given y: z is weighed with 50 draws from its q',
    infer: 'estimate given y: z comes from its learnt q',
    trains: ['opt: dec feat', 'opt2: label made'],
  },
  'vq-vae-of-images': {
    ...VQ,
    sample: 'exact (sequential): ar draws its 4 positions one after another',
    trains: ['opt: down up', 'opt2: cnn'],
  },
  'vq-vae-even-prior': EVEN,
  'vq-vae-with-a-joint-prior': { ...EVEN, trains: ['opt: dec even feat'] },
  'vq-vae-without-its-table': EVEN,
  'vq-vae-weighed': { ...EVEN, learn: `estimate: z is weighed with 3 draws from its q; ${COMMITTED}` },
  'vq-vae-of-one-code': EVEN,
  'vq-vae-that-looks-up-another-shape': refused(SHAPE),
  'table-of-codes-for-something-else': { ...refused(NOT_CODES), sample: 'exact', infer: `impossible: ${NOT_CODES}` },
  'codebook-of-tokens': { ...refused(TOKENS), infer: `impossible: ${TOKENS}` },
};
