import { describe, expect, it } from 'vitest';
import { check } from '../../../src/graph/check.ts';
import { canConnect } from '../../../src/graph/connect.ts';
import type { Severity } from '../../../src/graph/diagnostic.ts';
import type { Graph, Params } from '../../../src/graph/model.ts';
import { parseFile } from '../../../src/graph/file.ts';
import { graph, node, subgraph, vae, vocabulary, wire } from './sample.ts';

const found = (g: Graph) => check(g, vocabulary);
const codes = (g: Graph) => found(g).map((d) => d.code);

/** A VAE with one node's settings. */
const withParams = (params: Params): Graph => {
  const g = vae();
  return { ...g, nodes: g.nodes.map((n) => (n.id === 'enc' ? { ...n, params } : n)) };
};
const without = (g: Graph, ...wires: string[]): Graph => {
  const gone = wires.map(wire);
  return {
    ...g,
    wires: g.wires.filter((w) => !gone.some((x) => x.from.node === w.from.node && x.to.node === w.to.node)),
  };
};
const mute = (g: Graph, id: string): Graph => ({
  ...g,
  nodes: g.nodes.map((n) => (n.id === id ? { ...n, muted: true } : n)),
});
/** A VAE whose encoder has a custom network. */
const custom = (subgraphs: Graph['subgraphs'], inside = 'net'): Graph =>
  vae({
    nodes: [node('net', 'CustomNetwork', { subgraph: inside })],
    wires: ['net.network>enc.network'],
    rest: { subgraphs },
  });
const layers = subgraph([node('in', 'Input'), node('lin', 'Linear'), node('out', 'Output')], ['in.value>lin.value', 'lin.value>out.value']);

