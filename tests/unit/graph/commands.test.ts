import { describe as suite, expect, it } from 'vitest';
import { apply, describe, freshId, pastedIds } from '../../../src/graph/commands.ts';
import type { Command } from '../../../src/graph/commands.ts';
import { LIMITS } from '../../../src/graph/limits.ts';
import { emptyGraph, nodeById } from '../../../src/graph/model.ts';
import type { Graph } from '../../../src/graph/model.ts';
import { wireKey } from '../../../src/graph/wires.ts';
import { graph, node, subgraph, vae, wire } from './sample.ts';

const done = (g: Graph, command: Command): Graph => {
  const { graph: next, refusal } = apply(g, command);
  expect(refusal).toBeUndefined();
  return next;
};
const refused = (g: Graph, command: Command): string | undefined => {
  const { graph: next, refusal } = apply(g, command);
  expect(next).toBe(g);
  return refusal?.code;
};
const keys = (g: Pick<Graph, 'wires'>): string[] => g.wires.map(wireKey);

suite('nodes', () => {
  it('adds, and leaves the old graph alone', () => {
    const g = emptyGraph();
    const next = done(g, { type: 'add-node', node: node('a', 'MLP') });
    expect(next.nodes).toHaveLength(1);
    expect(g.nodes).toHaveLength(0);
  });
  it('removes nodes with their wires and clamps', () => {
    const next = done(vae({ rest: { clamps: { z: [0, 0], x: 1 } } }), { type: 'remove-nodes', ids: ['z', 'gone'] });
    expect(nodeById(next, 'z')).toBeUndefined();
    expect(keys(next).filter((k) => k.includes('z.'))).toEqual([]);
    expect(next.clamps).toEqual({ x: 1 });
  });
  it('moves', () => {
    const next = done(vae(), { type: 'move-nodes', positions: { z: { x: 3, y: 4 } } });
    expect(nodeById(next, 'z')?.position).toEqual({ x: 3, y: 4 });
    expect(nodeById(next, 'x')).toBe(nodeById(next, 'x'));
  });
  it('sets and resets a setting', () => {
    const set = done(vae(), { type: 'set-param', node: 'enc', name: 'hidden', value: [1, 2] });
    expect(nodeById(set, 'enc')?.params).toEqual({ hidden: [1, 2] });
    const same: Command = { type: 'set-param', node: 'enc', name: 'hidden', value: [1, 2] };
    expect(apply(set, same)).toEqual({ graph: set });
    expect(apply(set, same).graph).toBe(set);
    expect(nodeById(done(set, { type: 'reset-param', node: 'enc', name: 'hidden' }), 'enc')?.params).toEqual({});
  });
  it('renames everywhere: wires, clamps, lists of names', () => {
    const next = done(vae({ rest: { clamps: { dec: 1 } } }), { type: 'rename-node', node: 'dec', id: 'decoder' });
    expect(keys(next)).toContain('z.z>decoder.value');
    expect(keys(next)).toContain('decoder.p>x.p');
    expect(nodeById(next, 'opt')?.params).toEqual({ thaw: ['enc', 'decoder.network'] });
    expect(next.clamps).toEqual({ decoder: 1 });
    expect(nodeById(next, 'dec')).toBeUndefined();
  });
  it('labels and flags, and leaves no trace when they are taken away', () => {
    const g = vae();
    const on = done(done(g, { type: 'set-flag', node: 'z', flag: 'muted', value: true }), {
      type: 'set-label',
      node: 'z',
      label: 'code',
    });
    expect(nodeById(on, 'z')).toMatchObject({ muted: true, label: 'code' });
    const off = done(done(on, { type: 'set-flag', node: 'z', flag: 'muted', value: false }), {
      type: 'set-label',
      node: 'z',
      label: undefined,
    });
    expect(off).toEqual(g);
    expect(Object.keys(nodeById(off, 'z') ?? {})).not.toContain('muted');
  });
});

