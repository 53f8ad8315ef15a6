import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printTfjs } from '../../../src/compiler/print-tfjs.ts';
import { simplify } from '../../../src/compiler/simplify.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { gradients } from '../../../src/ir/differentiate.ts';
import type { HostScalar } from '../../../src/ir/host.ts';
import { type Op, OPS } from '../../../src/ir/ops.ts';
import { type Program, ZEROS } from '../../../src/ir/value.ts';
import { SEED, STEP, reference, worst } from '../../oracle/agree.ts';
import { type TestDevice, testDevice } from '../../oracle/devices.ts';
import { BATCH, EXAMPLES } from '../../oracle/examples.ts';
import { type Fed, feed } from '../../oracle/numbers.ts';
import { withGradients } from '../../oracle/op-gradients.ts';

type Printed = (
  state: Record<string, tf.Tensor>,
  inputs: Record<string, tf.Tensor>,
  seed: number,
  step: number,
) => Record<string, tf.Tensor>;

/** Imports source text as a module, from a file beside this one, where its imports resolve. */
async function imported(source: string): Promise<unknown> {
  const folder = await mkdtemp(fileURLToPath(new URL('./printed-', import.meta.url)));
  try {
    const file = join(folder, 'model.mjs');
    await writeFile(file, source);
    const module: unknown = await import(/* @vite-ignore */ file);
    return module;
  } finally {
    await rm(folder, { recursive: true });
  }
}
/** A named function of a printed module. */
function functionOf(module: unknown, name: string): Printed {
  const f: unknown = typeof module === 'object' && module ? Object.entries(module).find(([k]) => k === name)?.[1] : undefined;
  if (typeof f !== 'function') throw new Error(`the module has no function ${name}`);
  return (...args) => f(...args) as Record<string, tf.Tensor>;
}
async function agrees(run: Printed, p: Program, fed: Fed): Promise<void> {
  const tensors = (record: Fed['inputs']): Record<string, tf.Tensor> =>
    Object.fromEntries(Object.entries(record).map(([k, d]) => [k, tf.tensor1d(d)]));
  const out = run(tensors(fed.vectors), tensors(fed.inputs), SEED, STEP);
  for (const [k, want] of Object.entries(reference(p, BATCH, fed))) {
    expect(out[k]!.shape, k).toEqual(want.shape);
    expect(worst(await out[k]!.data(), want.data), `${p.name} ${k}`).toBeLessThan(2e-5);
  }
}
/** A training step of a small VAE with a convolution: what people print. */
function step(): Program {
  const b = new Builder('learn');
  const x = b.input('x', [6, 6, 1]);
  const w = b.state('weights', [9 * 4 + 4 + 36 * 3 + 3 + 3 * 36 + 36], ZEROS);
  let at = 0;
  const leaf = (event: readonly number[]): ReturnType<Builder['slice']> => {
    const n = event.reduce((m, d) => m * d, 1);
    at += n;
    return b.reshape(b.slice(w, 0, at - n, at), event);
  };
  const h = b.within({ node: 'Encoder' }, () => b.relu(b.add(b.conv2d(x, leaf([3, 3, 1, 4]), 2, [0, 1, 0, 1]), leaf([4]))));
  const mean = b.within({ node: 'Encoder' }, () => b.add(b.matmul(b.flat(h), leaf([36, 3])), leaf([3])));
  const z = b.within({ node: 'Latent' }, () => b.add(mean, b.random('normal', ['B'], [3])));
  const y = b.within({ node: 'Decoder' }, () => b.sigmoid(b.add(b.matmul(z, leaf([3, 36])), leaf([36]))));
  const loss = b.within({ node: 'ELBO' }, () => b.mean(b.sumEvent(b.square(b.sub(y, b.flat(x))))));
  const schedule: HostScalar = { kind: 'learning-rate', schedule: 'cosine', rate: 0.01, horizon: 100, floor: 0.1, warmup: 10, every: 1, factor: 1 };
  const rate = b.host('rate', schedule);
  const next = b.within({ node: 'Optimiser' }, () => b.sub(w, b.mul(rate, gradients(b, loss, [w])[0]!)));
  return simplify(b.program({ loss, 'next.weights': next }));
}
describe('printed TF.js', () => {
  let test: TestDevice;
  beforeAll(async () => {
    test = await testDevice('cpu');
  });
  afterAll(() => test.close());

  it('of a training step reads as it should and computes the same numbers', async () => {
    const p = step();
    const source = printTfjs([p], { batch: BATCH, title: 'A small convolutional VAE' });
    await expect(source).toMatchFileSnapshot(fileURLToPath(new URL('learn.tfjs.txt', import.meta.url)));
    const fed = feed(p, BATCH, -1, 1);
    await agrees(functionOf(await imported(source), 'learn'), p, fed);
  });
  it('of every op computes the same numbers', async () => {
    const all = Object.keys(OPS) as Op[];
    const programs = all.map((op) => ({ op, p: withGradients(op) }));
    const source = printTfjs(
      programs.map(({ p }) => simplify(p)),
      { batch: BATCH, title: 'Every op' },
    );
    const module = await imported(source);
    for (const { op, p } of programs) {
      const fed = feed(p, BATCH, EXAMPLES[op].low, EXAMPLES[op].high);
      await agrees(functionOf(module, `example_${op}`), p, fed);
    }
  });
  it('frees what it makes', async () => {
    const p = step();
    const run = functionOf(await imported(printTfjs([p], { batch: BATCH })), 'learn');
    const fed = feed(p, BATCH, -1, 1);
    const before = tf.memory().numTensors;
    const [state, inputs] = [{ weights: tf.tensor1d(fed.vectors['weights']!) }, { x: tf.tensor1d(fed.inputs['x']!) }];
    tf.dispose(run(state, inputs, 1, 1));
    tf.dispose([state, inputs]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
