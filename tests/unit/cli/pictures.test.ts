import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { imageGrid } from '../../../src/cli/pictures/grid.ts';
import { PANEL, Raster } from '../../../src/cli/pictures/raster.ts';
import { histogram, scatter } from '../../../src/cli/pictures/scatter.ts';
import { openSynthetic } from '../../../src/data/catalogue.ts';
import type { Space } from '../../../src/graph/space.ts';

const at = (r: Raster, x: number, y: number): readonly number[] =>
  Array.from(r.data.subarray((y * r.width + x) * 3, (y * r.width + x) * 3 + 3));

describe('a raster', () => {
  it('becomes a PNG that carries its drawing, whatever its letters', () => {
    const graph = '{"title": "Öl 🌊 p(x∣z)"}';
    const png = decode(new Raster(3, 2, [1, 2, 3]).png(graph));
    expect([png.width, png.height, png.channels]).toEqual([3, 2, 3]);
    expect(Array.from(png.data.subarray(0, 3))).toEqual([1, 2, 3]);
    expect(JSON.parse(png.text['wellspring']!)).toEqual(JSON.parse(graph));
  });
  it('leaves what lies outside alone', () => {
    const r = new Raster(4, 4, [0, 0, 0]);
    r.dot(-50, 2, 3, [255, 255, 255], 1);
    r.blend(4, 0, [255, 255, 255], 1);
    expect(r.data.every((v) => v === 0)).toBe(true);
  });
});

describe('a grid of images', () => {
  const space = (kind: Space['values'], shape: readonly number[]): Space => ({ layout: 'image', shape, values: kind });
  it('shows levels over the whole range, enlarged by whole pixels', () => {
    const r = imageGrid(space({ kind: 'levels', k: 4 }, [2, 2, 1]), Float32Array.of(0, 1, 2, 3), 1);
    expect([at(r, 5, 5), at(r, 4 + 32, 5), at(r, 5, 4 + 32), at(r, 4 + 63, 4 + 63)]).toEqual([[0, 0, 0], [85, 85, 85], [170, 170, 170], [255, 255, 255]]); // prettier-ignore
  });
  it('keeps colours', () => {
    const r = imageGrid(space({ kind: 'unit' }, [1, 1, 3]), Float32Array.of(1, 0, 0.5), 1);
    expect(at(r, 10, 10)).toEqual([255, 0, 128]);
  });
  it('lays five out in three columns and two rows', () => {
    const r = imageGrid(space({ kind: 'binary' }, [8, 8, 1]), new Float32Array(5 * 64), 5);
    expect([r.width, r.height]).toEqual([3 * 68 + 4, 2 * 68 + 4]);
  });
  it('stretches real values to what is shown, and does not mind when they are all one', () => {
    expect(at(imageGrid(space({ kind: 'real' }, [1, 2, 1]), Float32Array.of(-7, 9), 1), 5, 5)).toEqual([0, 0, 0]);
    expect(at(imageGrid(space({ kind: 'real' }, [1, 1, 1]), Float32Array.of(3), 1), 5, 5)).toEqual([128, 128, 128]);
  });
});

describe('points', () => {
  const n = 500;
  const moons = openSynthetic('moons')!;
  const real = { n, data: moons.heldOut(0, n).columns['x']! };
  it('stand over the true density, up being up', () => {
    const one = { n: 1, data: Float32Array.of(real.data[0]!, 1e9) };
    const shaded = scatter(one, real, 2, moons.truth!['x']);
    const blue = Array.from({ length: shaded.width * shaded.height }, (_, i) => shaded.data[3 * i]! < PANEL[0] - 40).filter(Boolean).length;
    expect(blue).toBeGreaterThan(5000);
    const low = scatter({ n: 1, data: Float32Array.of(0, -0.4) }, { n: 2, data: Float32Array.of(-1, -1, 1, 1) }, 2, undefined);
    const rows = Array.from(
      { length: low.height },
      (_, y) => Array.from({ length: low.width }, (_, x) => at(low, x, y)).some(([r, , b]) => r! > b! + 60) && y,
    ).filter((y) => y !== false);
    expect(Math.min(...rows)).toBeGreaterThan(low.height / 2);
  });
  it('survive samples that are not finite and sets that are one point', () => {
    expect(() =>
      scatter({ n: 2, data: Float32Array.of(NaN, Infinity, 0, 0) }, { n: 2, data: Float32Array.of(1, 1, 1, 1) }, 2, undefined),
    ).not.toThrow();
    expect(() => histogram({ n: 2, data: Float32Array.of(NaN, 3) }, { n: 2, data: Float32Array.of(1, 1) }, undefined)).not.toThrow();
  });
  it('of one number become a histogram', () => {
    const data = Float32Array.from({ length: n }, (_, i) => Math.sin(i));
    const r = histogram({ n, data }, { n, data }, undefined);
    expect(new Set(r.data).size).toBeGreaterThan(3);
  });
});
