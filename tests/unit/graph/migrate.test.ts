import { describe, expect, it } from 'vitest';
import { parseFile } from '../../../src/graph/file.ts';
import { FILE_MIGRATIONS, migrateFile, migrateNode, missingMigrations, OLDEST_FORMAT } from '../../../src/graph/migrate.ts';
import { FORMAT_VERSION } from '../../../src/graph/model.ts';
import type { Params } from '../../../src/graph/model.ts';
import { node, wire } from './sample.ts';

describe('file migrations', () => {
  it('have no gap, no double and a name each', () => {
    expect(FILE_MIGRATIONS.map((m) => m.from)).toEqual(Array.from({ length: FORMAT_VERSION - OLDEST_FORMAT }, (_, i) => OLDEST_FORMAT + i));
    const names = FILE_MIGRATIONS.map((m) => m.name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name.length).toBeGreaterThan(5);
  });
  it('are pure', () => {
    const file = { version: 0, name: 'Old', nodes: { a: { kind: 'MLP' } }, wires: ['a.b>c.d'] };
    const before = structuredClone(file);
    migrateFile(file, 0);
    expect(file).toEqual(before);
  });
  it('0 → 1: nodes as a list, wires as records, name becomes title; inside subgraphs, too', () => {
    const { graph, diagnostics } = parseFile(
      JSON.stringify({
        format: 'wellspring',
        version: 0,
        name: 'Old drawing',
        seed: 5,
        nodes: {
          prior: { kind: 'Prior', version: 1, position: { x: 1, y: 2 } },
          z: { kind: 'Latent', params: { size: 2 }, glow: true },
        },
        wires: ['prior.p>z.p'],
        subgraphs: {
          net: { name: 'Net', nodes: { in: { kind: 'Input' }, out: { kind: 'Output' } }, wires: ['in.value>out.value'] },
        },
        extra: 1,
      }),
    );
    expect(diagnostics).toEqual([]);
    expect(graph).toMatchObject({
      title: 'Old drawing',
      seed: 5,
      nodes: [node('prior', 'Prior', {}, { position: { x: 1, y: 2 } }), node('z', 'Latent', { size: 2 }, { unknown: { glow: true } })],
      wires: [wire('prior.p>z.p')],
      subgraphs: { net: { title: 'Net', wires: [wire('in.value>out.value')] } },
      unknown: { extra: 1 },
    });
  });
  it('0 → 1: what does not read as a wire is named, not guessed', () => {
    const { diagnostics } = parseFile(JSON.stringify({ format: 'wellspring', version: 0, wires: ['a>b', 7] }));
    expect(diagnostics.map((d) => [d.code, d.where])).toEqual([
      ['file-shape', 'wires[0]'],
      ['file-shape', 'wires[1]'],
    ]);
  });
});

describe('node migrations', () => {
  const migrations = {
    1: ({ units, ...rest }: Params): Params => (units === undefined ? rest : { ...rest, width: units }),
    2: (p: Params): Params => ({ ...p, depth: 2 }),
  };
  it('run in order', () => {
    const old = node('a', 'MLP', { units: 8, mine: true });
    expect(migrateNode(old, migrations, 3)).toEqual({ ...old, version: 3, params: { width: 8, mine: true, depth: 2 } });
    expect(old.params).toEqual({ units: 8, mine: true });
  });
  it('leave nodes of the present or of a newer version as they are', () => {
    const now = node('a', 'MLP', {}, { version: 3 });
    expect(migrateNode(now, migrations, 3)).toBe(now);
    expect(migrateNode(now, migrations, 2)).toBe(now);
  });
  it('must have no gap', () => {
    expect(missingMigrations(migrations, 3)).toEqual([]);
    expect(missingMigrations(migrations, 5)).toEqual([3, 4]);
    expect(missingMigrations({}, 1)).toEqual([]);
    expect(() => migrateNode(node('a', 'MLP'), {}, 2)).toThrow(/no migration from version 1/);
  });
});
