/** Clouds of points: codes of held-out data, and what a distribution that reads no data draws. */
import type { Distribution } from '../../distributions/distribution.ts';
import { numel } from '../../graph/space.ts';
import { binding } from '../binding.ts';
import { Trace } from '../trace.ts';
import { type Rule, PLACES, drawnFor } from './probe.ts';

/** Of more numbers than this two are no picture. */
const MOST = 256;

/** One draw of q for each example, and its mean where that is known: the axes that say most are found by it. */
export const posterior: Rule = (d, b, { of }) => {
  const variable = drawnFor(d.model, of, ['q']);
  const q = new Trace(d, b, binding({ use: 'score' })).output(of, 'out') as Distribution;
  const n = numel(q.event);
  if (variable === undefined || n < 2 || n > MOST || q.space.values.kind !== 'real') return undefined;
  const mean = q.mean?.(b);
  return {
    about: { variable, quantity: 'posterior' },
    parts: {
      draw: b.flat(b.expand(b.within({ node: of }, () => q.sample(b, ['B'])).datum.val, ['B'], q.event)),
      ...(mean && { mean: b.flat(b.expand(mean, ['B'], q.event)) }),
    },
  };
};

export const draws: Rule = (d, b, { of }) => {
  const variable = drawnFor(d.model, of);
  const p = new Trace(d, b, binding({ side: 'model', use: 'score' })).output(of, 'out') as Distribution;
  const n = numel(p.event);
  if (variable === undefined || n < 1 || n > MOST || p.space.values.kind !== 'real' || p.can.sample.cost !== 'direct') return undefined;
  const draw = b.within({ node: of }, () => p.sample(b, ['B'])).datum.val;
  return { about: { variable, quantity: 'draws' }, parts: { draw: b.flat(b.expand(draw, ['B'], p.event)) } };
};

/** Means of what is drawn from the one latent above it, for latents that are given. */
export const manifold: Rule = (d, b, { of }) => {
  const { model: m } = d;
  const variable = drawnFor(m, of);
  if (variable === undefined || m.kind(variable) !== 'Observed') return undefined;
  const above = [...m.ancestors(variable)];
  const [z] = above;
  if (z === undefined || above.length > 1 || m.kind(z) !== 'Latent') return undefined;
  const outside = new Trace(d, b, binding({ side: 'model', use: 'score' }));
  const space = outside.space(z, m.valuePort(z));
  const n = numel(space.shape);
  if (space.values.kind !== 'real' || n < 1 || n > MOST) return undefined;
  const clamp = new Map([[z, { val: b.reshape(b.input(PLACES, [n]), space.shape) }]]);
  const mean = new Trace(d, b, binding({ side: 'model', use: 'score', clamp })).distribution(variable, 'p').mean?.(b);
  return mean && { about: { variable, quantity: `mean of ${variable} given ${z}` }, parts: { value: b.expand(mean, ['B'], []) } };
};
