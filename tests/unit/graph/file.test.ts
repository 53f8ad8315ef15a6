import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { parseFile, writeFile } from '../../../src/graph/file.ts';
import { emptyGraph } from '../../../src/graph/model.ts';
import { node, subgraph, vae, wire } from './sample.ts';

describe('writing', () => {
  it('gives stable text, known keys first, with a newline at the end', () => {
    const text = writeFile({ ...emptyGraph('A'), unknown: { later: 1, earlier: 2 }, view: { b: 1, a: 2 } });
    expect(text).toBe(`{
  "format": "wellspring",
  "version": 1,
  "title": "A",
  "notes": "",
  "seed": 0,
  "nodes": [],
  "wires": [],
  "frames": [],
  "subgraphs": {},
  "clamps": {},
  "view": { "a": 2, "b": 1 },
  "earlier": 2,
  "later": 1
}
`);
  });
  it('does not depend on the order of edits', () => {
    const a = { ...emptyGraph(), nodes: [node('e', 'Encoder', { width: 1, tied: true })] };
    const b = { ...emptyGraph(), nodes: [node('e', 'Encoder', { tied: true, width: 1 })] };
    expect(writeFile(a)).toBe(writeFile(b));
  });
  it('never lets an unknown field replace a known one', () => {
    const n = node('e', 'Encoder', {}, { unknown: { kind: 'Trojan', color: 'red' } });
    expect(parseFile(writeFile({ ...emptyGraph(), nodes: [n] })).graph?.nodes[0]).toEqual({
      ...n,
      unknown: { color: 'red' },
    });
  });
});

describe('round trip', () => {
  const g = vae({
    nodes: [
      node('odd', 'FromTheFuture', { any: { deep: [1, null, 'x'] } }, { unknown: { glow: [true] }, label: 'Odd' }),
      node('net', 'CustomNetwork', { subgraph: 'inside' }, { collapsed: true, muted: false }),
    ],
    wires: ['odd.what>z.data'],
    rest: {
      notes: '# Note\n\n$x^2$',
      seed: 2 ** 32 - 1,
      frames: [
        {
          id: 'f',
          title: 'Model',
          position: { x: -1.5, y: 2 },
          size: { width: 3, height: 4 },
          unknown: { pinned: true },
        },
      ],
      subgraphs: {
        inside: {
          ...subgraph([node('in', 'Input'), node('out', 'Output')], ['in.value>out.value']),
          unknown: { tint: 1 },
        },
      },
      clamps: { z: [0.5, -1e-7] },
      view: { grid: true },
      unknown: { author: { name: 'A' } },
    },
  });
  it('is the identity', () => {
    const { graph, diagnostics } = parseFile(writeFile(g));
    expect(diagnostics).toEqual([]);
    expect(graph).toStrictEqual(g);
  });
  it('is laid out as prettier would, so that templates in a repository stay as they are', async () => {
    const text = writeFile(g);
    expect(await format(text, { parser: 'json', printWidth: 120 })).toBe(text);
  });
  it('gives the same text again', () => {
    const { graph } = parseFile(writeFile(g));
    expect(graph && writeFile(graph)).toBe(writeFile(g));
  });
});

describe('reading', () => {
  const open = (fields: object) => parseFile(JSON.stringify({ format: 'wellspring', version: 1, ...fields }));
  it('fills in what is missing', () => {
    expect(open({}).graph).toEqual(emptyGraph());
    expect(open({ nodes: [{ id: 'a', kind: 'MLP' }] }).graph?.nodes).toEqual([node('a', 'MLP')]);
  });
  it('reads a file with a byte order mark', () => {
    expect(parseFile(`\uFEFF${writeFile(vae())}`).graph).toEqual(vae());
  });
  it('keeps a wire to a missing node out, and says so', () => {
    const { graph, diagnostics } = open({ nodes: [{ id: 'a', kind: 'MLP' }], wires: [wire('a.network>b.network')] });
    expect(graph?.wires).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'file-dangling-wire', severity: 'warning', where: 'wires[0]' }]);
  });
  it('renames the second of two equal ids', () => {
    const { graph, diagnostics } = open({
      nodes: ['MLP', 'Prior', 'Prior'].map((kind) => ({ id: 'a', kind })).concat({ id: 'a2', kind: 'MLP' }),
    });
    expect(graph?.nodes.map((n) => n.id)).toEqual(['a', 'a3', 'a4', 'a2']);
    expect(diagnostics.map((d) => d.code)).toEqual(['file-duplicate-id', 'file-duplicate-id']);
  });
  it('drops keys that reach a prototype', () => {
    const text = `{"format":"wellspring","version":1,"__proto__":{"polluted":1},
      "nodes":[{"id":"a","kind":"MLP","params":{"constructor":{"prototype":{"polluted":1}},"width":3}}]}`;
    const { graph, diagnostics } = parseFile(text);
    expect(graph?.nodes[0]?.params).toEqual({ width: 3 });
    expect(diagnostics.map((d) => [d.code, d.where])).toEqual([
      ['file-unsafe-key', '__proto__'],
      ['file-unsafe-key', 'nodes[0].params.constructor'],
    ]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
  it('leaves out what has no place, and says so', () => {
    const { graph, diagnostics } = open({
      nodes: [
        { id: 'a', kind: 'Prior', position: { x: 1, y: 2, z: 3 } },
        { id: 'b', kind: 'Latent' },
      ],
      wires: [{ ...wire('a.p>b.p'), color: 'red' }],
    });
    expect(graph?.wires).toEqual([wire('a.p>b.p')]);
    expect(graph?.nodes[0]?.position).toEqual({ x: 1, y: 2 });
    expect(diagnostics.map((d) => [d.code, d.severity, d.where])).toEqual([
      ['file-extra-field', 'info', 'nodes[0].position.z'],
      ['file-extra-field', 'info', 'wires[0].color'],
    ]);
  });
  it('names the place of a mistake', () => {
    const { graph, diagnostics } = open({ nodes: [{ id: 'a', kind: 'MLP', position: { x: 'left', y: 0 } }] });
    expect(graph).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: 'file-shape', where: 'nodes[0].position.x' }]);
  });
  it('reports a hundred mistakes in a bounded list', () => {
    const { diagnostics } = open({ nodes: Array.from({ length: 100 }, () => ({ id: 1, kind: 'MLP' })) });
    expect(diagnostics).toHaveLength(41);
    expect(diagnostics.at(-1)?.code).toBe('file-shape-more');
  });
  it('counts messages of the same sort beyond the first', () => {
    const { graph, diagnostics } = parseFile(
      `{"format": "wellspring", "version": 1, "view": {"a": [${'{"__proto__": 0},'.repeat(1000)}0]}}`,
    );
    expect(graph).toBeDefined();
    expect(diagnostics).toHaveLength(41);
    expect(diagnostics.at(-1)).toMatchObject({ code: 'file-more', what: 'There are 960 more messages of the same sort.' });
  });
  it('reads the largest file in reasonable time', () => {
    const nodes = Array.from({ length: 5000 }, (_, i) => node(`n${i}`, 'Encoder', { hidden: [1, 2, 3] }));
    const wires = Array.from({ length: 20_000 }, (_, i) => wire(`n${i % 5000}.q>n${(i * 7 + 1) % 5000}.p${i}`));
    const text = writeFile({ ...emptyGraph(), nodes, wires });
    const before = performance.now();
    expect(parseFile(text).graph?.wires).toHaveLength(20_000);
    expect(performance.now() - before).toBeLessThan(3000);
  });
});
