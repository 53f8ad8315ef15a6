/** What random variables hold: the codes of a latent beside what its p draws, the data of an observed variable. */
import type { Datum } from '../../distributions/distribution.ts';
import { type Space, numel } from '../../graph/space.ts';
import type { Builder } from '../../ir/builder.ts';
import { Refusal } from '../../ir/refusal.ts';
import type { Val } from '../../ir/value.ts';
import { type Binding, binding } from '../binding.ts';
import { type Drawing, Trace } from '../trace.ts';
import { numbered } from './numbered.ts';
import type { Rule } from './probe.ts';

/** Of more numbers than this two are no picture; a picture of more pixels is too much to tell between steps. */
const MOST = 256;
const MOST_PIXELS = 4096;

const sideOf = (d: Drawing, b: Builder, side: Binding['side']): Trace => new Trace(d, b, binding({ side, use: 'score' }));
/** Undefined where the variable is refused there, or has more plates than examples. */
function attempt(make: () => Datum | undefined): Val | undefined {
  try {
    const val = make()?.val;
    return val?.plates.every((p) => p === 'B') ? val : undefined;
  } catch (e) {
    if (e instanceof Refusal) return undefined;
    throw e;
  }
}
/** Rows of numbers, one an example; tokens by their numbers. */
function rows(b: Builder, v: Val, { values, shape }: Space): Val {
  const numbers = values.kind === 'tokens' ? numbered(b, v, values.k) : v;
  return b.flat(b.expand(numbers, ['B'], shape));
}

/** draw: beside data, as its q has it. prior: what its p draws, where a draw costs little. */
export const codes: Rule = (d, b, { of }) => {
  const space = d.spaces.get(of, d.model.valuePort(of));
  if (!space || numel(space.shape) < 1 || numel(space.shape) > MOST) return undefined;
  const within = (make: () => Datum): Datum => b.within({ node: of }, make);
  const beside = attempt(() => within(() => sideOf(d, b, 'data').value(of)));
  const drawn = attempt(() => {
    const p = sideOf(d, b, 'model').distribution(of, 'p');
    return p.can.sample.cost === 'direct' ? within(() => p.sample(b, ['B']).datum) : undefined;
  });
  const draw = beside ?? drawn;
  if (!draw) return undefined;
  return {
    about: { variable: of, quantity: beside ? 'codes' : 'draws' },
    parts: { draw: rows(b, draw, space), ...(beside && drawn && { prior: rows(b, drawn, space) }) },
  };
};

/** data: what it is clamped to. Its samples come with the film. */
export const beside: Rule = (d, b, { of }) => {
  const space = d.spaces.get(of, d.model.valuePort(of));
  if (!space || !d.model.wired(of, 'data') || numel(space.shape) > MOST_PIXELS) return undefined;
  // text is read, not seen
  if (space.values.kind === 'tokens' && numel(space.shape) > 1) return undefined;
  const data = attempt(() => sideOf(d, b, 'data').value(of));
  return data && { about: { variable: of, quantity: 'data' }, parts: { data: rows(b, data, space) } };
};
