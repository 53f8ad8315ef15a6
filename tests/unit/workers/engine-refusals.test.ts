/** What the engine will not run: it says why, throws nothing, and is ready for the next request. */
import { afterAll, describe, expect, test } from 'vitest';
import { LocalEngine } from '../../../src/workers/engine.ts';
import type { BackendName, RunRequest } from '../../../src/workers/protocol.ts';
import { drawing, templateText, tuned } from '../runtime/rig.ts';
import { oneGaussian, smallVae } from '../runtime/drawings.ts';
import { listener, request, watchedHost } from './rig.ts';

const host = watchedHost();
const engine = new LocalEngine(host);
afterAll(() => engine.stop());
const refusal = async (r: RunRequest, on = engine) => {
  const heard = listener();
  const answer = await on.prepare(r, heard);
  expect(answer).toMatchObject({ ok: false, params: 0 });
  expect(answer.diagnostics.length).toBeGreaterThan(0);
  for (const d of answer.diagnostics) {
    for (const text of [d.what, d.why, d.mend]) expect(text).not.toMatch(/undefined|\[object|NaN|^\s*\.?$/);
    expect(d.code).not.toBe('');
  }
  // nothing was prepared, and nothing is told after the answer
  const spoken = heard.statuses.length;
  await engine.train();
  await engine.step(1);
  expect(heard.statuses.length).toBe(spoken);
  expect(heard.points).toEqual([]);
  return answer.diagnostics;
};
const checkpointOf = async (r: RunRequest): Promise<Uint8Array> => {
  expect((await engine.prepare(r, listener())).ok).toBe(true);
  await engine.step(2);
  return (await engine.checkpoint())!;
};
/** A checkpoint with one piece of its header replaced. */
function edited(bytes: Uint8Array, from: RegExp, to: string): Uint8Array {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const text = new TextDecoder().decode(bytes.subarray(8, 8 + length)).replace(from, to);
  const header = new TextEncoder().encode(text);
  const out = new Uint8Array(8 + header.length + bytes.length - 8 - length);
  new DataView(out.buffer).setBigUint64(0, BigInt(header.length), true);
  out.set(header, 8);
  out.set(bytes.subarray(8 + length), 8 + header.length);
  return out;
}
const without = drawing({ data: ['Dataset', { source: 'gaussian' }], prior: ['Prior'], x: ['Observed'] }, 'data.x>x.data prior.out>x.p');
const idle = drawing(
  { data: ['Dataset', { source: 'gaussian' }], prior: ['Prior'], x: ['Observed'], nll: ['NLL'], opt: ['Optimiser'] },
  'data.x>x.data prior.out>x.p x.variable>nll.variables nll.out>opt.objectives',
);

describe('a request is refused', () => {
  test.each([
    ['text that is no file', 'rubbish', /^file/],
    ['an empty text', '', /^file/],
    ['a file of another program', '{"format":"other","version":1}', /^file-format$/],
    ['a file of a later version', '{"format":"wellspring","version":99}', /^file-newer$/],
    ['a file cut short', templateText('vae-moons').slice(0, 500), /^file/],
  ])('%s', async (_, graph, code) => {
    expect((await refusal(request(graph)))[0]!.code).toMatch(code);
  });
  test('an empty canvas', async () => {
    expect((await refusal(request(drawing({}, '')))).map((d) => d.code)).toContain('no-model');
  });
  test('a drawing with mistakes, by naming them', async () => {
    const broken = drawing({ data: ['Dataset'], enc: ['Encoder'], opt: ['Optimiser'] }, 'data.x>enc.x enc.out>opt.objectives');
    expect((await refusal(request(broken))).some((d) => d.severity === 'error')).toBe(true);
  });
  test.each([
    ['no Optimiser', without],
    ['nothing to train', idle],
  ])('a drawing with %s', async (_, graph) => {
    await refusal(request(graph));
  });
  test('data that is not at hand', async () => {
    const file = oneGaussian({}, { source: 'file' });
    const missing = { code: 'run-data-missing', node: 'data' };
    expect(await refusal(request(file))).toMatchObject([missing]);
    expect(await refusal(request(file, { data: { data: 'gone#1' } }))).toMatchObject([missing]);
    // a built-in set is no stand-in for a file that was asked for
    expect(await refusal(request(oneGaussian(), { data: { data: 'gone#1' } }))).toMatchObject([missing]);
  });
  test.each<[string, BackendName, RegExp]>([
    ['a backend this machine lacks', 'webgl', /Node has none/],
    ['a backend nobody has', 'abacus' as BackendName, /abacus/],
    ['an inherited name', 'toString' as BackendName, /toString/],
  ])('%s', async (_, backend, why) => {
    const [d] = await refusal(request(oneGaussian(), { backend }));
    expect(d).toMatchObject({ code: 'run-no-backend', why: expect.stringMatching(why) });
  });
  test('a machine where nothing opens', async () => {
    const barren = watchedHost();
    barren.refuse('switched off');
    const [d] = await refusal(request(oneGaussian(), { backend: 'auto' }), new LocalEngine(barren));
    expect(d!.why).toMatch(/WebGPU: switched off; WebAssembly: switched off/);
  });

  describe('with a checkpoint', () => {
    const r = request(smallVae());
    test.each<[string, (good: Uint8Array) => Uint8Array, RegExp]>([
      ['of no bytes', () => new Uint8Array(), /too few/],
      ['that is text', () => new TextEncoder().encode('not a checkpoint, but quite long'), /header/],
      ['cut in its header', (b) => b.slice(0, 100), /header/],
      ['cut in its numbers', (b) => b.slice(0, -40), /outside the file/],
      ['of another program', (b) => edited(b, /wellspring-checkpoint/, 'someone-elses-weights'), /not written by Wellspring/],
      ['with half a step', (b) => edited(b, /"step":"2"/, '"step":"2.5"'), /whole numbers/],
      ['with negative updates', (b) => edited(b, /\\"opt\\":2/, '\\"opt\\":-2'), /whole numbers/],
      ['of renamed weights', (b) => edited(b, /dec\.network\.l0\.w|decNet\.l0\.w|"dec[^"]*\.w/, 'lost'), /has no|header/],
      ['with weights that are not finite', (b) => new Uint8Array([...b.slice(0, -4), 0, 0, 192, 127]), /finite/],
    ])('%s', async (_, spoil, why) => {
      const good = await checkpointOf(r);
      const bad = spoil(good);
      const [d] = await refusal({ ...r, checkpoint: bad });
      expect(d).toMatchObject({ code: 'run-checkpoint', severity: 'error', why: expect.stringMatching(why) });
      expect((await engine.prepare({ ...r, checkpoint: good }, listener())).ok).toBe(true);
    });
    test('of another drawing', async () => {
      const [other] = await refusal(request(oneGaussian(), { checkpoint: await checkpointOf(r) }));
      expect(other).toMatchObject({ code: 'run-checkpoint', why: expect.stringMatching(/has no prior/) });
      const wider = tuned(smallVae(), { encNet: { hidden: [17] } });
      const [wide] = await refusal(request(wider, { checkpoint: await checkpointOf(r) }));
      expect(wide!.why).toMatch(/\[2×16\] there and \[2×17\]/);
    });
    test('of another optimiser', async () => {
      const [d] = await refusal(request(smallVae({ algorithm: 'sgd' }), { checkpoint: await checkpointOf(r) }));
      expect(d!.why).toMatch(/no state opt\.velocity/);
    });
  });

  test('and the next one runs', async () => {
    await refusal(request('rubbish'));
    const heard = listener();
    expect((await engine.prepare(request(oneGaussian()), heard)).ok).toBe(true);
    await engine.step(2);
    expect(heard.points).toHaveLength(2);
  });
});

describe('files are refused', () => {
  test.each([
    ['none', []],
    ['of no bytes', [{ name: 'a.csv', bytes: new Uint8Array() }]],
    ['of an unknown kind', [{ name: 'a.xyz', bytes: Uint8Array.of(1, 2, 3) }]],
    ['a broken array', [{ name: 'a.npy', bytes: new TextEncoder().encode('\x93NUMPY broken') }]],
  ])('%s', async (_, files) => {
    const reply = await engine.importData(files);
    expect(reply.name).toBeUndefined();
    expect(reply.diagnostics.some((d) => d.severity === 'error')).toBe(true);
  });
});
