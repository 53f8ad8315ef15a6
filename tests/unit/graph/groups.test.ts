import { describe, expect, it } from 'vitest';
import { check } from '../../../src/graph/check.ts';
import { clipOf, clipText, pasteCommand, readClip } from '../../../src/graph/clip.ts';
import { apply } from '../../../src/graph/commands.ts';
import type { Command } from '../../../src/graph/commands.ts';
import { canConnect } from '../../../src/graph/connect.ts';
import { flat, flatten } from '../../../src/graph/groups/flatten.ts';
import { shapesIn } from '../../../src/graph/groups/shapes.ts';
import { execute, start, undo } from '../../../src/graph/history.ts';
import { LIMITS } from '../../../src/graph/limits.ts';
import { nodeById } from '../../../src/graph/model.ts';
import type { Graph, Params, Subgraph } from '../../../src/graph/model.ts';
import type { Vocabulary } from '../../../src/graph/vocabulary.ts';
import { wireKey } from '../../../src/graph/wires.ts';
import { NODES } from '../../../src/nodes/registry.ts';
import { graph, node, subgraph, vae, vocabulary as small, wire } from './sample.ts';

const STRUCTURE = [...NODES].filter(([, d]) => d.category === 'structure');
const vocabulary: Vocabulary = new Map([...small, ...STRUCTURE]);

const done = (g: Graph, command: Command): Graph => {
  const { graph: next, refusal } = apply(g, command);
  expect(refusal).toBeUndefined();
  return next;
};
const refused = (g: Graph, command: Command): string | undefined => apply(g, command).refusal?.code;
const keys = (g: Pick<Graph, 'wires'>): readonly string[] => g.wires.map(wireKey);
const errors = (g: Graph): readonly string[] =>
  check(g, vocabulary)
    .filter((d) => d.severity === 'error')
    .map((d) => `${d.code} ${d.node}`);
const group = (s: Subgraph, rest: Partial<Subgraph> = {}): Subgraph => ({ ...s, kind: 'group', ...rest });
const pack = (ids: readonly string[], within?: string): Command => ({
  type: 'pack',
  ids,
  group: 'g',
  subgraph: 'part',
  title: 'Part',
  ...(within === undefined ? {} : { within }),
});

describe('a selection becomes a group', () => {
  const packed = done(vae(), pack(['enc', 'z', 'dec']));
  it('with a port for each source across its border, named after where it goes', () => {
    expect(keys(packed)).toEqual([
      'data.x>g.value',
      'prior.p>g.p',
      'g.p2>x.p',
      'data.x>x.data',
      'x.variable>elbo.variables',
      'elbo.loss>opt.objectives',
    ]);
    expect(keys(packed.subgraphs['part']!)).toEqual(['value.out>enc.value', 'enc.q>z.q', 'p.out>z.p', 'z.z>dec.value', 'dec.p>p2.in']);
  });
  it('that shows what its ports carry and mean', () => {
    const shape = shapesIn(packed, vocabulary, undefined).get('g')!;
    expect(shape.title).toBe('Part');
    expect(shape.inputs).toEqual({
      value: { kind: 'value', arity: 'one', meaning: 'a value.' },
      p: { kind: 'distribution', arity: 'one', meaning: 'a distribution.' },
    });
    expect(shape.outputs).toEqual({ p2: { kind: 'distribution', meaning: 'a distribution.', reads: [] } });
  });
  it('whose names and clamps are followed from outside', () => {
    expect(nodeById(packed, 'opt')?.params).toEqual({ thaw: ['g/enc', 'g/dec.network'] });
    expect(done(vae({ rest: { clamps: { z: [0], x: 1 } } }), pack(['z'])).clamps).toEqual({ 'g/z': [0], x: 1 });
    expect(check(packed, vocabulary)).toEqual(check(vae(), vocabulary));
  });
  it('that unfolds to what it was made of', () => {
    const { nodes, wires } = flat(packed);
    expect(nodes.map((n) => n.id)).toEqual(['data', 'g/enc', 'g/z', 'g/dec', 'prior', 'x', 'elbo', 'opt']);
    expect(wires.map((w) => wireKey(w).replaceAll('g/', '')).toSorted()).toEqual([...keys(vae())].toSorted());
  });
  it('in one step of history', () => {
    const first = start(vae());
    const second = execute(first, pack(['enc', 'z']));
    expect(second.past).toHaveLength(1);
    expect(undo(second).present.graph).toBe(first.present.graph);
  });
  it('one source that goes to several places inside is one port, several sources into one place are several', () => {
    const fan = graph(
      [node('a', 'Prior'), node('b', 'Prior'), node('m', 'Mixture'), node('n', 'Mixture')],
      ['a.p>m.parts', 'b.p>m.parts', 'a.p>n.parts'],
    );
    const made = done(fan, pack(['m', 'n']));
    expect(keys(made)).toEqual(['a.p>g.parts', 'b.p>g.parts2']);
    expect(keys(flat(made))).toEqual(['a.p>g/m.parts', 'b.p>g/m.parts', 'a.p>g/n.parts']);
  });
  it('unless there is nothing to group, the names are taken or the place is a network', () => {
    expect(refused(vae(), pack(['gone']))).toBe('command-nothing-to-group');
    expect(refused(packed, pack(['x']))).toBe('command-id-taken');
    const inNetwork = graph([], [], { subgraphs: { net: subgraph([node('l', 'Linear')], []) } });
    expect(refused(inNetwork, pack(['l'], 'net'))).toBe('command-group-in-network');
  });
});

