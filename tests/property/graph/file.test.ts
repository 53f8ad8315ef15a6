import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFile, writeFile } from '../../../src/graph/file.ts';
import type { ParsedFile } from '../../../src/graph/file.ts';
import { graph, json } from './arbitrary.ts';

/** A graph, or the error that kept it from opening; never both, never neither. */
function expectDecided({ graph: opened, diagnostics }: ParsedFile): void {
  expect(opened === undefined).toBe(diagnostics.some((d) => d.severity === 'error'));
  for (const d of diagnostics) expect(d.what.length * d.why.length * d.mend.length).toBeGreaterThan(0);
}

describe('any document', () => {
  it('comes back from its file as it was, unknown kinds, settings and fields included', () => {
    fc.assert(
      fc.property(graph, (g) => {
        const text = writeFile(g);
        const { graph: opened, diagnostics } = parseFile(text);
        expect(diagnostics).toEqual([]);
        expect(opened).toStrictEqual(g);
        if (opened !== undefined) expect(writeFile(opened)).toBe(text);
      }),
      { seed: 21, numRuns: 600 },
    );
  });
});

describe('any text', () => {
  it('is opened or refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => expectDecided(parseFile(text))),
      { seed: 22, numRuns: 500 },
    );
  });
  it('with the right head and any JSON in any field is opened or refused', () => {
    const field = fc.constantFrom('title', 'notes', 'seed', 'nodes', 'wires', 'frames', 'subgraphs', 'clamps', 'view');
    fc.assert(
      fc.property(fc.dictionary(field, json, { maxKeys: 5 }), fc.integer({ min: 0, max: 2 }), (fields, version) =>
        expectDecided(parseFile(JSON.stringify({ format: 'wellspring', version, ...fields }))),
      ),
      { seed: 23, numRuns: 800 },
    );
  });
  it('that was a file before some characters were changed is opened or refused', () => {
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat({ max: 6 }),
      put: fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('"', '{', '}', '[', ']', ',', '1e999', '-', 'null')),
    });
    fc.assert(
      fc.property(graph, fc.array(change, { minLength: 1, maxLength: 3 }), (g, changes) => {
        const text = changes.reduce((t, { at, cut, put }) => {
          const i = Math.floor(at * t.length);
          return t.slice(0, i) + put + t.slice(i + cut);
        }, writeFile(g));
        expectDecided(parseFile(text));
      }),
      { seed: 24, numRuns: 800 },
    );
  });
  it('with one value swapped for another is opened or refused, and what opened can be written and opened again', () => {
    // Walks to a random place of the file's JSON and puts something else there.
    const swap = (value: unknown, path: readonly number[], put: unknown): unknown => {
      const [step, ...rest] = path;
      if (step === undefined || typeof value !== 'object' || value === null) return put;
      const keys = Object.keys(value);
      const key = keys[step % Math.max(1, keys.length)];
      if (key === undefined) return put;
      const inner = swap(Reflect.get(value, key), rest, put);
      return Array.isArray(value) ? value.with(Number(key), inner) : { ...value, [key]: inner };
    };
    fc.assert(
      fc.property(graph, fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), json, (g, path, put) => {
        const parsed = parseFile(JSON.stringify(swap(JSON.parse(writeFile(g)), path, put)));
        expectDecided(parsed);
        if (parsed.graph === undefined) return;
        expect(parseFile(writeFile(parsed.graph))).toStrictEqual({ graph: parsed.graph, diagnostics: [] });
      }),
      { seed: 25, numRuns: 1000 },
    );
  });
  it('cannot reach a prototype', () => {
    const evil = fc.constantFrom('__proto__', 'constructor', 'prototype');
    fc.assert(
      fc.property(evil, evil, fc.constantFrom('', '"nodes":', '"subgraphs":', '"clamps":', '"view":'), (a, b, field) => {
        const inner = `{"${a}":{"${b}":{"polluted":1},"polluted":1}}`;
        const body = field === '' ? inner.slice(1, -1) : `${field}${field === '"nodes":' ? `[${inner}]` : inner}`;
        expectDecided(parseFile(`{"format":"wellspring","version":1,${body}}`));
        expect(Reflect.get({}, 'polluted')).toBeUndefined();
      }),
      { seed: 26, numRuns: 60 },
    );
  });
});
