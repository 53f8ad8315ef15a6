/** Split: half of the numbers leave the chain here, as noise that what remains explains. */
import type { Distribution } from '../../distributions/distribution.ts';
import { factoredOut } from '../../distributions/factored-out.ts';
import { type BuildContext, type Infer, defineNode } from '../define.ts';
import { condition } from '../distributions/reading.ts';
import { FLOW_INPUTS, FLOW_OUTPUTS, flowBase, flowNetwork, sameValues } from './base.ts';
import { listed } from '../notation/formula.ts';
import { throughFlow } from './notation.ts';
import { COUPLING_INPUTS, SPLIT_PARAMS } from './split.ts';

/** Log-scales of what leaves lie within this, softly. */
const BOUND = 5;

const ends = (shape: readonly number[], last: number): readonly number[] => [...shape.slice(0, -1), last];
/** Both ways: the base has half the channels, or half the numbers of a vector. */
function shapes(i: Infer): void {
  const out = i.get('out').shape;
  const n = out?.at(-1);
  if (out && n !== undefined && n % 2 === 0) i.set('base', { shape: ends(out, n / 2) });
  const base = i.get('base').shape;
  const k = base?.at(-1);
  if (base && k !== undefined) i.set('out', { shape: ends(base, 2 * k) });
}

function factored(c: BuildContext, channels: number): Distribution {
  const space = c.space('out');
  const n = space.shape.at(-1) ?? 1;
  if (n % 2 !== 0)
    c.refuse(
      space.shape.length === 3
        ? `it halves the channels of an image, and ${n} is an odd number`
        : `it halves the numbers of an example, and ${n} is an odd number`,
      space.shape.length === 3 ? 'put a Squeeze between it and the data' : 'use it where the number is even',
    );
  const base = flowBase(c, 1);
  const kept = base.event;
  const half = n / 2;
  const conditions = condition(c);
  const network = flowNetwork(c, kept, { activation: 'silu', channels });
  return factoredOut(c.id, space, base, {
    plates: conditions.flatMap((v) => v.plates),
    given: (b, h) => {
      const y = network.apply(b, { x: [h], condition: conditions }, ends(kept, n));
      const [mean, raw] = [b.slice(y, kept.length - 1, 0, half), b.slice(y, kept.length - 1, half, n)];
      return { mean, logScale: b.mul(BOUND, b.tanh(b.mul(1 / BOUND, raw))) };
    },
  });
}

export default defineNode({
  kind: 'Split',
  version: 1,
  title: 'Split',
  summary:
    'Towards the base, half of the channels (or numbers) leave the chain; a network says from the other half how they are distributed.',
  words: 'flow glow multiscale factor out',
  category: 'distribution',
  inputs: { ...FLOW_INPUTS, ...COUPLING_INPUTS },
  outputs: FLOW_OUTPUTS,
  params: { channels: SPLIT_PARAMS.channels },
  math: {
    latex: '\\log p(x) = \\log p_{\\text{base}}(h) + \\log\\mathcal N\\big(w;\\, \\mu(h), \\sigma(h)^2\\big), \\qquad x = (h, w)',
    text: 'Sampling goes the other way: h comes from the base, w is drawn given h, and both go on together. The later steps of the chain have half as much to do.',
  },
  references: [
    { text: 'Dinh et al., 2017, RealNVP, section 3.6', url: 'https://arxiv.org/abs/1605.08803' },
    { text: 'Kingma & Dhariwal, 2018, Glow', url: 'https://arxiv.org/abs/1807.03039' },
  ],
  law: (c) => {
    const w = c.weights('network');
    const args = (u: string): string => listed(u, c.args('condition'));
    return throughFlow(c, 'Split', {
      logDet: '',
      joins: {
        symbol: (k) => `w_{${k}}`,
        density: (k) => {
          const read = args(`u_{${k - 1}}`);
          return `\\mathcal N\\big(w_{${k}};\\,\\mu${w}(${read}),\\,\\sigma${w}^2(${read})\\big)`;
        },
      },
    });
  },
  infer: (i) => {
    sameValues(i);
    shapes(i);
  },
  build: (c, p) => ({ out: () => factored(c, p.channels) }),
});