type Row = readonly [name: string, graph: Graph, code: string, severity: Severity, node?: string];
const BROKEN: readonly Row[] = [
  ['a kind of another version, unused', vae({ nodes: [node('odd', 'Future')] }), 'unknown-kind', 'warning', 'odd'],
  [
    'a kind of another version, used',
    vae({ nodes: [node('odd', 'Future')], wires: ['odd.out>enc.network'] }),
    'cannot-build',
    'error',
    'odd',
  ],
  ['an output that is not there', vae({ wires: ['enc.r>z.data'] }), 'unknown-port', 'error', 'enc'],
  ['an input that is not there', vae({ wires: ['data.y>z.label'] }), 'unknown-port', 'error', 'z'],
  ['an inherited name as a port', vae({ wires: ['data.y>z.toString'] }), 'unknown-port', 'error', 'z'],
  ['an unknown setting', withParams({ depth: 3 }), 'unknown-param', 'info', 'enc'],
  ['an inherited name as a setting', withParams({ toString: 3 }), 'unknown-param', 'info', 'enc'],
  ['a value into a distribution', vae({ wires: ['data.y>z.p'] }), 'wire-kind', 'error', 'z'],
  ['a distribution into a value', vae({ wires: ['dec.p>enc.value'] }), 'wire-kind', 'error', 'enc'],
  ['a missing wire', without(vae(), 'data.x>enc.value'), 'missing-wire', 'error', 'enc'],
  ['a missing p', without(vae(), 'dec.p>x.p'), 'missing-wire', 'error', 'x'],
  ['an unfinished node that nothing uses', vae({ nodes: [node('free', 'Decoder')] }), 'unfinished', 'info', 'free'],
  ['several sources', vae({ nodes: [node('p2', 'Prior')], wires: ['p2.p>z.p'] }), 'several-sources', 'error', 'z'],
  ['a wire to itself', vae({ nodes: [node('m', 'Mixture')], wires: ['m.p>m.parts'] }), 'self-wire', 'warning', 'm'],
  ['a wire twice', vae({ wires: ['prior.p>z.p'] }), 'duplicate-wire', 'error', 'z'],
  ['a wire to nowhere', vae({ wires: ['prior.p>gone.p'] }), 'dangling-wire', 'error', 'gone'],
  ['an id twice', vae({ nodes: [node('z', 'Prior')] }), 'duplicate-id', 'error', 'z'],
  ['text for a number', withParams({ width: 'wide' }), 'param-type', 'error', 'enc'],
  ['a number for a choice', withParams({ family: 3 }), 'param-type', 'error', 'enc'],
  ['a number for a switch', withParams({ tied: 1 }), 'param-type', 'error', 'enc'],
  ['text in a list of numbers', withParams({ hidden: [1, 'a'] }), 'param-type', 'error', 'enc'],
  ['empty for a number', withParams({ width: null }), 'param-type', 'error', 'enc'],
  ['a number too large', withParams({ width: 5000 }), 'param-range', 'error', 'enc'],
  ['half a width', withParams({ width: 1.5 }), 'param-range', 'error', 'enc'],
  ['an optional number too small', withParams({ scale: -1 }), 'param-range', 'error', 'enc'],
  ['a width of nothing', withParams({ hidden: [64, 0] }), 'param-range', 'error', 'enc'],
  ['too many layers', withParams({ hidden: [1, 1, 1, 1, 1] }), 'param-range', 'error', 'enc'],
  ['a text too long', withParams({ note: 'a'.repeat(11) }), 'param-range', 'error', 'enc'],
  ['a choice that is not there', withParams({ family: 'cauchy' }), 'param-choice', 'error', 'enc'],
  ['a mistake in a node that nothing uses', vae({ nodes: [node('e2', 'Encoder', { width: 0 })] }), 'param-range', 'warning', 'e2'],
  ['a name of nobody', vae({ nodes: [node('o2', 'Optimiser', { thaw: ['gone'] })] }), 'name-missing', 'warning', 'o2'],
  [
    'a column of two variables',
    vae({
      nodes: [node('x2', 'Observed')],
      wires: ['dec.p>x2.p', 'data.x>x2.data', 'x2.variable>elbo.variables'],
    }),
    'column-claimed-twice',
    'error',
    'x2',
  ],
  [
    'a circle of values',
    vae({
      nodes: [node('a', 'Embed'), node('b', 'Embed')],
      wires: ['a.value>b.value', 'b.value>a.value', 'b.value>z.data'],
    }),
    'value-cycle',
    'error',
    'a',
  ],
  ['a layer on the canvas', vae({ nodes: [node('lin', 'Linear')] }), 'layer-outside', 'warning', 'lin'],
  ['no inside', custom({}, ''), 'subgraph-missing', 'error', 'net'],
  ['an inside that is not there', custom({}), 'subgraph-missing', 'error', 'net'],
  ['an inherited name as an inside', custom({}, 'toString'), 'subgraph-missing', 'error', 'net'],
  [
    'a random variable inside a network',
    custom({ net: { ...layers, nodes: [...layers.nodes, node('z', 'Latent')] } }),
    'not-a-layer',
    'warning',
    'z',
  ],
  [
    'a layer without an input',
    custom({ net: subgraph([node('lin', 'Linear'), node('out', 'Output')], ['lin.value>out.value']) }),
    'missing-wire',
    'error',
    'lin',
  ],
  [
    'a circle of layers',
    custom({
      net: subgraph(
        [node('a', 'Linear'), node('b', 'Linear'), node('out', 'Output')],
        ['a.value>b.value', 'b.value>a.value', 'b.value>out.value'],
      ),
    }),
    'subgraph-cycle',
    'error',
    'a',
  ],
  [
    'a network in itself',
    custom({
      net: subgraph([node('again', 'CustomNetwork', { subgraph: 'net' })], []),
    }),
    'subgraph-recursion',
    'error',
    'again',
  ],
  [
    'two networks in each other, unused',
    vae({
      rest: {
        subgraphs: {
          a: subgraph([node('n', 'CustomNetwork', { subgraph: 'b' })], []),
          b: subgraph([node('m', 'CustomNetwork', { subgraph: 'a' })], []),
        },
      },
    }),
    'subgraph-recursion',
    'warning',
    'n',
  ],
  ['a muted node that is needed', mute(vae(), 'prior'), 'muted-input', 'error', 'z'],
  ['a node of a newer version', vae({ nodes: [node('p2', 'Prior', {}, { version: 2 })] }), 'node-newer', 'warning', 'p2'],
];

describe('broken drawings', () => {
  it.each(BROKEN.map(([name, g, code, severity, at]) => ({ name, g, code, severity, at })))('$name: $code', ({ g, code, severity, at }) => {
    const hit = found(g).find((d) => d.code === code && d.node === at);
    expect(hit, JSON.stringify(found(g), null, 1)).toMatchObject({ code, severity });
    for (const text of [hit?.what, hit?.why, hit?.mend]) expect(text).toMatch(/^\S.*[.?…]$/s);
  });
});

