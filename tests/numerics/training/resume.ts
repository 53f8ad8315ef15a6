/** A run that stops and goes on from the bytes of a checkpoint is the run that never stopped, bit for bit. */
import { describe, expect, test } from 'vitest';
import type { Target } from '../../../src/compiler/kernel-program.ts';
import { finite } from '../../../src/data/finite.ts';
import { stream } from '../../../src/data/random.ts';
import type { DataSource } from '../../../src/data/source.ts';
import type { Graph } from '../../../src/graph/model.ts';
import { real } from '../../../src/graph/space.ts';
import type { Checkpoint } from '../../../src/runtime/checkpoint.ts';
import type { Trainer } from '../../../src/runtime/trainer.ts';
import { oneGaussian, smallEnergy, smallVae, startingFromData, twoPhases, twoPlayers } from '../../unit/runtime/drawings.ts';
import {
  TEMPLATES,
  isHeavy,
  losses,
  rig,
  template,
  thinned,
  throughBytes,
  withFewChains,
  type RigOptions,
} from '../../unit/runtime/rig.ts';
import { useDevice } from '../../unit/runtime/use-device.ts';

const HALF = 20;
/** Of large drawings, whose every step takes long in plain JavaScript. */
const SHORT_HALF = 6;
/** Milliseconds a template may take on a busy machine: plain JavaScript takes seconds over convolutions and splines. */
const PATIENCE = 120_000;

/** Vectors, counts and position that are not the same to the last bit, in words. */
function differences(a: Checkpoint, b: Checkpoint): readonly string[] {
  const found: string[] = [];
  if (a.step !== b.step) found.push(`step ${a.step} against ${b.step}`);
  if (JSON.stringify(a.updates) !== JSON.stringify(b.updates))
    found.push(`${JSON.stringify(a.updates)} against ${JSON.stringify(b.updates)}`);
  for (const name of new Set([...a.vectors.keys(), ...b.vectors.keys()])) {
    const [x, y] = [a.vectors.get(name), b.vectors.get(name)].map((v) => v && new Uint32Array(v.buffer, v.byteOffset, v.length));
    const differing = x && y && x.length === y.length ? x.filter((word, i) => word !== y[i]).length : 'all';
    if (differing !== 0) found.push(`${name}: ${differing} of ${x?.length} numbers`);
  }
  return found;
}
async function taken(trainer: Trainer, n: number): Promise<void> {
  const found = await losses(trainer, n);
  if (found.length === 0) throw new Error('no losses were read');
}

