import { describe, expect, it } from 'vitest';
import { diagnose, hasErrors, isCode, MESSAGES } from '../../../src/graph/diagnostics.ts';
import { arrows, list } from '../../../src/graph/messages/message.ts';
import { wireKindText } from '../../../src/graph/messages/wire-kind.ts';
import { WIRE_KINDS } from '../../../src/graph/vocabulary.ts';

describe('the catalogue', () => {
  it('has the codes the rest of the studio relies on', () => {
    const codes = [
      'unknown-kind unknown-port unknown-param wire-kind missing-wire several-sources self-wire duplicate-wire',
      'duplicate-id param-type param-range param-choice column-claimed-twice column-missing dataset-unknown',
      'space-clash space-unknown value-cycle latent-cycle cannot-learn cannot-build two-trainers nothing-to-train',
      'never-trained choice-untrained opponent-untrained no-optimiser no-model two-signatures layer-outside subgraph-missing subgraph-cycle',
      'subgraph-recursion file-not-json file-too-large file-format file-newer file-shape file-limit',
      'file-duplicate-id file-dangling-wire',
    ].flatMap((line) => line.split(' '));
    for (const code of codes) expect(isCode(code), code).toBe(true);
    expect(isCode('toString')).toBe(false);
  });
  it('names codes in one way', () => {
    for (const code of Object.keys(MESSAGES)) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
  it('fills in the facts', () => {
    expect(diagnose('two-trainers', { node: 'opt2' }, { params: ['dec'], trainers: ['opt', 'opt2'], phase: 1 })).toMatchObject({
      code: 'two-trainers',
      severity: 'error',
      node: 'opt2',
      what: 'opt and opt2 both train dec in phase 1.',
    });
    expect(hasErrors([diagnose('unknown-kind', {}, { kind: 'A' })])).toBe(false);
    expect(hasErrors([diagnose('no-model', {}, {})])).toBe(true);
  });
  it('checks facts by type', () => {
    // @ts-expect-error no-model takes no facts, and wire-kind takes four
    diagnose('wire-kind', {}, { from: 'value', to: 'value', source: 'a.b' });
    // @ts-expect-error there is no such code
    expect(() => diagnose('no-such-code', {}, {})).toThrow();
  });
  it('cuts long lists', () => {
    const names = Array.from({ length: 100 }, (_, i) => `n${i}`);
    expect(list(names)).toBe('n0, n1, n2, n3, n4, n5, n6 and 93 more');
    expect(list(['a', 'b', 'c'])).toBe('a, b and c');
    expect(list(['a'])).toBe('a');
    expect(arrows([...names, 'n0'])).toBe('n0 → n1 → n2 → n3 → n4 → n5 → (94 more) → n0');
  });
  it('has words for every pair of wire kinds', () => {
    for (const from of WIRE_KINDS)
      for (const to of WIRE_KINDS) {
        if (from === to) continue;
        const text = wireKindText({ from, to, source: 'a.out', target: 'b.in' });
        for (const part of [text.what, text.why, text.mend]) {
          expect(part).toMatch(/^[A-Z].*\.$/);
          expect(part).not.toMatch(/\ba objective|undefined/);
        }
      }
  });
});