describe('broken files', () => {
  const head = '"format": "wellspring", "version": 1';
  const rows: readonly (readonly [string, string, string])[] = [
    ['nothing', '', 'file-not-json'],
    ['half a file', `{${head}, "nodes": [`, 'file-not-json'],
    ['a list', '[]', 'file-format'],
    ['another format', '{"format": "comfy", "version": 1}', 'file-format'],
    ['no version', '{"format": "wellspring"}', 'file-format'],
    ['half a version', '{"format": "wellspring", "version": 0.5}', 'file-format'],
    ['a version below zero', '{"format": "wellspring", "version": -1}', 'file-format'],
    ['a newer version', '{"format": "wellspring", "version": 2}', 'file-newer'],
    ['too much text', ' '.repeat(4 * 1024 * 1024 + 1), 'file-too-large'],
    ['too deep', `{${head}, "view": {"a": ${'['.repeat(1e5)}${']'.repeat(1e5)}}}`, 'file-limit'],
    [
      'too many nodes',
      JSON.stringify({
        format: 'wellspring',
        version: 1,
        subgraphs: { s: { nodes: Array.from({ length: 5001 }, (_, i) => ({ id: `n${i}`, kind: 'MLP' })) } },
      }),
      'file-limit',
    ],
    ['too many wires', `{${head}, "wires": [${'0,'.repeat(20_000)}0]}`, 'file-limit'],
    ['an infinite number', `{${head}, "seed": 1e999}`, 'file-number'],
    ['a seed that is no whole number', `{${head}, "seed": 0.5}`, 'file-shape'],
    ['an id with a dot', `{${head}, "nodes": [{"id": "a.b", "kind": "MLP"}]}`, 'file-shape'],
    ['a prototype as id', `{${head}, "nodes": [{"id": "constructor", "kind": "MLP"}]}`, 'file-shape'],
    ['a node that is text', `{${head}, "nodes": ["MLP"]}`, 'file-shape'],
    ['a wire as text', `{${head}, "wires": ["a.b>c.d"]}`, 'file-shape'],
    ['nodes as a record', `{${head}, "nodes": {"a": {"kind": "MLP"}}}`, 'file-shape'],
  ];
  it.each(rows)('%s', (_, text, code) => {
    const { graph: opened, diagnostics } = parseFile(text);
    expect(opened).toBeUndefined();
    expect(diagnostics.map((d) => d.code)).toContain(code);
    expect(diagnostics.some((d) => d.severity === 'error')).toBe(true);
  });
});

describe('whole drawings', () => {
  it('have nothing wrong', () => {
    expect(found(vae())).toEqual([]);
    expect(found(custom({ net: layers }))).toEqual([]);
    expect(found(graph([], []))).toEqual([]);
  });
  it('may have parts that are not begun', () => {
    const g = vae({ nodes: [node('z2', 'Latent'), node('o2', 'Optimiser'), node('hello', 'Note')] });
    expect(found(g).filter((d) => d.severity === 'error')).toEqual([]);
  });
  it('may mute what nothing needs', () => {
    expect(found(mute(vae({ nodes: [node('m', 'MLP')], wires: ['m.network>enc.network'] }), 'm'))).toEqual([]);
  });
  it('may use one column in two models', () => {
    const g = vae({
      nodes: [node('p2', 'Prior'), node('x2', 'Observed')],
      wires: ['p2.p>x2.p', 'data.x>x2.data'],
    });
    expect(codes(g)).toEqual([]);
  });
  it('may close a circle through a variable, or through a port that is not read', () => {
    expect(codes(vae({ nodes: [node('e', 'Embed')], wires: ['z.z>e.value', 'e.value>z.data'] }))).toEqual([]);
    expect(
      codes(
        vae({
          nodes: [node('book', 'Codebook'), node('e', 'Embed')],
          wires: ['data.y>book.value', 'book.codes>e.value', 'e.value>book.codes', 'book.value>z.data'],
        }),
      ),
    ).toEqual([]);
  });
  it('name the subgraph of a mistake', () => {
    const g = custom({ net: subgraph([node('out', 'Output')], []) });
    expect(found(g)).toMatchObject([{ code: 'unfinished', node: 'out', within: 'net' }]);
  });
});

