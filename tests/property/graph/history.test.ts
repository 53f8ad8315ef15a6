import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../../src/graph/check.ts';
import { apply, describe as words, freshId } from '../../../src/graph/commands.ts';
import { components } from '../../../src/graph/components.ts';
import { parseFile, writeFile } from '../../../src/graph/file.ts';
import { execute, redo, start, undo } from '../../../src/graph/history.ts';
import { isId } from '../../../src/graph/limits.ts';
import type { Graph } from '../../../src/graph/model.ts';
import { vocabulary } from '../../unit/graph/sample.ts';
import { command, graph } from './arbitrary.ts';

const commands = fc.array(command, { maxLength: 30 });

/** Makes every later change to the graph a TypeError. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) freeze(item);
  }
  return value;
}
const isWhole = (g: Graph): boolean =>
  [g, ...Object.values(g.subgraphs)].every((body) => {
    const ids = new Set(body.nodes.map((n) => n.id));
    return ids.size === body.nodes.length && [...ids].every(isId) && body.wires.every((w) => ids.has(w.from.node) && ids.has(w.to.node));
  });

describe('any edits', () => {
  it('are undone to the very object, and redone to the very object', () => {
    fc.assert(
      fc.property(graph, commands, fc.array(fc.option(fc.constantFrom('k', 'l'))), (g, list, keys) => {
        let h = start(freeze(g));
        for (const [i, c] of list.entries()) h = execute(h, c, keys[i] ?? undefined);
        const last = h.present.graph;
        const steps = h.past.length;
        for (let i = 0; i < steps; i++) h = undo(h);
        expect(h.present.graph).toBe(g);
        expect(undo(h)).toBe(h);
        for (let i = 0; i < steps; i++) h = redo(h);
        expect(h.present.graph).toBe(last);
        expect(redo(h)).toBe(h);
      }),
      { seed: 11, numRuns: 400 },
    );
  });
  it('change nothing in place; a refusal gives back the same object', () => {
    fc.assert(
      fc.property(graph, commands, (g, list) => {
        let current = freeze(g);
        for (const c of list) {
          const { graph: next, refusal } = apply(current, freeze(c));
          if (refusal !== undefined) {
            expect(next).toBe(current);
            expect(refusal.severity).toBe('error');
          }
          expect(words(c)).toBeTypeOf('string');
          current = freeze(next);
        }
      }),
      { seed: 12, numRuns: 300 },
    );
  });
  it('leave a whole document that a file can hold', () => {
    fc.assert(
      fc.property(graph, commands, (g, list) => {
        const last = list.reduce((at, c) => apply(at, c).graph, g);
        expect(isWhole(last)).toBe(true);
        expect(parseFile(writeFile(last)).diagnostics).toEqual([]);
        expect(parseFile(writeFile(last)).graph).toEqual(last);
      }),
      { seed: 13, numRuns: 300 },
    );
  });
});

describe('any document', () => {
  it('is checked and split without an exception', () => {
    fc.assert(
      fc.property(graph, (g) => {
        for (const d of check(g, vocabulary)) expect(d.what.length * d.why.length * d.mend.length).toBeGreaterThan(0);
        const parts = components(g, vocabulary);
        // Only data nodes and notes may stand in two of them.
        const joined = parts.flatMap((p) => p.nodes).filter((n) => vocabulary.get(n.kind)?.category !== 'data');
        expect(new Set(joined.map((n) => n.id)).size).toBe(joined.length);
      }),
      { seed: 14, numRuns: 400 },
    );
  });
  it('has room for one more node of any kind', () => {
    fc.assert(
      fc.property(graph, fc.string(), (g, kind) => {
        const fresh = freshId(g, kind);
        expect(isId(fresh)).toBe(true);
        expect(g.nodes.some((n) => n.id === fresh)).toBe(false);
      }),
      { seed: 15, numRuns: 300 },
    );
  });
});
