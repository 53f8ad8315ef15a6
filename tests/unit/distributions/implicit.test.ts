import { expect, test } from 'vitest';
import { bernoulli } from '../../../src/distributions/bernoulli.ts';
import { type Distribution, soft } from '../../../src/distributions/distribution.ts';
import { gaussian } from '../../../src/distributions/gaussian.ts';
import { implicit } from '../../../src/distributions/implicit.ts';
import { mixture } from '../../../src/distributions/mixture.ts';
import { real } from '../../../src/graph/space.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { Refusal } from '../../../src/ir/refusal.ts';
import { ZEROS } from '../../../src/ir/value.ts';

const b = new Builder('implicit');
const wide = (base: Distribution): Distribution =>
  implicit('gen', real(3), base, (bb, u) => bb.matmul(soft(u), bb.param('w', [2, 3], ZEROS)));
const normal = gaussian('prior', real(2), b.of(0), b.of(0));

test('draws have the shape of the space and the plates that are asked for', () => {
  const { val } = wide(normal).sample(b, ['B']).datum;
  expect([val.event, val.plates]).toEqual([[3], ['B']]);
});
test('draws carry a gradient to every weight only where those of the base do', () => {
  const plate = b.plate('c', 2);
  const mixed = mixture('mix', real(2), plate, b.toPlate(b.param('logits', [2], ZEROS), plate), {
    parts: [normal],
    logProb: (bb, x, use) => normal.logProb(bb, x, use),
    sample: (bb, plates) => normal.sample(bb, plates).datum.val,
  });
  const bits = bernoulli('bits', { ...real(2), values: { kind: 'binary' } }, b.of(0));
  expect([normal, mixed, bits].map((base) => wide(base).can.path)).toEqual(['full', 'partial', 'partial']);
});
test('there is no density, and asking for one is refused in terms of the node', () => {
  const d = wide(normal);
  const why = 'gen only defines a sampler: a network that is not invertible gives no density';
  expect(d.can.logProb).toMatchObject({ fidelity: 'impossible', why: [{ node: 'gen', text: why }] });
  expect(() => d.logProb(b, { val: b.input('x', [3]) }, 'score')).toThrow(Refusal);
});
