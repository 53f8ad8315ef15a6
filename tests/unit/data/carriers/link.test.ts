import { deflateSync, strToU8 } from 'fflate';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MOST_LINK, fragmentOf, textIn } from '../../../../src/data/carriers/link.ts';
import { parseFile, writeFile } from '../../../../src/graph/file.ts';
import { emptyGraph } from '../../../../src/graph/model.ts';

const TEMPLATES = new URL('../../../../templates/', import.meta.url);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const code = (hash: string): string | undefined => {
  const found = textIn(hash);
  return found && 'refused' in found ? found.refused.code : undefined;
};

describe('a drawing inside a link', () => {
  it('carries every template, unchanged and within the limit', () => {
    for (const name of readdirSync(TEMPLATES).filter((f) => f.endsWith('.wellspring.json'))) {
      const graph = parseFile(readFileSync(new URL(name, TEMPLATES), 'utf8')).graph!;
      const made = fragmentOf(graph);
      const fragment = 'fragment' in made ? made.fragment : '';
      expect(fragment, name).toMatch(/^g=[A-Za-z0-9_-]+$/);
      const found = textIn(`#${fragment}`);
      const back = found && 'text' in found ? parseFile(found.text).graph! : emptyGraph();
      expect(writeFile(back), name).toBe(writeFile(graph));
    }
  });
  it('is refused where it would be too long', () => {
    let noise = '';
    for (let i = 0, x = 1; i < 60_000; i++) {
      x = (x * 48271) % 2147483647;
      noise += String.fromCharCode(33 + (x % 90));
    }
    const made = fragmentOf({ ...emptyGraph('big'), notes: noise });
    expect('refused' in made && made.refused.code).toBe('link-too-large');
    expect('refused' in made && made.refused.why).toContain(MOST_LINK.toLocaleString('en'));
  });
  it('is nothing where the address has none', () => {
    expect(textIn('')).toBeUndefined();
    expect(textIn('#section')).toBeUndefined();
  });
  it('forgives what programs write behind a link', () => {
    const made = fragmentOf(emptyGraph('A'));
    const fragment = 'fragment' in made ? made.fragment : '';
    expect(textIn(`#${fragment}).`)).toEqual(textIn(`#${fragment}`));
  });
  it('refuses what is empty, damaged, of a later version, or a bomb', () => {
    const bomb = deflateSync(new Uint8Array(60 * 2 ** 20));
    expect(code('#g=')).toBe('link-damaged');
    expect(code('#g=AQ%%%A')).toBe('link-damaged');
    expect(code(`#g=${base64(Uint8Array.from([1, 255, 255, 255]))}`)).toBe('link-damaged');
    expect(code(`#g=${base64(Uint8Array.from([2, ...deflateSync(strToU8('{}'))]))}`)).toBe('link-newer');
    expect(code(`#g=${base64(Uint8Array.from([1, ...bomb]))}`)).toBe('link-damaged');
    expect(code(`#g=${'A'.repeat(2_000_000)}`)).toBe('link-damaged');
  });
  it('gives a text that is no drawing to the reader of files, which refuses it', () => {
    const found = textIn(`#g=${base64(Uint8Array.from([1, ...deflateSync(strToU8('{"a":1}'))]))}`);
    expect(found && 'text' in found && parseFile(found.text).graph).toBeUndefined();
  });
});
