/** How pictures with classes are judged, on a set whose every density is known: a pattern for each class, and noise. */
import { describe, expect, test } from 'vitest';
import { finite } from '../../../src/data/finite.ts';
import { stream } from '../../../src/data/random.ts';
import type { DataSource } from '../../../src/data/source.ts';
import type { Graph } from '../../../src/graph/model.ts';
import { real, tokens } from '../../../src/graph/space.ts';
import { type Metrics, evaluate } from '../../../src/runtime/evaluate.ts';
import type { Course } from '../../../src/runtime/judge/judge.ts';
import { drawing, rig } from './rig.ts';
import { useDevice } from './use-device.ts';

const device = useDevice('wasm');
const [SIDE, CLASSES, TOTAL, NOISE] = [5, 3, 1200, 0.5];
const PIXELS = SIDE * SIDE;
const patterns = Float32Array.from(stream(3, 'test/patterns').normal(CLASSES * PIXELS));
/** @param labelled whether the set says which class is which */
function patterned(labelled = true, shape: readonly number[] = [SIDE, SIDE, 1]): DataSource {
  const y = Uint8Array.from({ length: TOTAL }, (_, i) => i % CLASSES);
  const noise = stream(4, 'test/noise').normal(TOTAL * PIXELS);
  const x = Float32Array.from(noise, (e, i) => patterns[y[Math.floor(i / PIXELS)]! * PIXELS + (i % PIXELS)]! + NOISE * e);
  const columns = { x: { space: real(...shape), values: x }, ...(labelled && { y: { space: tokens(CLASSES), values: y } }) };
  return finite({ name: 'patterned', title: 'Patterned', columns, heldOutFraction: 0.4 });
}
const NODES = { data: ['Dataset', { source: 'file' }], x: ['Observed'], nll: ['NLL'], opt: ['Optimiser'] } as const;
const COMMON = 'data.x>x.data x.variable>nll.variables nll.out>opt.objectives';
const DECODER = { lin: ['MLP', { hidden: [] }], px: ['Decoder', { scale: 'fixed', logScale: Math.log(NOISE) }] } as const;
const CONDITIONAL = 'lin.out>px.network px.out>x.p';
/** The true model of x by its class, which is given. */
const given = drawing({ ...NODES, ...DECODER, y: ['Given'] }, `${COMMON} ${CONDITIONAL} data.y>y.data y.out>px.x`);
/** The same with a class that is drawn. */
const joint = drawing(
  { ...NODES, ...DECODER, py: ['Prior', { family: 'categorical' }], y: ['Observed'] },
  `${COMMON} ${CONDITIONAL} data.y>y.data py.out>y.p y.x>px.x y.variable>nll.variables`,
);
/** And reading the column itself. */
const column = drawing({ ...NODES, ...DECODER }, `${COMMON} ${CONDITIONAL} data.y>px.x`);
const blind = drawing({ ...NODES, prior: ['Prior', { learn: true }] }, `${COMMON} prior.out>x.p`);

async function judged(
  graph: Graph,
  source: DataSource,
  weights: Readonly<Record<string, ArrayLike<number>>>,
  course: Course & { readonly pictures?: number } = {},
  seed = 0,
): Promise<Metrics> {
  const r = rig(graph, device(), { data: new Map([['data', source]]), seed });
  const start = r.trainer();
  const checkpoint = await start.checkpoint();
  start.close();
  const placed = new Set<string>();
  for (const v of r.compiled.vectors)
    for (const { param, offset } of v.entries) {
      const numbers = weights[param];
      if (!numbers) continue;
      checkpoint.vectors.get(`weights.${v.name}`)!.set(numbers, offset);
      placed.add(param);
    }
  expect([...placed].sort()).toEqual(Object.keys(weights).sort());
  const trainer = r.trainer(checkpoint);
  const tasks = r.tasks(trainer);
  try {
    return await evaluate({ ...r, tasks }, { examples: 480, passes: 1, pairs: 5, ...course });
  } finally {
    tasks.close();
    trainer.close();
  }
}
const truth = { 'lin.l0.w': patterns, 'lin.l0.b': new Float32Array(PIXELS) };
/** Every class drawn as the next one. */
const shifted = Float32Array.from(patterns, (_, i) => patterns[(i + PIXELS) % patterns.length]!);
const source = patterned();

