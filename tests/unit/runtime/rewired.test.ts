/** Parts of all families, wired together as no template has them: what follows is right, and each of the four programs runs. */
import { describe, expect, test } from 'vitest';
import { numel } from '../../../src/graph/space.ts';
import { weightsName } from '../../../src/compiler/pack.ts';
import { initialVectors } from '../../../src/runtime/weights.ts';
import { REWIRED } from '../../drawings/rewired.ts';
import { report } from '../../drawings/report.ts';
import { drawing, rig } from './rig.ts';
import { useDevice } from './use-device.ts';

const STEPS = 30;
const EXAMPLES = 16;

test('there are more than ten', () => expect(new Set(REWIRED.map((r) => r.name)).size).toBeGreaterThan(10));

describe.each(REWIRED.map((r) => [r.name, r] as const))('%s', (_, { nodes, wires, data, follows }) => {
  const device = useDevice('wasm');

  test('compiles, trains, samples, scores and infers as its parts allow', async () => {
    const r = rig(drawing({ d: ['Dataset', data], ...nodes }, wires), device(), { batch: 32 });
    expect(report(r.compiled)).toEqual(follows);

    const trainer = r.trainer();
    for (let i = 0; i < STEPS; i++) trainer.take();
    const { points, failure } = await trainer.flush();
    expect(failure).toBeUndefined();
    expect(points).toHaveLength(STEPS);
    for (const p of points)
      for (const [name, value] of Object.entries(p.values)) expect(Number.isFinite(value), `${name} at ${p.step}`).toBe(true);
    const start = initialVectors(r.compiled, r.seed);
    const { vectors } = await trainer.checkpoint();
    const moving = r.compiled.vectors.filter((v) =>
      v.entries.some((e) => r.compiled.learn.players.some((p) => p.trained.includes(e.param))),
    );
    expect(moving.length).toBeGreaterThan(0);
    for (const v of moving) expect(vectors.get(weightsName(v.name)), v.name).not.toEqual(start.get(weightsName(v.name)));

    const tasks = r.tasks(trainer);
    const batches = new Map([...r.sources].map(([node, s]) => [node, s.heldOut(0, EXAMPLES)]));
    const drawn = await tasks.run('sample', EXAMPLES, batches);
    const space = r.compiled.spaces.get('x.x')!;
    expect(drawn.x!.data).toHaveLength(EXAMPLES * numel(space.shape));
    if (space.values.kind === 'binary') expect(drawn.x!.data.every((v) => v === 0 || v === 1)).toBe(true);
    for (const task of ['sample', 'infer', 'reconstruct'] as const)
      for (const [name, result] of Object.entries(tasks.available(task) ? await tasks.run(task, EXAMPLES, batches) : {}))
        expect(result.data.every(Number.isFinite), `${task}: ${name}`).toBe(true);
    expect(tasks.available('score')).toBe(!follows.score.startsWith('impossible'));
    if (tasks.available('score')) expect((await tasks.score(EXAMPLES, batches)).every(Number.isFinite)).toBe(true);
    tasks.close();
    trainer.close();
  }, 60_000);
});
