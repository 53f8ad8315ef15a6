import { describe, expect, test } from 'vitest';
import { Builder } from '../../../src/ir/builder.ts';
import { Refusal } from '../../../src/ir/refusal.ts';
import { CONV_NET_DEFAULTS, convNet } from '../../../src/nodes/networks/conv-net.ts';

/** The parameters of a network of three layers that reads an image and makes another. */
function made(from: readonly [number, number, number], to: readonly [number, number, number]): Record<string, readonly number[]> {
  const b = new Builder('net');
  const net = convNet('net', { ...CONV_NET_DEFAULTS, channels: [2, 3, 5], kernel: 4 });
  const y = net.apply(b, { x: [b.input('x', from)], condition: [b.input('c', [7])] }, to);
  expect([y.event, y.plates]).toEqual([to, ['B']]);
  return Object.fromEntries([...b.params.values()].map((s) => [s.name, s.event]));
}

describe('a ConvNet from image to image', () => {
  test('keeps the size', () => {
    expect(made([6, 5, 1], [6, 5, 4])).toMatchObject({
      'net.same0.w': [4, 4, 1, 2],
      'net.same2.w': [4, 4, 3, 5],
      'net.last.w': [4, 4, 5, 4],
    });
  });
  test('halves it as often as it takes, widening on the way', () => {
    expect(made([7, 8, 1], [2, 2, 4])).toMatchObject({
      'net.same0.w': [4, 4, 1, 2],
      'net.condition.w': [7, 2],
      'net.last.w': [4, 4, 5, 4],
    });
    made([8, 8, 1], [1, 1, 4]);
    made([8, 8, 1], [4, 4, 4]);
  });
  test('doubles it as often as it takes, and ends with the doublings', () => {
    // [5, 6] is half of [10, 12]; the first two layers keep its size
    expect(made([5, 6, 3], [10, 12, 1])).toMatchObject({
      'net.first.w': [4, 4, 3, 5],
      'net.condition.w': [7, 5],
      'net.up0.w': [4, 4, 5, 3],
      'net.up1.w': [4, 4, 3, 2],
      // an adjoint has its channels the other way round
      'net.up2.w': [4, 4, 1, 2],
    });
    made([2, 2, 3], [7, 8, 1]);
  });
  test.each([
    [
      [8, 8, 1],
      [3, 3, 2],
    ],
    [
      [4, 8, 1],
      [8, 4, 1],
    ],
    [
      [64, 64, 1],
      [2, 2, 1],
    ],
    [
      [3, 3, 1],
      [8, 8, 1],
    ],
  ] as const)('refuses what halving and doubling do not give: %j to %j', (from, to) => {
    expect(() => made(from, to)).toThrow(Refusal);
    expect(() => made(from, to)).toThrow(`do not lead from an image of ${from[0]}×${from[1]} to one of ${to[0]}×${to[1]}`);
  });
});
