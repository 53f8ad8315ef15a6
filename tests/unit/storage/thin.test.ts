import { describe, expect, it } from 'vitest';
import { type Kept, thin } from '../../../src/storage/thin.ts';

const NOW = Date.UTC(2030, 0, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (id: number, age: number, extra: Partial<Kept> = {}): Kept => ({ id, at: NOW - age, pinned: false, bytes: 1000, ...extra });

describe('which versions stay', () => {
  it('keeps all of the last hour', () => {
    const versions = Array.from({ length: 50 }, (_, i) => at(i, i * MINUTE));
    expect(thin(versions, NOW)).toEqual([]);
  });
  it('keeps the newest of each stretch of earlier days', () => {
    const day = Array.from({ length: 40 }, (_, i) => at(i, 3 * DAY + HOUR + i * MINUTE));
    const dropped = thin([at(99, 0), ...day], NOW);
    expect(dropped).toHaveLength(39);
    expect(dropped).not.toContain(0);
    expect(dropped).not.toContain(99);
  });
  it('drops the oldest beyond the number and beyond the bytes', () => {
    const versions = Array.from({ length: 6 }, (_, i) => at(i, i * MINUTE));
    expect(thin(versions, NOW, { count: 4, bytes: 1e9 })).toEqual([4, 5]);
    expect(thin(versions, NOW, { count: 100, bytes: 2500 })).toEqual([2, 3, 4, 5]);
  });
  it('never drops what is pinned, nor the newest', () => {
    const versions = [at(1, DAY, { bytes: 1e9 }), at(2, 90 * DAY, { pinned: true }), at(3, 90 * DAY + 1, { pinned: true })];
    expect(thin(versions, NOW, { count: 1, bytes: 10 })).toEqual([]);
  });
});
