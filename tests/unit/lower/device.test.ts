import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lower } from '../../../src/compiler/lower/lower.ts';
import { simplify } from '../../../src/compiler/simplify.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { gradients } from '../../../src/ir/differentiate.ts';
import { type Program, ZEROS } from '../../../src/ir/value.ts';
import type { Device } from '../../../src/runtime/execute/device.ts';
import { fillRandom } from '../../../src/runtime/execute/random.ts';
import { type TestDevice, testDevice } from '../../oracle/devices.ts';
import { uniform } from '../../oracle/numbers.ts';

/** One step of gradient descent on a two-layer network. */
function step(): Program {
  const b = new Builder('step');
  const x = b.input('x', [4]);
  const w = b.state('w', [4 * 8 + 8 + 8 * 2], ZEROS);
  const w1 = b.reshape(b.slice(w, 0, 0, 32), [4, 8]);
  const b1 = b.slice(w, 0, 32, 40);
  const w2 = b.reshape(b.slice(w, 0, 40, 56), [8, 2]);
  const h = b.within({ node: 'hidden' }, () => b.relu(b.add(b.matmul(x, w1), b1)));
  const y = b.add(b.matmul(h, w2), b.random('normal', ['B'], [2]));
  const loss = b.mean(b.sumEvent(b.square(y)));
  const d = gradients(b, loss, [w])[0]!;
  return simplify(b.program({ loss, 'next.w': b.sub(w, b.mul(0.01, d)) }));
}
describe.each(['cpu', 'wasm'] as const)('the device on %s', (target) => {
  let test: TestDevice;
  let device: Device;
  beforeAll(async () => {
    test = await testDevice(target);
    device = test.device;
  });
  afterAll(() => test.close());

  it('keeps memory flat over a thousand runs', () => {
    const k = lower(step(), { target, batch: 16 });
    const x = uniform('x', 64, -1, 1);
    let w = device.upload(uniform('w', 56, -0.5, 0.5));
    const turn = (i: number): void => {
      const { loss, 'next.w': next } = device.run(k, { vectors: { w }, inputs: { x }, seed: 1, step: i });
      device.release(loss!);
      device.release(w);
      w = next!;
    };
    turn(0);
    const before = device.memory();
    for (let i = 1; i <= 1000; i++) turn(i);
    expect(device.memory()).toEqual(before);
    device.release(w);
    device.forget(k);
    expect(device.memory()).toEqual({ buffers: 0, bytes: 0 });
  });
  it('fuses a product with its bias and relu', () => {
    const k = lower(step(), { target, batch: 16 });
    expect(k.steps.filter((s) => s.kernel === '_FusedMatMul').map((s) => s.attributes['activation'])).toEqual(['relu']);
    expect(k.steps.some((s) => s.kernel === 'Relu')).toBe(false);
  });
  it('hands out results that pass through, and the same result twice', async () => {
    const b = new Builder('p');
    const w = b.state('w', [3], ZEROS);
    const p = b.program({ same: w, twice: b.mul(w, 2), again: b.mul(w, 2) });
    const k = lower(simplify(p), { target, batch: 1 });
    const buffer = device.upload(Float32Array.of(1, 2, 3));
    const out = device.run(k, { vectors: { w: buffer }, inputs: {}, seed: 0, step: 0 });
    device.release(buffer);
    expect([...(await device.download(out['same']!))]).toEqual([1, 2, 3]);
    expect([...(await device.download(out['again']!))]).toEqual([2, 4, 6]);
    Object.values(out).forEach((o) => device.release(o));
    device.forget(k);
    expect(device.memory()).toEqual({ buffers: 0, bytes: 0 });
  });
  it('does not see what the caller later writes to an array it gave', async () => {
    const data = Float32Array.of(1, 2);
    const b = device.upload(data);
    data[0] = 9;
    const read = await device.download(b);
    expect([...read]).toEqual([1, 2]);
    read[0] = 7;
    expect([...(await device.download(b))]).toEqual([1, 2]);
    device.release(b);
  });
  it('says which node first made a number that is not finite', async () => {
    const k = lower(step(), { target, batch: 2 });
    const w = device.upload(new Float32Array(56).fill(1e30));
    const env = { vectors: { w }, inputs: { x: new Float32Array(8).fill(1e30) }, seed: 0, step: 0 };
    expect(await device.firstNonFinite(k, env)).toMatchObject({ origin: { node: 'hidden' }, kernel: '_FusedMatMul' });
    const tame = device.upload(new Float32Array(56));
    expect(await device.firstNonFinite(k, { ...env, vectors: { w: tame }, inputs: { x: new Float32Array(8) } })).toBeUndefined();
    device.release(w);
    device.release(tame);
    device.forget(k);
    expect(device.memory().buffers).toBe(0);
  });
  it('complains about missing and ill-sized data', () => {
    const k = lower(step(), { target, batch: 2 });
    const w = device.upload(new Float32Array(56));
    expect(() => device.run(k, { vectors: {}, inputs: { x: new Float32Array(8) }, seed: 0, step: 0 })).toThrow('no vector w');
    expect(() => device.run(k, { vectors: { w }, inputs: { x: new Float32Array(7) }, seed: 0, step: 0 })).toThrow('7 numbers');
    device.release(w);
  });
});
describe('random sources', () => {
  it('depend on seed, stream and step, and on nothing else', () => {
    const draw = (law: 'normal' | 'uniform', seed: number, stream: string, step: number, n = 1000): Float32Array => {
      const out = new Float32Array(n);
      fillRandom(out, law, seed, stream, step);
      return out;
    };
    const a = draw('normal', 1, 's', 2);
    expect(draw('normal', 1, 's', 2)).toEqual(a);
    for (const other of [draw('normal', 2, 's', 2), draw('normal', 1, 't', 2), draw('normal', 1, 's', 3)]) expect(other).not.toEqual(a);
    const u = draw('uniform', 5, 'u', 0, 200_000);
    expect(u.every((x) => x > 0 && x < 1)).toBe(true);
    const mean = (xs: Float32Array): number => xs.reduce((s, x) => s + x, 0) / xs.length;
    expect(mean(u)).toBeCloseTo(0.5, 2);
    const z = draw('normal', 5, 'z', 0, 200_001);
    expect(mean(z)).toBeCloseTo(0, 1.5);
    expect(mean(z.map((x) => x * x))).toBeCloseTo(1, 1.5);
  });
});
