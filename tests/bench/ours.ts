/** Wellspring: the trainer of the product on the compiled drawing. */
import { openBackend } from '../../src/runtime/backends/open.ts';
import { nodeHost } from '../../src/runtime/backends/node.ts';
import { Device } from '../../src/runtime/execute/device.ts';
import { Trainer } from '../../src/runtime/trainer.ts';
import type { DataSource } from '../../src/data/source.ts';
import type { Contender } from './contender.ts';
import { type Fixture, drawn } from './fixture.ts';
import { profileKernels } from './profile.ts';
import { type BackendName, CHECKED_STEPS, SEED } from './programs.ts';

/** The source with batches made beforehand. */
const pooled = (source: DataSource, f: Fixture): DataSource => ({
  ...source,
  batch: (_, step, n) => ({ n, columns: { x: f.batches[step % f.batches.length]!.data } }),
});

export async function openOurs(target: BackendName, f: Fixture, root: string): Promise<Contender> {
  const { graph, world, compiled, player } = drawn(f.program, root);
  const open = await openBackend(target, nodeHost());
  const device = new Device(open.target, open.backend);
  const sources = new Map([...world.sources].map(([node, source]) => [node, pooled(source, f)]));
  const trainer = new Trainer({ compiled, device, sources, seed: SEED, graph });
  const loss = player.report.find((name) => name.startsWith('loss.'));
  if (loss === undefined) throw new Error('the program reports no loss');
  const finish = async (): Promise<void> => {
    const { failure } = await trainer.flush();
    if (failure) throw new Error(failure.what);
  };
  const run = async (steps: number): Promise<void> => {
    for (let i = 0; i < steps; i++) trainer.take(i === steps - 1);
    await finish();
  };
  return {
    adapter: open.adapter,
    losses: async () => {
      for (let i = 0; i < CHECKED_STEPS; i++) trainer.take();
      const { points } = await trainer.flush();
      return points.map((p) => p.values[loss]!);
    },
    run,
    profile: (steps) => profileKernels(target, steps, { take: () => trainer.take(), finish }),
  };
}