export interface Sizes {
  readonly batch: number;
  readonly convolutionalBatch: number;
  /** Channels of convolutional networks, where the template's own would take minutes. */
  readonly channels?: readonly number[];
  /** Few steps of every template, where each is slow. */
  readonly short?: boolean;
}
export function resumes(target: Target, { batch, convolutionalBatch, channels, short = false }: Sizes): void {
  describe(`a resumed run on ${target}`, () => {
    const device = useDevice(target);

    async function check(
      graph: Graph,
      o: RigOptions = {},
      turns = HALF,
      /** The run that never stopped is the first one, which goes on; else it is a run of its own, of which no checkpoint was taken on the way. */
      onwards = false,
    ): Promise<{ start: Checkpoint; half: Checkpoint; end: Checkpoint }> {
      const r = rig(graph, device(), { seed: 11, ...o });
      const first = r.trainer();
      const start = await first.checkpoint();
      await taken(first, turns);
      const half = await throughBytes(r, first);
      expect(differences(half, await first.checkpoint()), 'bytes and back').toEqual([]);
      if (!onwards) first.close();
      const second = r.trainer(half);
      await taken(second, turns);
      const end = await second.checkpoint();
      second.close();
      const straight = onwards ? first : r.trainer();
      await taken(straight, onwards ? turns : 2 * turns);
      const undisturbed = await straight.checkpoint();
      straight.close();
      expect(differences(end, undisturbed), 'resumed against straight').toEqual([]);
      // a comparison of runs that stand still would always hold
      expect(differences(start, half).length).toBeGreaterThan(1);
      expect(differences(half, end).length).toBeGreaterThan(1);
      return { start, half, end };
    }

    test.each(TEMPLATES)(
      '%s',
      async (name) => {
        const graph = withFewChains(template(name));
        if (!isHeavy(graph)) await check(graph, { batch }, short ? SHORT_HALF : HALF, short);
        // of the heavy ones every step counts; that a checkpoint leaves a run as it was, the others show
        else await check(channels ? thinned(graph, channels) : graph, { batch: convolutionalBatch }, SHORT_HALF, true);
      },
      PATIENCE,
    );

    test.each(['adam', 'adamw', 'rmsprop', 'sgd'])('with %s, warm-up, clipping and a falling rate', async (algorithm) => {
      const { end } = await check(smallVae({ algorithm, rate: 0.001, warmup: 30, clip: 1, horizon: 35 }));
      const moments = [...end.vectors.keys()].filter((k) => k.startsWith('opt.')).length;
      expect(moments).toBe(algorithm.startsWith('adam') ? 2 : 1);
    });
    test('with an average of the weights', async () => {
      const { half } = await check(smallVae({ ema: 0.99 }));
      const names = [...half.vectors.keys()].filter((k) => k.startsWith('average.'));
      expect(names).toHaveLength(1);
      expect(half.vectors.get(names[0]!)).not.toEqual(half.vectors.get(names[0]!.replace('average.', 'weights.')));
    });
    test.each([HALF - 7, HALF, HALF + 7])('with a phase that ends after %i turns', async (first) => {
      const { half, end } = await check(twoPhases(first));
      expect([half.updates, end.updates]).toEqual([
        { opt: Math.min(first, HALF), opt2: Math.max(0, HALF - first) },
        { opt: first, opt2: 2 * HALF - first },
      ]);
    });
    test.each([HALF - 7, HALF, HALF + 7])('with flows that start from data, one of them after %i turns', async (first) => {
      const { start, half, end } = await check(startingFromData(first));
      const weights = (c: Checkpoint, player: string): Float32Array => c.vectors.get(`weights.${player}`)!;
      expect(weights(half, 'opt')).not.toEqual(weights(start, 'opt'));
      if (first >= HALF) expect(weights(half, 'opt2')).toEqual(weights(start, 'opt2'));
      expect(weights(end, 'opt2')).not.toEqual(weights(half, 'opt2'));
    });
    test('with chains that go on from turn to turn', async () => {
      const { start, half, end } = await check(smallEnergy(), { batch: 16 });
      const chains = [start, half, end].map((c) => c.vectors.get('cd.x')!);
      expect(chains.map((c) => c.length)).toEqual([64, 64, 64]);
      expect(chains[0]).not.toEqual(chains[1]);
      expect(chains[1]).not.toEqual(chains[2]);
    });
    test('with two optimisers, one of which steps twice a turn', async () => {
      const { end } = await check(twoPlayers());
      expect(end.updates).toEqual({ optY: 2 * HALF, optX: 4 * HALF });
    });
    test('with a finite data set, past the ends of epochs', async () => {
      // 45 training examples, 16 a step: an epoch ends within every third step, before, at and after the checkpoint
      const values = Float32Array.from(stream(3, 'test/points').normal(100), (z) => 0.5 + z);
      const data: DataSource = finite({ name: 'points', title: 'points', columns: { x: { space: real(2), values } } });
      expect(data.size).toBe(45);
      await check(oneGaussian({ batch: 16 }, { source: 'file' }), { data: new Map([['data', data]]) });
    });
    test('with another seed is another run', async () => {
      const ends = await Promise.all(
        [1, 2].map(async (seed) => {
          const trainer = rig(smallVae(), device(), { seed }).trainer();
          await taken(trainer, 2);
          const end = await trainer.checkpoint();
          trainer.close();
          return end;
        }),
      );
      expect(differences(ends[0]!, ends[1]!).length).toBeGreaterThan(0);
    });
  });
}
