import { expect, it } from 'vitest';
import { lower } from '../../../src/compiler/lower/lower.ts';
import { simplify } from '../../../src/compiler/simplify.ts';
import { disagreement } from '../../oracle/agree.ts';
import { testDevice } from '../../oracle/devices.ts';
import { BATCH, EXAMPLES } from '../../oracle/examples.ts';
import { feed } from '../../oracle/numbers.ts';
import { withGradients } from '../../oracle/op-gradients.ts';

it('memory stays flat on webgpu', async () => {
  const { device, close } = await testDevice('webgpu');
  const p = simplify(withGradients('contract'));
  const fed = feed(p, BATCH, EXAMPLES.contract.low, EXAMPLES.contract.high);
  const k = lower(p, { target: 'webgpu', batch: BATCH });
  const w = device.upload(fed.vectors['w']!);
  const turn = async (step: number): Promise<void> => {
    const out = device.run(k, { vectors: { w }, inputs: fed.inputs, seed: 1, step });
    // what the queue still holds is freed when it is submitted, which reading does
    if (step % 50 === 0) await device.download(out['loss']!);
    for (const b of Object.values(out)) device.release(b);
  };
  await turn(0);
  await turn(50);
  const before = device.memory();
  for (let i = 51; i <= 150; i++) await turn(i);
  expect(device.memory()).toEqual(before);
  device.release(w);
  device.forget(k);
  close();
}, 60_000);

it('webgpu opens again after it was closed', async () => {
  for (let i = 0; i < 2; i++) {
    const { device, close } = await testDevice('webgpu');
    const p = simplify(withGradients('tanh'));
    expect(await disagreement(device, p, BATCH, feed(p, BATCH, -1, 1), 1e-5)).toBeUndefined();
    close();
  }
}, 60_000);
