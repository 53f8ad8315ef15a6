import { expect, test } from 'vitest';
import { contentOf } from '../../../src/studio/content.ts';
import { hotChanges } from '../../../src/studio/hot.ts';
import { smallVae } from '../runtime/drawings.ts';
import { template, tuned } from '../runtime/rig.ts';

const content = contentOf(smallVae());
const withOpt = (params: Readonly<Record<string, number | string | null>>): string => contentOf(tuned(smallVae(), { opt: params }));

test('a run goes on under another learning rate or clip', () => {
  expect(hotChanges(content, withOpt({ rate: 0.01, clip: 1 }))).toEqual([
    { node: 'opt', param: 'rate', from: 0.003, to: 0.01 },
    { node: 'opt', param: 'clip', from: undefined, to: 1 },
  ]);
  expect(hotChanges(content, content)).toEqual([]);
});
test('it begins anew where its weights, data or memory would not fit', () => {
  const dec = contentOf(tuned(smallVae(), { dec: { logScale: -2 } }));
  const seed = contentOf({ ...smallVae(), seed: 7 });
  const cut = contentOf({ ...smallVae(), wires: smallVae().wires.slice(1) });
  for (const other of [withOpt({ algorithm: 'sgd' }), withOpt({ batch: 32 }), withOpt({ phase: 2 }), dec, seed, cut, 'no content'])
    expect(hotChanges(content, other), other).toBeUndefined();
});
test('columns of imported files stand behind the content, and are compared too', () => {
  const columns = (n: number): string => JSON.stringify([['data', { x: { shape: [n] } }]]);
  expect(hotChanges(content + columns(2), withOpt({ rate: 1 }) + columns(2))).toHaveLength(1);
  expect(hotChanges(content + columns(2), withOpt({ rate: 1 }) + columns(3))).toBeUndefined();
});
test('how a model draws may change, since its weights stay what they are', () => {
  const text = (params: Readonly<Record<string, number | string | null>>): string =>
    contentOf(tuned(template('char-lstm'), { ar: params }));
  expect(hotChanges(text({}), text({ temperature: 0.7, topK: 5 }))).toHaveLength(2);
  expect(hotChanges(text({}), text({ end: 3 }))).toBeUndefined();
});
