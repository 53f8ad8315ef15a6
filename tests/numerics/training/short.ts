/** A short training run from beginning to judgement. */
import type { Device } from '../../../src/runtime/execute/device.ts';
import { type Metrics, evaluate } from '../../../src/runtime/evaluate.ts';
import { losses, rig, template } from '../../unit/runtime/rig.ts';

export interface Short {
  readonly losses: readonly number[];
  readonly metrics: Metrics;
}
/** Trains a template as it stands for some steps and judges it on held-out data. */
export async function trained(name: string, device: Device, steps: number, seed: number, examples = 2000): Promise<Short> {
  const r = rig(template(name), device, { seed });
  const trainer = r.trainer();
  const found = await losses(trainer, steps);
  const tasks = r.tasks(trainer);
  const metrics = await evaluate({ ...r, tasks }, { examples, passes: 1, pairs: 5 });
  tasks.close();
  trainer.close();
  return { losses: found, metrics };
}
export const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length;