describe('a group is taken apart', () => {
  it('with new names where the old ones are taken', () => {
    const packed = done(vae(), pack(['enc', 'z']));
    const crowded = done(packed, { type: 'add-node', node: node('enc', 'MLP') });
    const apart = done(crowded, { type: 'unpack', node: 'g' });
    expect(keys(apart)).toContain('data.x>enc2.value');
    expect(nodeById(apart, 'opt')?.params).toEqual({ thaw: ['enc2', 'dec.network'] });
    expect(apart.subgraphs).toEqual({});
  });
  it('at the place where it stands now, with the values it was given', () => {
    const packed = done(done(vae(), pack(['enc', 'z'])), {
      type: 'set-promoted',
      subgraph: 'part',
      promoted: [{ name: 'width', node: 'enc', param: 'width' }],
    });
    const moved = done(done(packed, { type: 'move-nodes', positions: { g: { x: 100, y: 50 } } }), {
      type: 'set-param',
      node: 'g',
      name: 'width',
      value: 9,
    });
    const apart = done(moved, { type: 'unpack', node: 'g' });
    expect(nodeById(apart, 'enc')).toMatchObject({ position: { x: 100, y: 50 }, params: { width: 9 } });
  });
  it('while other uses keep the definition', () => {
    const packed = done(vae(), pack(['enc']));
    const twice = done(packed, { type: 'add-node', node: node('h', 'Group', { subgraph: 'part' }) });
    const apart = done(twice, { type: 'unpack', node: 'g' });
    expect(Object.keys(apart.subgraphs)).toEqual(['part']);
    expect(refused(apart, { type: 'unpack', node: 'enc' })).toBe('command-no-group');
  });
  it('a port that passes straight through is a wire', () => {
    const through = graph([node('a', 'Prior'), node('g', 'Group', { subgraph: 's' }), node('z', 'Latent')], ['a.p>g.i', 'g.o>z.p'], {
      subgraphs: { s: group(subgraph([node('i', 'GroupInput'), node('o', 'GroupOutput')], ['i.out>o.in'])) },
    });
    expect(keys(flat(through))).toEqual(['a.p>z.p']);
    expect(keys(done(through, { type: 'unpack', node: 'g' }))).toEqual(['a.p>z.p']);
  });
});

