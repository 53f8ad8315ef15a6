/** A table of codes in a run: it follows the features in the phase of its autoencoder, and stands still while a prior learns over it. */
import { expect, test } from 'vitest';
import type { Checkpoint } from '../../../src/runtime/checkpoint.ts';
import type { Trainer } from '../../../src/runtime/trainer.ts';
import { initialVectors } from '../../../src/runtime/weights.ts';
import { drawing, rig, throughBytes } from './rig.ts';
import { useDevice } from './use-device.ts';

const FIRST = 12;
const CODES = 8;
const NET = ['MLP', { hidden: [8] }] as const;
const graph = drawing(
  {
    d: ['Dataset', { source: 'moons' }],
    featNet: NET,
    feat: ['Apply', { shape: [3, 2] }],
    book: ['Codebook', { codes: CODES }],
    z: ['Latent'],
    vec: ['Apply', { shape: [3, 2] }],
    decNet: NET,
    dec: ['Decoder'],
    even: ['Prior', { family: 'categorical' }],
    made: ['MADE', { hidden: [8] }],
    ar: ['Autoregressive'],
    x: ['Observed'],
    elbo: ['ELBO'],
    opt: ['Optimiser', { batch: 32, horizon: FIRST, rate: 0.01 }],
    nll: ['NLL'],
    opt2: ['Optimiser', { batch: 32, phase: 2 }],
  },
  `d.x>feat.x featNet.out>feat.network feat.out>book.x book.out>z.q made.out>ar.network ar.out>z.p even.out>z.regulariser z.z>vec.x
   book.table>vec.network vec.out>dec.x decNet.out>dec.network dec.out>x.p d.x>x.data x.variable>elbo.variables elbo.out>opt.objectives
   z.variable>nll.variables nll.out>opt2.objectives`,
);
const device = useDevice('cpu');
async function go(t: Trainer, turns: number): Promise<Checkpoint> {
  for (let i = 0; i < turns; i++) t.take();
  await t.flush();
  return t.checkpoint();
}
const table = (c: Checkpoint): Float32Array => c.vectors.get('book.table')!;

test('moves in its own phase, stands still in the next, and goes on from a checkpoint bit for bit', async () => {
  const r = rig(graph, device());
  const t = r.trainer();
  const one = await go(t, 1);
  const [before, after] = [await go(t, FIRST - 2), await go(t, 1)];
  const half = await throughBytes(r, t);
  const [third, last] = [await go(t, 1), await go(t, 4)];
  t.close();
  expect(initialVectors(r.compiled, 0).get('book.table')).not.toEqual(table(one));
  expect(table(before)).not.toEqual(table(after));
  expect(table(after)).toEqual(table(last));
  expect(after.vectors.get('book.count')).toEqual(last.vectors.get('book.count'));
  expect(after.vectors.get('weights.opt')).toEqual(last.vectors.get('weights.opt'));
  expect(third.vectors.get('weights.opt2')).not.toEqual(last.vectors.get('weights.opt2'));
  const again = r.trainer(half);
  expect((await go(again, 5)).vectors).toEqual(last.vectors);
  again.close();
});
test('all codes start at features of the first batch, whatever the table was', async () => {
  const r = rig(graph, device());
  const t = r.trainer();
  const { vectors } = await go(t, 1);
  // before the first turn features lie near zero, and the table is spread with scale one
  const rows = Array.from({ length: CODES }, (_, k) => Array.from(vectors.get('book.table')!.slice(2 * k, 2 * k + 2)));
  const length = (v: readonly number[]): number => Math.hypot(...v);
  const started = Array.from(vectors.get('book.count')!, (n) => Math.abs(n - 0.2) < 1e-6);
  expect(started.filter(Boolean).length).toBeGreaterThanOrEqual(CODES - 2);
  rows.forEach((v, k) => started[k] && expect(length(v)).toBeLessThan(1));
  expect(new Set(rows.map((v) => v.join())).size).toBeGreaterThan(CODES / 2);
  t.close();
});