describe('pictures with classes', () => {
  test.each([
    ['given', given],
    ['drawn', joint],
    ['read from the column', column],
  ] as const)('of the true model, its class %s', async (_, graph) => {
    // prettier-ignore
    const m = await judged(graph, source, truth);
    expect(m.judgeAccuracy).toBeGreaterThan(0.97);
    expect(m.classAccuracy).toBeGreaterThan(0.97);
    // 480 samples against as many training pictures, both real: within the spread that the floor itself has
    expect(m.fd).toBeLessThan(2 * m.fdFloor! + 0.01);
    expect(Math.abs(m.precision! - m.precisionCeiling!)).toBeLessThan(0.1);
    expect(Math.abs(m.recall! - m.recallCeiling!)).toBeLessThan(0.1);
    expect(m.bitsPerDim).toBeUndefined();
  });
  test('under the wrong classes look as good and are not what was asked for', async () => {
    const m = await judged(given, source, { ...truth, 'lin.l0.w': shifted });
    expect(m.classAccuracy).toBeLessThan(0.03);
    expect(m.fd).toBeLessThan(2 * m.fdFloor! + 0.01);
  });
  test('of one class only lose recall, and of no class precision; without classes there is nothing to ask for', async () => {
    const logScale = new Float32Array(PIXELS).fill(Math.log(NOISE));
    const one = await judged(blind, source, { 'prior.mean': patterns.subarray(0, PIXELS), 'prior.logScale': logScale });
    expect(one.classAccuracy).toBeUndefined();
    expect(one.fd).toBeGreaterThan(10 * one.fdFloor!);
    expect(one.precision! - one.precisionCeiling!).toBeGreaterThan(-0.1);
    expect(one.recall).toBeLessThan(0.5);
    const mean = Float32Array.from({ length: PIXELS }, (_, i) => (patterns[i]! + patterns[PIXELS + i]! + patterns[2 * PIXELS + i]!) / 3);
    const none = await judged(blind, source, { 'prior.mean': mean, 'prior.logScale': logScale });
    expect(none.precision).toBeLessThan(0.5);
  });
  test('are judged the same way twice, and by one judge whatever the seed', async () => {
    const [a, b, c] = [
      await judged(given, source, truth),
      await judged(given, patterned(), truth),
      await judged(given, source, truth, {}, 1),
    ];
    expect(a).toEqual(b);
    expect(c.judgeAccuracy).toBe(a.judgeAccuracy);
    expect(c.fd).not.toBe(a.fd);
    // fewer pictures, if that is asked for: even real ones lie farther from real ones
    const few = await judged(given, source, truth, { pictures: 40 });
    expect(few.fdFloor).toBeGreaterThan(3 * a.fdFloor!);
    expect(few.classAccuracy).toBeGreaterThan(0.9);
  });
});

describe('a judgement', () => {
  test('leaves nothing behind on the device, finished or broken off', async () => {
    await judged(given, source, truth);
    const before = device().memory();
    await judged(given, patterned(), truth);
    await expect(judged(given, patterned(), truth, { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
    expect(device().memory()).toEqual(before);
  });
  test('tells how far it is and can be broken off, and then begins anew', async () => {
    const fresh = patterned();
    const stop = new AbortController();
    const shares: number[] = [];
    const breaking = { signal: stop.signal, onProgress: (s: number) => (s > 0.2 ? stop.abort(new Error('enough')) : shares.push(s)) };
    await expect(judged(given, fresh, truth, breaking)).rejects.toThrow('enough');
    expect(shares.length).toBeGreaterThan(1);
    const heard: number[] = [];
    const m = await judged(given, fresh, truth, { onProgress: (s) => heard.push(s) });
    expect(m.fd).toBeGreaterThan(0);
    expect(heard.at(-1)).toBe(1);
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
  });
  test('of data without classes has no such figures; long vectors have them like pictures', async () => {
    const logScale = new Float32Array(PIXELS).fill(0);
    const unlabelled = await judged(blind, patterned(false), { 'prior.logScale': logScale });
    expect([unlabelled.fd, unlabelled.precision, unlabelled.judgeAccuracy]).toEqual([undefined, undefined, undefined]);
    const m = await judged(given, patterned(true, [PIXELS]), truth);
    expect(m.classAccuracy).toBeGreaterThan(0.97);
    expect(m.fd).toBeLessThan(2 * m.fdFloor! + 0.01);
  });
});
