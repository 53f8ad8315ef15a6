import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from '../../../src/compiler/compile.ts';
import { TASKS } from '../../../src/compiler/compiled.ts';
import { parseFile, writeFile } from '../../../src/graph/file.ts';
import type { Graph } from '../../../src/graph/model.ts';
import { contentOf } from '../../../src/studio/content.ts';
import { environment } from '../../../src/studio/environment.ts';
import { figure, paramCounts, short, symbolOf, titleOf, trainedNodes } from '../../../src/studio/facts.ts';
import { chipWords, mark } from '../../../src/studio/grade-words.ts';
import { duration } from '../../../src/studio/header/duration.ts';

const vae = parseFile(readFileSync('templates/vae-moons.wellspring.json', 'utf8')).graph!;
const node = (g: Graph, id: string) => g.nodes.find((n) => n.id === id)!;

test('distributions say what they are in symbols', () => {
  expect(symbolOf(vae, node(vae, 'enc'))).toBe('q(z | x)');
  expect(symbolOf(vae, node(vae, 'dec'))).toBe('p(x | z)');
  expect(symbolOf(vae, node(vae, 'prior'))).toBe('p(z)');
  expect(symbolOf(vae, node(vae, 'elbo'))).toBeUndefined();
});
test('data sets and optimisers are called by what they are set to', () => {
  expect(titleOf(node(vae, 'data'))).toBe('Two moons');
  expect(titleOf(node(vae, 'opt'))).toBe('Adam');
  expect(titleOf({ ...node(vae, 'opt'), label: 'Mine' })).toBe('Mine');
});
test('a compiled drawing tells sizes, trained nodes and chips', () => {
  const compiled = compile(vae, environment(new Map()));
  const counts = paramCounts(compiled);
  expect([...counts.values()].reduce((a, b) => a + b, 0)).toBeGreaterThan(30_000);
  expect(trainedNodes(compiled, 'opt')).toContain('encNet');
  expect(TASKS.map((t) => mark(compiled[t].grade).sign)).toEqual(['≥', '✓', '≥', '≈']);
  expect(chipWords(compiled, 'sample')).toBe('one pass');
});
test('content does not change by moving, renaming, or saving and opening again', () => {
  const key = contentOf(vae);
  const moved = { ...vae, title: 'Other', nodes: vae.nodes.map((n) => ({ ...n, position: { x: 1, y: 2 } })) };
  expect(contentOf(moved)).toBe(key);
  expect(contentOf(parseFile(writeFile(vae)).graph!)).toBe(key);
  expect(contentOf({ ...vae, seed: 5 })).not.toBe(key);
});
test('numbers for people', () => {
  expect([short(12), short(17_300), short(439_000), short(2_500_000)]).toEqual(['12', '17.3k', '439k', '2.50M']);
  expect([figure(0.003), figure(-1.23456), figure(1e-8), figure(0)]).toEqual(['0.003', '−1.23', '1e−8', '0']);
  expect([duration(1200), duration(150_000), duration(3 * 3600_000)]).toEqual(['1 s', '3 min', '3 h 0 min']);
});
