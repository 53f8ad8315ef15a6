import { describe, expect, test } from 'vitest';
import { crossings } from '../../../src/studio/parts/paint-probes.ts';
import { coarser, differenceOf, pointIn, slopeOf, valueAtPoint } from '../../../src/studio/run/plane.ts';

const plane = { size: 20, low: [-2, -1], high: [2, 3] } as const;
const at = (i: number): readonly [number, number] => [
  plane.low[0] + ((i % plane.size) + 0.5) * 0.2,
  plane.low[1] + (Math.floor(i / plane.size) + 0.5) * 0.2,
];
const over = (f: (x: number, y: number) => number): Float64Array => Float64Array.from({ length: plane.size ** 2 }, (_, i) => f(...at(i)));
/** log of N((0.5, 1), diag(1, 0.25)) up to a constant. */
const gaussian = over((x, y) => -0.5 * (x - 0.5) ** 2 - 2 * (y - 1) ** 2);

describe('numbers over the plane', () => {
  test('the slope of a Gaussian’s log density is its score, exactly within the border', () => {
    const slope = slopeOf(gaussian, plane);
    for (let i = 0; i < plane.size ** 2; i++) {
      const [x, y] = at(i);
      const [col, row] = [i % plane.size, Math.floor(i / plane.size)];
      if (col > 0 && col < plane.size - 1) expect(slope[2 * i]).toBeCloseTo(0.5 - x, 4);
      if (row > 0 && row < plane.size - 1) expect(slope[2 * i + 1]).toBeCloseTo(-4 * (y - 1), 4);
    }
  });
  test('the value at a point is what lies between the cells', () => {
    const tilted = over((x, y) => 3 * x - y);
    expect(valueAtPoint(tilted, plane, 0.33, 1.77)).toBeCloseTo(3 * 0.33 - 1.77, 10);
    expect(valueAtPoint(tilted, plane, 2.1, 0)).toBeUndefined();
    expect(
      valueAtPoint(
        over(() => -Infinity),
        plane,
        0,
        0,
      ),
    ).toBeUndefined();
  });
  test('a coarser field keeps what its cells say', () => {
    const { field, size } = coarser(slopeOf(gaussian, plane), plane.size, 10);
    expect(size).toBe(10);
    expect(field[0]).toBeCloseTo(0.5 - at(plane.size + 1)[0], 4);
  });
  test('where there is no density there is no difference', () => {
    expect([...differenceOf([0, -Infinity, Number.NaN], [Math.log(0.5), -Infinity, -Infinity])].map((v) => Number(v.toFixed(4)))).toEqual([
      0.5, 0, 0,
    ]);
  });
  test('a pointer finds its point in the middle of a wide box, up being up', () => {
    expect(pointIn({ width: 300, height: 100 }, plane, 100, 100)).toEqual([-2, -1]);
    expect(pointIn({ width: 300, height: 100 }, plane, 200, 0)).toEqual([2, 3]);
  });
  test('the zero line of a tilted plane is straight', () => {
    const pieces = crossings(
      over((x) => x - 0.55),
      plane.size,
    );
    expect(pieces).toHaveLength(plane.size - 1);
    for (const [c, , d] of pieces) for (const col of [c, d]) expect(plane.low[0] + (col + 0.5) * 0.2).toBeCloseTo(0.55, 10);
  });
});