suite('wires, frames, settings', () => {
  it('adds and removes wires', () => {
    const g = vae({ nodes: [node('net', 'MLP')] });
    const next = done(g, { type: 'add-wire', wire: wire('net.network>enc.network') });
    expect(keys(next)).toContain('net.network>enc.network');
    expect(done(next, { type: 'remove-wires', wires: [wire('net.network>enc.network')] })).toEqual(g);
  });
  it('edits frames', () => {
    const frame = { id: 'f', title: 'Model', position: { x: 0, y: 0 }, size: { width: 10, height: 10 } };
    let g = done(emptyGraph(), { type: 'add-frame', frame });
    g = done(g, { type: 'move-frame', id: 'f', position: { x: 5, y: 5 }, size: { width: 20, height: 20 } });
    g = done(g, { type: 'set-frame', id: 'f', title: 'VAE', color: 'teal' });
    expect(g.frames).toEqual([{ id: 'f', title: 'VAE', color: 'teal', position: { x: 5, y: 5 }, size: { width: 20, height: 20 } }]);
    expect(done(g, { type: 'remove-frame', id: 'f' }).frames).toEqual([]);
  });
  it('sets title, notes, seed, clamps, view', () => {
    let g: Graph = vae();
    g = done(g, { type: 'set-title', title: 'T' });
    g = done(g, { type: 'set-notes', notes: '# N' });
    g = done(g, { type: 'set-seed', seed: 7 });
    g = done(g, { type: 'set-clamp', variable: 'z', value: [1, 2] });
    g = done(g, { type: 'set-view', name: 'grid', value: true });
    expect(g).toMatchObject({ title: 'T', notes: '# N', seed: 7, clamps: { z: [1, 2] }, view: { grid: true } });
    expect(done(g, { type: 'set-clamp', variable: 'z', value: undefined }).clamps).toEqual({});
  });
});

suite('subgraphs', () => {
  const inside = subgraph([node('in', 'Input'), node('out', 'Output')], ['in.value>out.value']);
  const g = done(emptyGraph(), { type: 'set-subgraph', id: 'net', subgraph: inside });
  it('are edited by the same commands', () => {
    let next = done(g, { type: 'add-node', node: node('lin', 'Linear'), within: 'net' });
    next = done(next, { type: 'add-wire', wire: wire('in.value>lin.value'), within: 'net' });
    next = done(next, { type: 'rename-node', node: 'lin', id: 'first', within: 'net' });
    next = done(next, { type: 'set-title', title: 'Net', within: 'net' });
    expect(next.nodes).toBe(g.nodes);
    expect(next.subgraphs['net']).toEqual({
      title: 'Net',
      nodes: [...inside.nodes, node('first', 'Linear')],
      wires: [wire('in.value>out.value'), wire('in.value>first.value')],
    });
  });
  it('are removed', () => {
    expect(done(g, { type: 'remove-subgraph', id: 'net' }).subgraphs).toEqual({});
  });
  it('pass `within` on to a batch', () => {
    const next = done(g, {
      type: 'batch',
      name: 'Add layer',
      within: 'net',
      commands: [{ type: 'add-node', node: node('lin', 'Linear') }],
    });
    expect(next.subgraphs['net']?.nodes).toHaveLength(3);
  });
});

suite('paste', () => {
  it('gives fresh ids, keeps inner wires, follows names', () => {
    const g = vae();
    const nodes = g.nodes.filter((n) => ['dec', 'x', 'opt'].includes(n.id));
    const next = done(g, { type: 'paste', nodes, wires: g.wires, offset: { x: 10, y: 20 } });
    expect(pastedIds(g, nodes)).toEqual(['dec2', 'x2', 'opt2']);
    expect(keys(next).filter((k) => k.includes('2.'))).toEqual(['dec2.p>x2.p']);
    expect(nodeById(next, 'x2')?.position).toEqual({ x: 10, y: 20 });
    expect(nodeById(next, 'opt2')?.params).toEqual({ thaw: ['enc', 'dec2.network'] });
  });
  it('keeps ids that are free', () => {
    const next = done(emptyGraph(), { type: 'paste', nodes: [node('a7', 'MLP')], wires: [], offset: { x: 0, y: 0 } });
    expect(next.nodes[0]?.id).toBe('a7');
  });
});

suite('replace and batch', () => {
  it('replaces', () => {
    const other = vae();
    expect(done(emptyGraph(), { type: 'replace', graph: other })).toBe(other);
  });
  it('is all or nothing', () => {
    expect(
      refused(vae(), {
        type: 'batch',
        name: 'Two things',
        commands: [
          { type: 'set-title', title: 'changed' },
          { type: 'set-param', node: 'nobody', name: 'a', value: 1 },
        ],
      }),
    ).toBe('command-node-missing');
  });
});

