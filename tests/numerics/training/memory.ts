/** Memory is flat: a run of a thousand steps holds what a run of ten holds, whatever is looked at meanwhile, and gives everything back. */
import { backend } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { Target } from '../../../src/compiler/kernel-program.ts';
import type { Graph } from '../../../src/graph/model.ts';
import { evaluate } from '../../../src/runtime/evaluate.ts';
import type { Tasks } from '../../../src/runtime/tasks.ts';
import { views } from '../../../src/runtime/views.ts';
import { twoPhases } from '../../unit/runtime/drawings.ts';
import { losses, rig, template } from '../../unit/runtime/rig.ts';
import { useDevice } from '../../unit/runtime/use-device.ts';

/** Bytes of the wasm heap, where there is one: it grows when a kernel forgets its scratch memory, which no tensor shows. */
function heap(): number {
  const b: object = backend();
  if (!('wasm' in b) || typeof b.wasm !== 'object' || b.wasm === null || !('HEAPU8' in b.wasm)) return 0;
  return b.wasm.HEAPU8 instanceof Uint8Array ? b.wasm.HEAPU8.byteLength : NaN;
}

/** @param trained the drawing that takes the thousand steps @param looked drawings to look at, by name */
export function memoryIsFlat(target: Target, trained: Graph, looked: Readonly<Record<string, Graph>>): void {
  describe(`memory on ${target}`, () => {
    const device = useDevice(target);

    test('1000 steps hold what 10 hold', async () => {
      const empty = device().memory();
      const trainer = rig(trained, device(), { batch: 8 }).trainer();
      await losses(trainer, 10);
      const early = device().memory();
      expect(early.buffers).toBeGreaterThan(empty.buffers);
      expect(early.bytes).toBeGreaterThan(empty.bytes);
      await losses(trainer, 90);
      const heapAt100 = heap();
      for (let i = 0; i < 18; i++) {
        await losses(trainer, 50);
        expect(device().memory(), `at step ${trainer.step}`).toEqual(early);
      }
      expect(trainer.step).toBe(1000);
      expect(heap()).toBe(heapAt100);
      if (target === 'wasm') expect(heapAt100).toBeGreaterThan(0);
      trainer.close();
      expect(device().memory()).toEqual(empty);
    }, 300_000);

    test.each(Object.keys(looked))(
      '%s: looking frees what it made',
      async (name) => {
        const empty = device().memory();
        const r = rig(looked[name]!, device(), { batch: 16 });
        const trainer = r.trainer();
        const tasks: Tasks = r.tasks(trainer);
        await losses(trainer, 2);
        const training = device().memory();
        const batches = new Map([...r.sources].map(([node, s]) => [node, s.heldOut(1, 40)]));
        const look = async (): Promise<number> => {
          let looks = 0;
          for (const task of ['sample', 'infer', 'reconstruct'] as const)
            if (tasks.available(task)) looks += Object.keys(await tasks.run(task, 40, batches)).length;
          if (tasks.available('score')) looks += (await tasks.score(40, batches, 2)).length;
          looks += Object.keys((await views({ ...r, tasks }, trainer.step)).samples).length;
          await trainer.checkpoint();
          return looks;
        };
        // a sampler without a density gives its samples and a view of them, and no more
        expect(await look()).toBeGreaterThanOrEqual(2);
        const afterwards = device().memory();
        expect(await look()).toBeGreaterThanOrEqual(2);
        await losses(trainer, 3);
        expect(device().memory(), 'looking again').toEqual(afterwards);
        tasks.close();
        expect(device().memory(), 'tasks closed').toEqual(training);
        trainer.close();
        expect(device().memory(), 'trainer closed').toEqual(empty);
      },
      120_000,
    );

    test('judging frees what it made', async () => {
      const empty = device().memory();
      const r = rig(template('two-class-bayes'), device(), { batch: 16 });
      const trainer = r.trainer();
      const tasks = r.tasks(trainer);
      const found = await evaluate({ ...r, tasks }, { examples: 50, passes: 1, pairs: 5 });
      expect(Object.keys(found).length).toBeGreaterThan(2);
      tasks.close();
      trainer.close();
      expect(device().memory()).toEqual(empty);
    });
    test('with losses never read, phases and an average', async () => {
      const empty = device().memory();
      const trainer = rig(twoPhases(8), device()).trainer();
      const seen = new Set<string>();
      for (let i = 0; i < 16; i++) {
        trainer.take(false);
        if (i % 8 >= 2) seen.add(JSON.stringify(device().memory()));
      }
      // one figure a phase
      expect(seen.size).toBeLessThanOrEqual(2);
      trainer.take();
      trainer.close();
      expect(device().memory(), 'closed with a loss not yet read').toEqual(empty);
    });
  });
}
