/** From files to a falling loss: images and labels as people bring them train the template of the digits. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { openSynthetic } from '../../../src/data/catalogue.ts';
import { LocalEngine } from '../../../src/workers/engine.ts';
import { listener, request, watchedHost } from '../workers/rig.ts';
import { drawing, template, thinned, tuned } from './rig.ts';

const N = 2000;
const SHARED = new URL('../../../../shared/data/', import.meta.url);
const big32 = (v: number): readonly number[] => [v >>> 24, (v >>> 16) & 255, (v >>> 8) & 255, v & 255];
/** An IDX file of bytes. */
function idx(shape: readonly number[], data: ArrayLike<number>): Uint8Array {
  const head = [0, 0, 8, shape.length, ...shape.flatMap(big32)];
  const out = new Uint8Array(head.length + data.length);
  out.set(head);
  out.set(data, head.length);
  return out;
}
/** The first 2000 examples of MNIST's test half; where it is not at hand, of digits of our own. */
function pair(): { readonly images: Uint8Array; readonly labels: Uint8Array } {
  const [images, labels] = ['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'].map((name) => new URL(name, SHARED));
  if (images && labels && existsSync(images) && existsSync(labels))
    return {
      images: idx([N, 28, 28], gunzipSync(readFileSync(images)).subarray(16, 16 + N * 784)),
      labels: idx([N], gunzipSync(readFileSync(labels)).subarray(8, 8 + N)),
    };
  const { columns } = openSynthetic('digits')!.batch(0, 0, N);
  return { images: idx([N, 28, 28], columns['x']!), labels: idx([N], columns['y']!) };
}

describe('2000 images in a pair of files', () => {
  const engine = new LocalEngine(watchedHost());
  const { images, labels } = pair();
  const bring = () =>
    engine.importData([
      { name: 'images-idx3-ubyte.gz', bytes: gzipSync(images) },
      { name: 'labels-idx1-ubyte', bytes: labels },
    ]);
  afterAll(() => engine.stop());

  test('are images in x and classes in y', async () => {
    expect(await bring()).toMatchObject({
      name: expect.any(String),
      size: 0.9 * N,
      columns: {
        x: { layout: 'image', shape: [28, 28, 1], values: { kind: 'levels', k: 256 } },
        y: { shape: [], values: { kind: 'tokens', k: 10 } },
      },
      diagnostics: [],
    });
  });
  test('train the template of the digits', async () => {
    const { name } = await bring();
    const graph = tuned(thinned(template('vae-digits'), [8, 16]), { data: { source: 'file' }, opt: { batch: 32 } });
    const heard = listener();
    const { ok, diagnostics } = await engine.prepare(request(graph, { data: { data: name! } }), heard);
    expect([ok, diagnostics.filter((d) => d.severity === 'error')]).toEqual([true, []]);
    await engine.step(30);
    const found = heard.points.map((p) => p.values['loss.elbo']!);
    expect(found).toHaveLength(30);
    // 784 pixels at even odds cost 784 ln 2 = 543 nats; that most of the paper is blank is learnt first
    expect(found[0]).toBeGreaterThan(500);
    // our own digits, which stand in for the files, have more ink: found 325
    expect(found.slice(-5).reduce((a, b) => a + b) / 5).toBeLessThan(400);
    const views = await engine.views();
    expect(views!.reconstructions['x']).toMatchObject({ data: { n: 16 } });
    expect(new Set(views!.reconstructions['x']!.data.data)).toEqual(new Set([0, 1]));
  }, 120_000);
  test('train a model of their labels', async () => {
    const { name } = await bring();
    const classes = drawing(
      {
        data: ['Dataset', { source: 'file' }],
        py: ['Prior', { family: 'categorical', learn: true }],
        y: ['Observed'],
        nll: ['NLL'],
        opt: ['Optimiser', { rate: 0.1, batch: 200 }],
      },
      'data.y>y.data py.out>y.p y.variable>nll.variables nll.out>opt.objectives',
    );
    const heard = listener();
    expect((await engine.prepare(request(classes, { data: { data: name! } }), heard)).ok).toBe(true);
    await engine.step(40);
    // ten classes: ln 10 at the start; the least possible is the entropy of the labels' frequencies
    const counts = new Float64Array(10);
    for (const y of labels.subarray(8)) counts[y]!++;
    const entropy = counts.reduce((s, c) => s - (c / N) * Math.log(c / N), 0);
    expect(heard.points[0]!.values['loss.nll']).toBeCloseTo(Math.log(10), 5);
    const late = heard.points.slice(-10).map((p) => p.values['loss.nll']!);
    expect(Math.abs(late.reduce((a, b) => a + b) / 10 - entropy)).toBeLessThan(0.03);
  });
});
