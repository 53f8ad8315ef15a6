/** Hand-written TF.js: the tape, tf.train.adam, optimizer.minimize. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { nodeHost } from '../../../src/runtime/backends/node.ts';
import { openBackend } from '../../../src/runtime/backends/open.ts';
import type { Contender } from '../contender.ts';
import type { Array32, Fixture } from '../fixture.ts';
import { profileKernels } from '../profile.ts';
import type { BackendName } from '../programs.ts';
import { registerFilterGradient } from './filter-gradient.ts';
import { MODELS, type Weights, correctDense, fusedDense, tunedDense } from './models.ts';

export async function openTfjs(target: BackendName, f: Fixture, tuned: boolean): Promise<Contender> {
  const open = await openBackend(target, nodeHost());
  if (target === 'wasm') registerFilterGradient();
  // TF.js's own defaults, which our runtime changes
  else tf.env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', 15);

  const model = MODELS[f.program];
  const dense = target === 'webgpu' ? correctDense : tuned ? tunedDense : fusedDense;
  const weights: Weights = Object.fromEntries(
    [...f.weights].map(([name, a]) => [name, tf.variable(tf.tensor(a.data, [...a.shape]), true, name)]),
  );
  const optimizer = tf.train.adam(f.rate, 0.9, 0.999, f.epsilon);
  let taken = 0;
  const step = (wanted: boolean, given?: Array32): tf.Scalar | null => {
    const batch = f.batches[taken++ % f.batches.length]!;
    const x = tf.tensor(batch.data, [...batch.shape]);
    const cost = optimizer.minimize(() => {
      const shape: [number, number] = [batch.shape[0]!, model.latent];
      return model.loss(weights, x, given ? tf.tensor2d(given.data, shape) : tf.randomNormal<tf.Rank.R2>(shape), dense);
    }, wanted);
    x.dispose();
    return cost;
  };
  const read = async (cost: tf.Scalar | null): Promise<number> => {
    if (!cost) throw new Error('no loss was kept');
    const [value = NaN] = await cost.data();
    cost.dispose();
    return value;
  };
  const run = async (steps: number): Promise<void> => {
    for (let i = 1; i < steps; i++) step(false);
    const loss = await read(step(true));
    if (!Number.isFinite(loss)) throw new Error('the loss is not finite');
  };
  return {
    adapter: open.adapter,
    losses: async () => {
      const losses: number[] = [];
      for (const noise of f.noise) losses.push(await read(step(true, noise)));
      return losses;
    },
    run,
    profile: (steps) => profileKernels(target, steps, { take: () => void step(false), finish: () => run(1) }),
  };
}
