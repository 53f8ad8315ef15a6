/** Running loops: memory, draws, being called off, and where a number fails. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lower } from '../../../src/compiler/lower/lower.ts';
import { simplify } from '../../../src/compiler/simplify.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { gradients } from '../../../src/ir/differentiate.ts';
import { loop } from '../../../src/ir/loop.ts';
import { IrError } from '../../../src/ir/ops.ts';
import { type Program, type Val, ZEROS } from '../../../src/ir/value.ts';
import { assertLegal } from '../../../src/ir/verify.ts';
import type { Device } from '../../../src/runtime/execute/device.ts';
import { type TestDevice, testDevice } from '../../oracle/devices.ts';

/** A chain of 40 noisy steps in the plane, with its gradient. */
function chain(): Program {
  const b = new Builder('chain');
  const x = b.input('x', [2]);
  const w = b.state('w', [2, 2], ZEROS);
  const T = b.turns('walk', 40);
  const walk = loop(
    b,
    T,
    {
      carried: [x],
      over: [
        b.constant(
          Array.from({ length: 40 }, (_, i) => 1 / (1 + i)),
          [],
          [T],
        ),
      ],
      frames: { name: 'walk.x', of: 0 },
    },
    ({ carried: [h], over: [rate] }) => {
      const next = b.add(b.mul(0.5, h!), b.mul(rate!, b.add(b.tanh(b.matmul(h!, w)), b.random('normal', ['B'], [2]))));
      return { carried: [next], each: [b.sumEvent(b.square(next))] };
    },
  );
  const loss = b.mean(b.add(b.sumEvent(walk.carried[0]!), b.sum(walk.each[0]!, [], [T])));
  return simplify(b.program({ loss, x: walk.carried[0]!, dw: gradients(b, loss, [w])[0]! }));
}
const env = (step: number) => ({
  vectors: {},
  inputs: { x: Float32Array.of(1, 2, 3, 4, 5, 6) },
  seed: 3,
  step,
});

describe.each(['cpu', 'wasm'] as const)('loops on %s', (target) => {
  let test: TestDevice;
  let device: Device;
  let w: ReturnType<Device['upload']>;
  beforeAll(async () => {
    test = await testDevice(target);
    device = test.device;
    w = device.upload(Float32Array.of(0.3, -0.2, 0.1, 0.4), [2, 2]);
  });
  afterAll(() => {
    device.release(w);
    return test.close();
  });
  const k = lower(chain(), { target, batch: 3 });
  const run = (step: number) => device.run(k, { ...env(step), vectors: { w } });
  const free = (out: ReturnType<typeof run>): void => Object.values(out).forEach((b) => device.release(b));
  const numbers = async (out: ReturnType<typeof run>): Promise<number[][]> => {
    const all = await Promise.all(Object.values(out).map(async (b) => [...(await device.download(b))]));
    free(out);
    return all;
  };

  it('keeps memory flat', () => {
    free(run(0));
    const before = device.memory();
    for (let i = 1; i <= 20; i++) free(run(i));
    expect(device.memory()).toEqual(before);
  });
  it('gives the same numbers again, watched or not, and others at another step', async () => {
    const first = await numbers(run(5));
    expect(await numbers(run(5))).toEqual(first);
    const turns: number[] = [];
    const watched = await device.runWatched(
      k,
      { ...env(5), vectors: { w } },
      { pause: () => Promise.resolve(), onTurn: (p) => void turns.push(p.done) },
    );
    expect(await numbers(watched!)).toEqual(first);
    expect(turns.slice(0, 40)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(await numbers(run(6))).not.toEqual(first);
  });
  it('leaves nothing behind when it is called off', async () => {
    const before = device.memory();
    const stop = new AbortController();
    const out = await device.runWatched(
      k,
      { ...env(1), vectors: { w } },
      { signal: stop.signal, pause: () => Promise.resolve(), onTurn: (p) => void (p.done === 17 && stop.abort()) },
    );
    expect(out).toBeUndefined();
    expect(device.memory()).toEqual(before);
  });
  it('shows its frames as it goes', async () => {
    const seen: number[][] = [];
    const out = await device.runWatched(
      k,
      { ...env(2), vectors: { w } },
      {
        pause: () => Promise.resolve(),
        onTurn: async (p) => {
          if (p.name === 'walk.x' && p.frame) seen.push([...(await device.download(p.frame))]);
        },
      },
    );
    expect(seen).toHaveLength(40);
    expect(seen.at(-1)).toEqual([...(await device.download(out!['x']!))]);
    free(out!);
  });
  it('tells where in a body a number first fails', async () => {
    const b = new Builder('failing');
    const T = b.turns('fail', 5);
    const x = b.input('x', [2]);
    const fall = b.within({ node: 'outside' }, () =>
      loop(b, T, { carried: [x] }, ({ carried: [h] }) => ({ carried: [b.within({ node: 'inside' }, () => b.log(b.sub(h!, 2)))] })),
    );
    const failing = lower(simplify(b.program({ y: fall.carried[0]! })), { target, batch: 3 });
    const before = device.memory();
    expect((await device.firstNonFinite(failing, env(0)))?.origin.node).toBe('inside');
    device.forget(failing);
    expect(device.memory()).toEqual(before);
    expect(await device.firstNonFinite(k, { ...env(0), vectors: { w } })).toBeUndefined();
    expect(device.memory()).toEqual(before);
  });
});

describe('a loop is recorded', () => {
  it('with what does not change from turn to turn outside, and legal', () => {
    const b = new Builder('p');
    const x = b.input('x', [3]);
    let inside: Val | undefined;
    const made = loop(b, b.turns('t', 4), { carried: [x] }, ({ carried: [h] }) => {
      inside = b.exp(b.param('w', [3], ZEROS));
      return { carried: [b.mul(h!, inside)] };
    });
    const program = b.program({ y: made.carried[0]! });
    assertLegal(program);
    assertLegal(simplify(program));
    const r = made.value.at.region!;
    expect(r.reads).toHaveLength(1);
    expect(made.value.ins).toContain(inside);
  });
  it('never with a carried value that grows', () => {
    const b = new Builder('p');
    const x = b.constant([1, 2], [2]);
    expect(() => loop(b, b.turns('t', 2), { carried: [x] }, ({ carried: [h] }) => ({ carried: [b.add(h!, b.input('y', [2]))] }))).toThrow(
      IrError,
    );
    expect(() => b.turns('t', 0)).toThrow(IrError);
  });
});
