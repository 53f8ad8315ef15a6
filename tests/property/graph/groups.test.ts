import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../src/compiler/compile.ts';
import type { Compiled } from '../../../src/compiler/compiled.ts';
import { apply } from '../../../src/graph/commands.ts';
import type { Command } from '../../../src/graph/commands.ts';
import { parseFile, writeFile } from '../../../src/graph/file.ts';
import { flat } from '../../../src/graph/groups/flatten.ts';
import type { Graph } from '../../../src/graph/model.ts';
import { wireKey } from '../../../src/graph/wires.ts';
import { print } from '../../../src/ir/print.ts';
import { environmentOf } from '../../../src/runtime/world.ts';

/** Packing any part of any template changes nothing about its programs but names. */

const TEMPLATES = readdirSync('templates').map((file) => {
  const { graph } = parseFile(readFileSync(`templates/${file}`, 'utf8'));
  if (graph === undefined) throw new Error(file);
  return [file.replace('.wellspring.json', ''), graph] as const;
});
/** Templates small enough to be compiled many times. */
const SMALL = new Set(['vae-moons', 'vae-mixture-prior', 'product-of-experts', 'realnvp-8gaussians', 'gan-8gaussians', 'two-class-bayes']);

const done = (graph: Graph, command: Command): Graph => {
  const { graph: next, refusal } = apply(graph, command);
  expect(refusal).toBeUndefined();
  return next;
};
const PACK = { type: 'pack', group: 'grp', subgraph: 'grp', title: 'Part' } as const;

/** Names of groups out of everything, so that what is left can be compared. */
const plain = (text: string): string => text.replaceAll(/\b(?:grp|outer)\//g, '');
function programs(c: Compiled): readonly string[] {
  const tasks = [c.sample, c.score, c.infer, c.reconstruct];
  const players = c.learn.players.flatMap((p) => [...(p.start ? [p.start] : []), p.program]);
  // Players stand in the order of their Optimisers on the canvas, which grouping may change.
  return [...players.map((p) => plain(print(p))).toSorted(), ...tasks.map((t) => (t.program ? plain(print(t.program)) : 'none'))];
}
const grades = (c: Compiled): string =>
  plain(JSON.stringify([c.learn.grade, c.sample.grade, c.score.grade, c.infer.grade, c.sample.needs, c.score.needs, c.infer.needs]));
const compiled = (g: Graph): Compiled => compile(g, environmentOf(new Map()));
const spaces = (c: Compiled): readonly string[] => [...c.spaces].map(([port, s]) => plain(`${port} ${JSON.stringify(s)}`)).toSorted();
const said = (c: Compiled): readonly string[] => c.diagnostics.map((d) => plain(`${d.code} ${d.severity} ${d.node}.${d.port}`)).toSorted();

/** The drawing, without the order of things and with names as they were. */
const content = (g: Graph): unknown => ({
  nodes: g.nodes.map((n) => JSON.stringify(n)).toSorted(),
  wires: g.wires.map(wireKey).toSorted(),
  rest: { ...g, nodes: [], wires: [] },
});
/** An invertible linear map starts at a rotation that its full name draws: another name, another start. */
const byName = (g: Graph): Graph => ({ ...g, nodes: g.nodes.filter((n) => n.kind !== 'InvertibleLinear') });
const selection = (g: Graph): fc.Arbitrary<readonly string[]> =>
  fc.subarray(
    g.nodes.map((n) => n.id),
    { minLength: 1 },
  );

describe.each(TEMPLATES)('%s', (name, graph) => {
  test('means the same when a part of it is a group', () => {
    const before = compiled(graph);
    const run = (ids: readonly string[]): void => {
      const packed = done(graph, { ...PACK, ids });
      const after = compiled(packed);
      expect(said(after)).toEqual(said(before));
      expect(grades(after)).toBe(grades(before));
      expect(spaces(after)).toEqual(spaces(before));
      expect(programs(after)).toEqual(programs(before));
    };
    fc.assert(fc.property(selection(byName(graph)), run), { numRuns: SMALL.has(name) ? 8 : 1, seed: 7 });
  });

  test('is the same when a group is made and taken apart, and when it was in a file', () => {
    fc.assert(
      fc.property(selection(graph), (ids) => {
        const packed = done(graph, { ...PACK, ids });
        expect(content(done(packed, { type: 'unpack', node: 'grp' }))).toEqual(content(graph));
        const { graph: read, diagnostics } = parseFile(writeFile(packed));
        expect(diagnostics).toEqual([]);
        expect(read).toEqual(packed);
        expect(flat(packed).nodes).toHaveLength(graph.nodes.length);
      }),
      { numRuns: 20 },
    );
  });

  test('is the same with a group in a group', () => {
    fc.assert(
      fc.property(selection(graph), (ids) => {
        const packed = done(graph, { ...PACK, ids });
        const outer = done(packed, {
          ...PACK,
          group: 'outer',
          subgraph: 'outer',
          ids: ['grp', ...packed.nodes.slice(0, 2).map((n) => n.id)],
        });
        expect(
          flat(outer)
            .wires.map((w) => plain(wireKey(w)))
            .toSorted(),
        ).toEqual(graph.wires.map(wireKey).toSorted());
        const apart = done(done(outer, { type: 'unpack', node: 'outer' }), { type: 'unpack', node: 'grp' });
        expect(content(apart)).toEqual(content(graph));
      }),
      { numRuns: 20 },
    );
  });
});
