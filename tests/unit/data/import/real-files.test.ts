/** The files people bring: MNIST's test half and a book of plays. Where they are absent, stand-ins of the same form are made. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importFiles } from '../../../../src/data/import/import.ts';
import { prepare } from '../../../../src/data/prepare.ts';
import { stream } from '../../../../src/data/random.ts';
import { count, file, gz, idx } from './writers.ts';

const shared = new URL('../../../../../shared/data/', import.meta.url);
const given = (name: string, standIn: () => Uint8Array): Uint8Array => {
  const url = new URL(name, shared);
  return existsSync(url) ? new Uint8Array(readFileSync(url)) : standIn();
};
const N = 10_000;

test('MNIST images and labels', async () => {
  const images = given('t10k-images-idx3-ubyte.gz', () =>
    gz(idx([N, 28, 28], Uint8Array.from(stream(1, 'stand-in').integers(N * 784, 256)))),
  );
  const labels = given('t10k-labels-idx1-ubyte.gz', () =>
    gz(
      idx(
        [N],
        count(N, (i) => i % 10),
      ),
    ),
  );
  const start = performance.now();
  const { source, diagnostics } = await importFiles([file('t10k-labels-idx1-ubyte.gz', labels), file('t10k-images-idx3-ubyte.gz', images)]);
  expect(performance.now() - start).toBeLessThan(5000);
  expect(diagnostics).toEqual([]);
  expect(source!.columns).toEqual({
    x: { space: { layout: 'image', shape: [28, 28, 1], values: { kind: 'levels', k: 256 } } },
    y: { space: { layout: 'vector', shape: [], values: { kind: 'tokens', k: 10 } } },
  });
  expect([source!.size, source!.heldOutSize]).toEqual([9000, 1000]);
  const { columns } = prepare(source!, { values: 'unit', levels: 2 }).batch(1, 2, 64);
  expect(columns['x']!.length).toBe(64 * 784);
  expect(Math.max(...columns['x']!)).toBeGreaterThan(0.9);
  expect(Math.max(...columns['x']!)).toBeLessThanOrEqual(1);
  expect(new Set(columns['y']!).size).toBeGreaterThan(5);
});

test('a book', async () => {
  const text = given('tinyshakespeare.txt', () => new TextEncoder().encode('All the world is a stage,\n'.repeat(4e4)));
  const { source, diagnostics } = await importFiles([file('tinyshakespeare.txt', text)]);
  expect(diagnostics).toEqual([]);
  const names = source!.labels!['x']!;
  expect(source!.columns['x']!.space).toEqual({
    layout: 'sequence',
    shape: [64],
    values: { kind: 'tokens', k: names.length },
  });
  expect(Number(source!.size) + Number(source!.heldOutSize)).toBe(Math.floor(text.length / 64));
  const window = Array.from(source!.batch(0, 0, 1).columns['x']!, (t) => names[t]).join('');
  expect(new TextDecoder().decode(text)).toContain(window);
});