describe('a definition is used several times', () => {
  const inside = group(
    subgraph([node('x', 'GroupInput'), node('enc', 'Encoder', { width: 3 }), node('q', 'GroupOutput')], ['x.out>enc.value', 'enc.q>q.in']),
    {
      promoted: [{ name: 'width', node: 'enc', param: 'width' }],
    },
  );
  const two = (a: Params = {}, b: Params = {}): Graph =>
    graph(
      [
        node('d', 'Dataset'),
        node('a', 'Group', { subgraph: 's', ...a }),
        node('b', 'Group', { subgraph: 's', ...b }),
        node('z', 'Latent'),
        node('y', 'Latent'),
      ],
      ['d.x>a.x', 'd.y>b.x', 'a.q>z.p', 'b.q>y.p'],
      { subgraphs: { s: inside }, clamps: { 'a/enc': 1 } },
    );
  it('with weights, that is nodes, of their own, and a value of their own for what it shows', () => {
    const { nodes } = flat(two({ width: 7 }));
    expect(nodes.map((n) => [n.id, n.params])).toEqual([
      ['d', {}],
      ['a/enc', { width: 7 }],
      ['b/enc', { width: 3 }],
      ['z', {}],
      ['y', {}],
    ]);
    const spec = shapesIn(two(), vocabulary, undefined).get('a')!.params['width'];
    expect(spec).toMatchObject({ type: 'number', default: 3, label: 'Width of enc' });
  });
  it('a change inside shows at every use, and one is made independent', () => {
    const other = done(two(), { type: 'detach-group', node: 'b', subgraph: 't' });
    const changed = done(other, { type: 'set-param', node: 'enc', name: 'width', value: 5, within: 't' });
    expect(flat(changed).nodes.flatMap((n) => (n.kind === 'Encoder' ? [n.params['width']] : []))).toEqual([3, 5]);
    expect(refused(two(), { type: 'detach-group', node: 'b', subgraph: 's' })).toBe('command-id-taken');
  });
  it('renaming inside is followed by ports, values, names and clamps outside', () => {
    const named = done(two(), { type: 'rename-node', node: 'enc', id: 'coder', within: 's' });
    expect(named.clamps).toEqual({ 'a/coder': 1 });
    expect(named.subgraphs['s']?.promoted).toEqual([{ name: 'width', node: 'coder', param: 'width' }]);
    const port = done(named, { type: 'rename-node', node: 'q', id: 'code', within: 's' });
    expect(keys(port)).toEqual(['d.x>a.x', 'd.y>b.x', 'a.code>z.p', 'b.code>y.p']);
    expect(errors(port)).toEqual([]);
  });
  it('removing inside takes wires to its ports, clamps and values along', () => {
    const g = two({ width: 7 });
    const gone = done(g, { type: 'remove-nodes', ids: ['enc', 'q'], within: 's' });
    expect(keys(gone)).toEqual(['d.x>a.x', 'd.y>b.x']);
    expect(gone.clamps).toEqual({});
    expect(nodeById(gone, 'a')?.params).toEqual({ subgraph: 's' });
    expect(gone.subgraphs['s']?.promoted).toBeUndefined();
  });
  it('a muted use is not there, the other one is', () => {
    const muted = done(two(), { type: 'set-flag', node: 'a', flag: 'muted', value: true });
    expect(
      flat(muted)
        .nodes.filter((n) => n.muted)
        .map((n) => n.id),
    ).toEqual(['a/enc']);
  });
});

describe('a group on the clipboard', () => {
  const inner = group(subgraph([node('p', 'Prior'), node('o', 'GroupOutput')], ['p.p>o.in']), {
    promoted: [{ name: 'a', node: 'p', param: 'a' }],
  });
  const outer = group(subgraph([node('in', 'Group', { subgraph: 'inner' })], []));
  const from = graph([node('g', 'Group', { subgraph: 'outer' })], [], { subgraphs: { inner, outer, other: inner } });
  const text = clipText(clipOf(from, new Set(['g']))!, from);
  const pasted = (into: Graph): Graph => {
    const clip = readClip(text)!;
    return done(into, pasteCommand(into, vocabulary, clip, { offset: { x: 0, y: 0 }, keepIncoming: false }));
  };
  it('brings what it holds, and no more, into another drawing', () => {
    const there = pasted(vae());
    expect(there.subgraphs).toEqual({ inner, outer });
    expect(flat(there).nodes.map((n) => n.id)).toContain('g/in/p');
  });
  it('shares what is there already, and leaves alone what only has its name', () => {
    expect(pasted(from).subgraphs).toEqual(from.subgraphs);
    const foreign = group(subgraph([], []));
    const there = pasted(vae({ rest: { subgraphs: { inner: foreign } } }));
    expect(there.subgraphs['inner']).toEqual(foreign);
    expect(there.subgraphs['inner2']).toEqual(inner);
    expect(there.subgraphs['outer']?.nodes[0]?.params).toEqual({ subgraph: 'inner2' });
  });
});

