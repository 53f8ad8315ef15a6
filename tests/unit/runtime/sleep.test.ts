/** Sleep is least where q is the posterior of the model, and is then the entropy of the latent given x. */
import { expect, test } from 'vitest';
import { finite } from '../../../src/data/finite.ts';
import { real } from '../../../src/graph/space.ts';
import { drawing, rig } from './rig.ts';
import { useDevice } from './use-device.ts';

const device = useDevice('wasm');
const BATCH = 8192;
/** z ~ N(0, 1) and x = 2 z + N(0, 1): the posterior is N(0.4 x, 0.2). */
const graph = drawing(
  {
    data: ['Dataset', { source: 'file' }],
    prior: ['Prior', { size: 1 }],
    z: ['Latent'],
    encNet: ['MLP', { hidden: [] }],
    enc: ['Encoder', { size: 1 }],
    decNet: ['MLP', { hidden: [] }],
    dec: ['Decoder', { scale: 'fixed', logScale: 0 }],
    x: ['Observed'],
    elbo: ['ELBO'],
    sleep: ['Sleep'],
    optP: ['Optimiser', { phase: 2, thaw: ['encNet'] }],
    opt: ['Optimiser', { batch: BATCH }],
  },
  `prior.out>z.p data.x>enc.x encNet.out>enc.network enc.out>z.q z.z>dec.x decNet.out>dec.network dec.out>x.p data.x>x.data
   z.variable>sleep.variables sleep.out>opt.objectives x.variable>elbo.variables elbo.out>optP.objectives`,
);
async function loss(slope: number, variance: number): Promise<number> {
  // what the data are does not matter: only draws of the model are read
  const source = finite({ name: 'any', title: 'Any', columns: { x: { space: real(1), values: Float32Array.from([7, -7, 70, -70]) } } });
  const r = rig(graph, device(), { data: new Map([['data', source]]) });
  const start = r.trainer();
  const checkpoint = await start.checkpoint();
  start.close();
  const weights: Readonly<Record<string, readonly number[]>> = {
    'encNet.l0.w': [slope, 0],
    'encNet.l0.b': [0, 0.5 * Math.log(variance)],
    'decNet.l0.w': [2],
    'decNet.l0.b': [0],
  };
  for (const v of r.compiled.vectors)
    for (const { param, offset } of v.entries) checkpoint.vectors.get(`weights.${v.name}`)!.set(weights[param]!, offset);
  const trainer = r.trainer(checkpoint);
  trainer.take();
  const { points } = await trainer.flush();
  trainer.close();
  return points[0]!.values['loss.sleep']!;
}

test('is the entropy of the posterior at the posterior', async () => {
  // -log q has variance 1/2 there
  const entropy = 0.5 * Math.log(2 * Math.PI * Math.E * 0.2);
  expect(Math.abs((await loss(0.4, 0.2)) - entropy)).toBeLessThan(5 * Math.sqrt(0.5 / BATCH));
});
test('is more beside it, by the divergence of the posterior from q', async () => {
  const at = await loss(0.4, 0.2);
  // q = N(0.5 x, 0.3): the same draws at both, so that only the divergence is left, and x has variance 5
  const divergence = 0.5 * (0.2 / 0.3 + (0.1 ** 2 * 5) / 0.3 - 1 + Math.log(0.3 / 0.2));
  // the difference of the two log-densities is a square of two normal numbers less another, of variance 0.18
  expect(Math.abs((await loss(0.5, 0.3)) - at - divergence)).toBeLessThan(5 * Math.sqrt(0.18 / BATCH));
  for (const [slope, variance] of [[0.3, 0.2], [0.5, 0.2], [0.4, 0.15], [0.4, 0.25]] as const) expect(await loss(slope, variance)).toBeGreaterThan(at); // prettier-ignore
});