suite('refusals', () => {
  const big = graph(
    Array.from({ length: LIMITS.nodes }, (_, i) => node(`n${i}`, 'MLP')),
    [],
  );
  const cases: readonly (readonly [string, Command, string, Graph?])[] = [
    ['a taken id', { type: 'add-node', node: node('z', 'MLP') }, 'command-id-taken'],
    ['an id with a dot', { type: 'add-node', node: node('a.b', 'MLP') }, 'command-id-invalid'],
    ['a prototype id', { type: 'add-node', node: node('constructor', 'MLP') }, 'command-id-invalid'],
    ['too many nodes', { type: 'add-node', node: node('one', 'MLP') }, 'command-limit', big],
    ['removing nobody', { type: 'remove-nodes', ids: ['nobody'] }, 'command-node-missing'],
    ['moving nobody', { type: 'move-nodes', positions: { nobody: { x: 0, y: 0 } } }, 'command-node-missing'],
    ['moving to NaN', { type: 'move-nodes', positions: { z: { x: NaN, y: 0 } } }, 'command-value'],
    ['setting NaN', { type: 'set-param', node: 'z', name: 'a', value: [NaN] }, 'command-value'],
    ['setting __proto__', { type: 'set-param', node: 'z', name: '__proto__', value: 1 }, 'command-value'],
    ['setting nobody', { type: 'set-param', node: 'nobody', name: 'a', value: 1 }, 'command-node-missing'],
    ['renaming to a taken id', { type: 'rename-node', node: 'z', id: 'x' }, 'command-id-taken'],
    ['renaming to nothing', { type: 'rename-node', node: 'z', id: '' }, 'command-id-invalid'],
    ['a long label', { type: 'set-label', node: 'z', label: 'a'.repeat(201) }, 'command-value'],
    ['a wire to nobody', { type: 'add-wire', wire: wire('z.z>nobody.value') }, 'command-node-missing'],
    ['a wire to itself', { type: 'add-wire', wire: wire('dec.p>dec.value') }, 'self-wire'],
    ['a wire twice', { type: 'add-wire', wire: wire('z.z>dec.value') }, 'duplicate-wire'],
    ['removing no wire', { type: 'remove-wires', wires: [wire('z.z>x.p')] }, 'command-wire-missing'],
    ['a frame that is not there', { type: 'remove-frame', id: 'f' }, 'command-frame-missing'],
    ['a seed below zero', { type: 'set-seed', seed: -1 }, 'command-value'],
    ['clamping nobody', { type: 'set-clamp', variable: 'nobody', value: 1 }, 'command-node-missing'],
    ['a subgraph that is not there', { type: 'set-title', title: 'a', within: 'net' }, 'command-subgraph-missing'],
    ['editing inside an inherited name', { type: 'remove-nodes', ids: [], within: 'toString' }, 'command-subgraph-missing'],
    ['notes within', { type: 'set-notes', notes: 'a', within: 'net' }, 'command-not-here'],
    ['removing no subgraph', { type: 'remove-subgraph', id: 'net' }, 'command-subgraph-missing'],
    ['a subgraph with a loose wire', { type: 'set-subgraph', id: 'net', subgraph: subgraph([], ['a.b>c.d']) }, 'command-node-missing'],
    ['pasting outside the canvas', { type: 'paste', nodes: [node('a', 'MLP')], wires: [], offset: { x: 1e9, y: 0 } }, 'command-value'],
  ];
  for (const [name, command, code, g] of cases)
    it(name, () => {
      expect(refused(g ?? vae(), command)).toBe(code);
    });
});

suite('names', () => {
  it('makes ids from kinds', () => {
    expect(freshId(emptyGraph(), 'Encoder')).toBe('encoder');
    expect(freshId(emptyGraph(), 'MLP')).toBe('mlp');
    expect(freshId(emptyGraph(), 'ConvNet')).toBe('convNet');
    expect(freshId(graph([node('encoder', 'Encoder'), node('encoder2', 'Encoder')], []), 'Encoder')).toBe('encoder3');
    expect(freshId(emptyGraph(), 'constructor')).toBe('node');
    expect(freshId(emptyGraph(), '…')).toBe('node');
  });
  it('describes', () => {
    expect(describe({ type: 'add-node', node: node('a', 'Encoder') })).toBe('Add Encoder');
    expect(describe({ type: 'remove-nodes', ids: ['a', 'b'] })).toBe('Remove 2 nodes');
    expect(describe({ type: 'set-flag', node: 'a', flag: 'muted', value: false })).toBe('Unmute a');
  });
});
