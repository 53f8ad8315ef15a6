/** A linear autoencoder of one number finds the first principal component of its data (Baldi & Hornik, 1989). */
import { expect, test } from 'vitest';
import { GAUSSIAN_COVARIANCE } from '../../../src/data/synthetic/gaussian.ts';
import type { Graph } from '../../../src/graph/model.ts';
import { evaluate } from '../../../src/runtime/evaluate.ts';
import { drawing, losses, rig } from './rig.ts';
import { useDevice } from './use-device.ts';

const device = useDevice('wasm');
const LOG_SCALE = -0.5;
const COMMON = {
  data: ['Dataset', { source: 'gaussian' }],
  encNet: ['MLP', { hidden: [] }],
  decNet: ['MLP', { hidden: [] }],
  dec: ['Decoder', { scale: 'fixed', logScale: LOG_SCALE }],
  x: ['Observed'],
  rec: ['Reconstruction'],
  opt: ['Optimiser', { rate: 0.05, batch: 512, horizon: 400 }],
} as const;
const WIRES = 'decNet.out>dec.network dec.out>x.p data.x>x.data x.variable>rec.variables rec.out>opt.objectives';
const latent = drawing(
  { ...COMMON, enc: ['Encoder', { family: 'deterministic', size: 1 }], z: ['Latent'] },
  `data.x>enc.x encNet.out>enc.network enc.out>z.q z.z>dec.x ${WIRES}`,
);
const value = drawing({ ...COMMON, code: ['Apply', { shape: [1] }] }, `data.x>code.x encNet.out>code.network code.out>dec.x ${WIRES}`);

test.each<[string, Graph]>([
  ['through a latent', latent],
  ['through a value', value],
])('%s', async (_, graph) => {
  // prettier-ignore
  const [a, b, , d] = GAUSSIAN_COVARIANCE as readonly [number, number, number, number];
  // what is lost is the lesser eigenvalue of the covariance
  const lost = (a + d) / 2 - Math.hypot((a - d) / 2, b);
  const limit = Math.log(2 * Math.PI) + 2 * LOG_SCALE + 0.5 * lost * Math.exp(-2 * LOG_SCALE);
  const r = rig(graph, device());
  const trainer = r.trainer();
  const found = await losses(trainer, 400);
  const last = found.slice(-50);
  const mean = last.reduce((s, x) => s + x, 0) / last.length;
  // half a squared error over a variance: its deviation over 50 batches of 512 is lost / (2 variance) * sqrt(2 / 25600)
  expect(Math.abs(mean - limit)).toBeLessThan(5 * 0.5 * lost * Math.exp(-2 * LOG_SCALE) * Math.sqrt(2 / 25_600));
  const tasks = r.tasks(trainer);
  const n = 2000;
  const { rebuilt, nll, sw2, fd } = await evaluate({ ...r, tasks }, { examples: n, passes: 1, pairs: 5 });
  const total = a + d;
  // the share that is lost: its deviation is that of two variances of n normal numbers, which move together
  expect(Math.abs(1 - rebuilt! - lost / total)).toBeLessThan((5 * lost) / total * Math.sqrt(2 / n)); // prettier-ignore
  expect([nll, sw2, fd]).toEqual([undefined, undefined, undefined]);
  tasks.close();
  trainer.close();
});