describe('what is wrong with groups', () => {
  it('names a missing inside where something uses it, and only mentions it elsewhere', () => {
    const used = graph([node('g', 'Group', { subgraph: 'gone' }), node('z', 'Latent')], ['g.p>z.p']);
    expect(errors(used)).toEqual(['group-missing g']);
    const unused = graph([node('g', 'Group'), ...vae().nodes], [], { wires: vae().wires });
    expect(check(unused, vocabulary).map((d) => [d.code, d.severity])).toEqual([['group-missing', 'warning']]);
  });
  it('names a wire to a port that is not there', () => {
    const g = graph([node('p', 'Prior'), node('g', 'Group', { subgraph: 's' }), node('z', 'Latent')], ['p.p>g.nowhere', 'g.p>z.p'], {
      subgraphs: { s: group(subgraph([node('a', 'Prior'), node('p', 'GroupOutput')], ['a.p>p.in'])) },
    });
    expect(errors(g)).toEqual(['unknown-port g']);
  });
  it('speaks of an inner node by the way to it', () => {
    const g = graph([node('g', 'Group', { subgraph: 's' }), node('z', 'Latent')], ['g.p>z.p'], {
      subgraphs: { s: group(subgraph([node('dec', 'Decoder'), node('p', 'GroupOutput')], ['dec.p>p.in'])) },
    });
    expect(errors(g)).toEqual(['missing-wire g/dec']);
  });
  it('refuses a group that contains itself, at any depth', () => {
    const holds = (id: string): Subgraph => group(subgraph([node('again', 'Group', { subgraph: id })], []));
    const g = graph([node('g', 'Group', { subgraph: 'a' })], [], { subgraphs: { a: holds('b'), b: holds('a') } });
    const { graph: left, problems } = flatten(g);
    expect(left.nodes.map((n) => n.id)).toEqual(['g']);
    expect(problems.map((p) => p.what)).toEqual(['A group contains itself: a → b → a.']);
  });
  it('refuses a small file that unfolds to a drawing without end', () => {
    const twice = (id: string): Subgraph =>
      group(subgraph([node('l', 'Group', { subgraph: id }), node('r', 'Group', { subgraph: id })], []));
    const levels = Array.from({ length: 40 }, (_, i) => [`s${i}`, twice(`s${i + 1}`)] as const);
    const leaf = group(subgraph([node('p', 'Prior')], []));
    for (const depth of [12, 14, 39]) {
      const g = graph([node('g', 'Group', { subgraph: `s${40 - depth}` })], [], {
        subgraphs: { ...Object.fromEntries(levels), s40: leaf },
      });
      const { graph: left, problems } = flatten(g);
      expect(left.nodes.length).toBeLessThanOrEqual(LIMITS.nodes);
      expect(problems.map((p) => p.code)).toEqual(['group-too-large']);
    }
  });
});

describe('conduits', () => {
  const bent = graph(
    [node('p', 'Prior'), node('r', 'Reroute'), node('s', 'Reroute'), node('z', 'Latent'), node('y', 'Latent')],
    ['p.p>r.in', 'r.out>s.in', 's.out>z.p', 'r.out>y.p'],
  );
  it('are gone from the flat drawing', () => {
    expect(keys(flat(bent))).toEqual(['p.p>z.p', 'p.p>y.p']);
    expect(flat(bent).nodes.map((n) => n.id)).toEqual(['p', 'z', 'y']);
    expect(flatten(bent).ports.get('s.out')).toBe('p.p');
  });
  it('carry what they come from, or what they go to', () => {
    const shapes = shapesIn(bent, vocabulary, undefined);
    expect(shapes.get('s')?.outputs['out']?.kind).toBe('distribution');
    const open = graph([node('r', 'Reroute'), node('z', 'Latent')], ['r.out>z.p']);
    expect(shapesIn(open, vocabulary, undefined).get('r')?.inputs['in']?.kind).toBe('distribution');
    expect(shapesIn(graph([node('r', 'Reroute')], []), vocabulary, undefined).get('r')?.free).toBe(true);
  });
  it('a drawing without any is the same object', () => {
    const g = vae();
    expect(flat(g)).toBe(g);
  });
  it('that run in a circle, or have several sources, are named', () => {
    const circle = graph([node('r', 'Reroute'), node('s', 'Reroute'), node('z', 'Latent')], ['r.out>s.in', 's.out>r.in', 'r.out>z.p']);
    expect(flatten(circle).problems.map((p) => p.code)).toEqual(['value-cycle']);
    const two = graph(
      [node('a', 'Prior'), node('b', 'Prior'), node('r', 'Reroute'), node('z', 'Latent')],
      ['a.p>r.in', 'b.p>r.in', 'r.out>z.p'],
    );
    expect(errors(two)).toEqual(['conduit-sources r']);
  });
  it('a muted one passes nothing on', () => {
    const muted = done(bent, { type: 'set-flag', node: 's', flag: 'muted', value: true });
    expect(keys(flat(muted))).toEqual(['p.p>y.p']);
  });
  it('bend wires inside custom networks as well', () => {
    const net = graph([], [], {
      subgraphs: { n: subgraph([node('i', 'Input'), node('r', 'Reroute'), node('o', 'Output')], ['i.value>r.in', 'r.out>o.value']) },
    });
    expect(keys(flat(net).subgraphs['n']!)).toEqual(['i.value>o.value']);
  });
});

