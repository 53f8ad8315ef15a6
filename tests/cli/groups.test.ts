/** Drawings with groups on the command line: data, variables and weights go by their full names. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { apply } from '../../src/graph/commands.ts';
import { parseFile, writeFile } from '../../src/graph/file.ts';
import { call, scratch } from './harness.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const dir = scratch();
const file = join(dir, 'packed.wellspring.json');
const run = join(dir, 'run');

beforeAll(() => {
  const { graph } = parseFile(readFileSync('templates/gaussian-fit.wellspring.json', 'utf8'));
  const ids = ['data', 'prior', 'x'];
  const packed = apply(graph!, { type: 'pack', ids, group: 'side', subgraph: 'side', title: 'Model' });
  expect(packed.refusal).toBeUndefined();
  writeFileSync(file, writeFile(packed.graph));
});

describe('a drawing with a group', () => {
  it('is checked', async () => {
    const { code, out } = await call('check', file);
    expect(code).toBe(0);
    expect(out).toMatch(/side\/x +real/);
  });
  it('is printed', async () => {
    const { code, out } = await call('print', file, '--as', 'tfjs');
    expect(code).toBe(0);
    expect(out).toContain('side/prior');
  });
  it('is trained, kept as it was drawn, and sampled from', async () => {
    const trained = await call('train', file, '--steps', '2', '--backend', 'wasm', '--out', run);
    expect(trained.code, trained.err).toBe(0);
    const { graph } = parseFile(readFileSync(join(run, 'graph.wellspring.json'), 'utf8'));
    expect(graph?.nodes.map((n) => n.id)).toContain('side');
    const sampled = await call('sample', run, '--n', '4', '--backend', 'wasm', '--variable', 'side/x', '--out', join(dir, 'x.npy'));
    expect(sampled.code, sampled.err).toBe(0);
  });
});
