/** What follows from the autoregressive models. As in the sketch, with the grades of sharpened draws added. */
import type { Report } from '../../../drawings/report.ts';

const inTurn = (n: number, node = 'ar'): string => `exact (sequential): ${node} draws its ${n} positions one after another`;
const AR: Report = {
  p: 'p(x)',
  q: '',
  learn: 'exact',
  sample: inTurn(4),
  score: 'exact',
  infer: 'impossible: x has no latent behind it',
  trains: ['opt: made'],
  diagnostics: [],
};
const sharpened = (how: string): string =>
  `estimate (sequential): ar draws its 4 positions one after another; ar draws from a sharpened distribution: ${how}`;
/** A network that cannot be built is no obstacle to asking what lies behind x. */
const impossible = (why: string, at: string, infer = `impossible: ${why}`): Report => ({
  ...AR,
  learn: `impossible: ${why}`,
  sample: `impossible: ${why}`,
  score: `impossible: ${why}`,
  infer,
  trains: [],
  diagnostics: [`cannot-learn at ${at}`],
});
const VAE: Report = {
  p: 'p(z) p(x|z)',
  q: 'q(z|x)',
  learn: 'lower: z is weighed with one draw from its q',
  sample: inTurn(3, 'prior'),
  score: 'lower: z is weighed with 50 draws from its q',
  infer: 'estimate: z comes from its learnt q',
  trains: ['opt: dec enc prior'],
  diagnostics: [],
};
const NOT_CAUSAL = 'the network wired to it lets a position see itself and what comes after it, so its factors make no distribution';
const TOP = 'top k and top p choose among symbols or levels that each have a probability, and here they have none';
const ELSEWHERE = 'it says of each position what those before it say, and here it is asked for something else';

export const AUTOREGRESSIVE: Readonly<Record<string, Report>> = {
  'ar-categorical': AR,
  'ar-binary': { ...AR, sample: inTurn(3) },
  'ar-real': { ...AR, sample: inTurn(2) },
  'ar-levels': { ...AR, sample: inTurn(3) },
  'ar-variable-length': AR,
  'ar-sharpened': { ...AR, sample: sharpened('temperature 0.7, the 2 likeliest') },
  gpt: { ...AR, trains: ['opt: gpt'] },
  'gpt-greedy': { ...AR, sample: sharpened('always the likeliest'), trains: ['opt: gpt'] },
  lstm: { ...AR, trains: ['opt: lstm'] },
  pixelcnn: { ...AR, sample: inTurn(9), trains: ['opt: cnn'] },
  'pixelcnn-in-colour': { ...AR, sample: inTurn(12), trains: ['opt: cnn'] },
  'class-conditional-ar': { ...AR, p: 'p(y) p(x|y)', infer: 'exact: y is enumerated', trains: ['opt: emb made py'] },
  'conditional-text-only': {
    ...AR,
    p: 'p(x|y,f)',
    sample: 'exact (sequential) given f, y: ar draws its 4 positions one after another',
    score: 'exact given f, y',
    trains: ['opt: gpt'],
  },
  'vae-ar-prior-over-gumbel-codes': VAE,
  'ar-not-causal': impossible(NOT_CAUSAL, 'ar'),
  'ar-of-sharpened-reals': impossible(TOP, 'ar'),
  'ar-of-sharpened-mixtures': impossible(TOP, 'ar'),
  'ar-of-real-levels': impossible('a categorical chooses among symbols or levels, but it explains real values', 'ar'),
  'ar-with-a-strange-end': impossible('token 3 cannot end a sequence of tokens 0 to 2', 'ar'),
  'ar-of-endless-numbers': impossible('only tokens can end a sequence, and it explains binary values', 'ar'),
  'pixelcnn-of-text': impossible('it reads images, and here it is given a sequence', 'cnn', AR.infer),
  'gpt-of-odd-heads': impossible('9 numbers cannot be split among 2 heads', 'gpt'),
  'gpt-tied-to-numbers': impossible('it reads 1 numbers a position and gives 3, so the two tables cannot be one', 'gpt', AR.infer),
  'gpt-as-a-decoder-network': { ...impossible(ELSEWHERE, 'gpt', VAE.infer), p: VAE.p, q: VAE.q },
};