describe('bends', () => {
  const fan = graph([node('a', 'Prior'), node('b', 'Prior'), node('m', 'Mixture')], ['a.p>m.parts', 'b.p>m.parts']);
  const bent = done(fan, { type: 'bend-wire', wire: wire('a.p>m.parts'), id: 'dot', position: { x: 0, y: 0 } });
  it('keep the order of wires, and go without a trace', () => {
    expect(keys(bent)).toEqual(['a.p>dot.in', 'dot.out>m.parts', 'b.p>m.parts']);
    expect(keys(flat(bent))).toEqual(keys(fan));
    expect(done(bent, { type: 'straighten', ids: ['dot'] })).toEqual(fan);
  });
  it('are refused where there is no wire, no bend, or the name is taken', () => {
    expect(refused(fan, { type: 'bend-wire', wire: wire('a.p>m.gone'), id: 'dot', position: { x: 0, y: 0 } })).toBe('command-wire-missing');
    expect(refused(fan, { type: 'bend-wire', wire: wire('a.p>m.parts'), id: 'b', position: { x: 0, y: 0 } })).toBe('command-id-taken');
    expect(refused(fan, { type: 'straighten', ids: ['m'] })).toBe('command-node-missing');
  });
});

describe('wires to groups and conduits', () => {
  const end = (text: string) => wire(`${text}>x.y`).from;
  const may = (g: Graph, from: string, to: string, within?: string): string | undefined =>
    canConnect(g, vocabulary, end(from), end(to), within)?.code;
  const packed = done(vae({ nodes: [node('net', 'MLP'), node('r', 'Reroute')] }), pack(['enc', 'z', 'dec']));
  const open = done(packed, { type: 'remove-wires', wires: [wire('prior.p>g.p')] });
  it('fit by what the port carries', () => {
    expect(may(open, 'prior.p', 'g.p')).toBeUndefined();
    expect(may(open, 'net.network', 'g.p')).toBe('wire-kind');
    expect(may(packed, 'prior.p', 'g.p')).toBe('duplicate-wire');
    expect(may(open, 'net.network', 'r.in')).toBeUndefined();
    expect(may(open, 'g.p2', 'r.in')).toBeUndefined();
    expect(may(open, 'prior.p', 'g.gone')).toBe('unknown-port');
  });
  it('may not close a circle through them', () => {
    const round = graph(
      [node('a', 'Group', { subgraph: 's' }), node('b', 'Embed'), node('r', 'Reroute'), node('t', 'Reroute')],
      ['a.o>r.in', 'r.out>b.value'],
      {
        subgraphs: {
          s: group(subgraph([node('i', 'GroupInput'), node('e', 'Embed'), node('o', 'GroupOutput')], ['i.out>e.value', 'e.value>o.in'])),
        },
      },
    );
    const refusal = canConnect(round, vocabulary, end('b.value'), end('a.i'));
    expect(refusal?.code).toBe('value-cycle');
    expect(refusal?.what).toContain('b → a → r → b');
    const loop = done(round, { type: 'add-wire', wire: wire('r.out>t.in') });
    expect(may(done(loop, { type: 'remove-wires', wires: [wire('a.o>r.in')] }), 't.out', 'r.in')).toBe('value-cycle');
  });
});