describe('speed', () => {
  // 25 VAEs of 8 nodes each, all from one data set.
  const many = (n: number): Graph => {
    const parts = Array.from({ length: n }, (_, i) => {
      const g = vae();
      const id = (s: string) => (s === 'data' ? s : `${s}${i}`);
      return {
        nodes: g.nodes.filter((x) => x.id !== 'data').map((x) => ({ ...x, id: id(x.id), params: {} })),
        wires: g.wires.map((w) => ({
          from: { ...w.from, node: id(w.from.node) },
          to: { ...w.to, node: id(w.to.node) },
        })),
      };
    });
    return {
      ...graph([node('data', 'Dataset'), ...parts.flatMap((p) => p.nodes)], []),
      wires: parts.flatMap((p) => p.wires),
    };
  };
  const time = (g: Graph): number => {
    const times = Array.from({ length: 30 }, () => {
      const before = performance.now();
      expect(check(g, vocabulary)).toEqual([]);
      return performance.now() - before;
    });
    // The least of them: the machine may be busy with something else.
    return Math.min(...times);
  };
  it('checks 200 nodes in well under 2 ms, and grows in proportion', () => {
    const g = many(29);
    expect(g.nodes.length).toBeGreaterThan(200);
    const small = time(g);
    expect(small).toBeLessThan(2);
    expect(time(many(290))).toBeLessThan(Math.max(small, 0.2) * 40);
  });
  it('follows a chain of thousands without overflowing the stack', () => {
    const n = 4000;
    const g = graph(
      [node('d', 'Dataset'), ...Array.from({ length: n }, (_, i) => node(`e${i}`, 'Embed')), node('z', 'Latent'), node('p', 'Prior')],
      ['d.x>e0.value', ...Array.from({ length: n - 1 }, (_, i) => `e${i}.value>e${i + 1}.value`), `e${n - 1}.value>z.data`, 'p.p>z.p'],
    );
    expect(codes(g)).toEqual([]);
  });
});

describe('canConnect', () => {
  const g = vae({
    nodes: [node('net', 'MLP'), node('mix', 'Mixture'), node('a', 'Embed'), node('b', 'Embed'), node('odd', 'Future')],
    wires: ['a.value>b.value', 'prior.p>mix.parts'],
    rest: { subgraphs: { net: layers } },
  });
  const can = (text: string, within?: string) => {
    const { from, to } = wire(text);
    return canConnect(g, vocabulary, from, to, within)?.code;
  };
  it.each([
    ['net.network>enc.network', undefined],
    ['dec.p>mix.parts', undefined],
    ['z.z>a.value', undefined],
    ['b.value>z.data', undefined],
    ['data.x>z.q', 'wire-kind'],
    ['prior.p>x.p', 'several-sources'],
    ['prior.p>mix.parts', 'duplicate-wire'],
    ['a.value>a.value', 'self-wire'],
    ['b.value>a.value', 'value-cycle'],
    ['b.nothing>a.value', 'unknown-port'],
    ['b.value>a.nothing', 'unknown-port'],
    ['odd.out>a.value', 'unknown-kind'],
    ['gone.out>a.value', 'command-node-missing'],
  ])('%s: %s', (text, code) => {
    expect(can(text)).toBe(code);
  });
  it('names the circle a wire would close', () => {
    const d = canConnect(g, vocabulary, { node: 'b', port: 'value' }, { node: 'a', port: 'value' });
    expect(d?.what).toContain('b → a → b');
  });
  it('works inside subgraphs', () => {
    expect(can('lin.value>in.value', 'net')).toBe('unknown-port');
    expect(can('in.value>out.value', 'net')).toBe('several-sources');
    expect(can('in.value>out.value', 'gone')).toBe('command-subgraph-missing');
  });
  it('gives advice for the pairs people try most', () => {
    const value = canConnect(g, vocabulary, { node: 'data', port: 'x' }, { node: 'mix', port: 'parts' });
    expect(value?.mend).toContain('Put an Encoder or Decoder between');
    const distribution = canConnect(g, vocabulary, { node: 'prior', port: 'p' }, { node: 'a', port: 'value' });
    expect(distribution?.mend).toContain('A distribution is not a number yet: wire it to Latent.p');
  });
});
