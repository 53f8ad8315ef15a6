import { expect, it } from 'vitest';
import { clipOf, clipText, isClipText, pasteCommand, readClip } from '../../../src/graph/clip.ts';
import { apply } from '../../../src/graph/commands.ts';
import { wireKey } from '../../../src/graph/wires.ts';
import { vae, vocabulary } from './sample.ts';

const g = vae();
const clip = clipOf(g, new Set(['enc', 'z']))!;

it('holds nodes, the wires between them, and those that come in', () => {
  expect(clip.nodes.map((n) => n.id)).toEqual(['enc', 'z']);
  expect(clip.wires.map(wireKey)).toEqual(['enc.q>z.q']);
  expect(clip.incoming.map(wireKey)).toEqual(['data.x>enc.value', 'prior.p>z.p']);
  expect(clipOf(g, new Set(['nobody']))).toBeUndefined();
});
it('survives the way over the clipboard', () => {
  const text = clipText(clip, g);
  expect(isClipText(text)).toBe(true);
  expect(readClip(text)).toEqual(clip);
});
it('pastes without what comes in, or with it', () => {
  const into = { offset: { x: 10, y: 10 }, within: undefined };
  const plain = apply(g, pasteCommand(g, vocabulary, clip, { ...into, keepIncoming: false })).graph;
  expect(plain.wires.map(wireKey).filter((k) => k.includes('2'))).toEqual(['enc2.q>z2.q']);
  const wired = apply(g, pasteCommand(g, vocabulary, clip, { ...into, keepIncoming: true })).graph;
  expect(wired.wires.map(wireKey).filter((k) => k.includes('2'))).toEqual(['enc2.q>z2.q', 'data.x>enc2.value', 'prior.p>z2.p']);
});
it('leaves out what comes in from nodes that are not there', () => {
  const without = apply(g, { type: 'remove-nodes', ids: ['data', 'enc', 'z'] }).graph;
  const next = apply(without, pasteCommand(without, vocabulary, clip, { offset: { x: 0, y: 0 }, keepIncoming: true })).graph;
  expect(next.wires.map(wireKey)).toContain('prior.p>z.p');
  expect(next.wires.map(wireKey)).not.toContain('data.x>enc.value');
});
it.each([
  ['no JSON', '{"wellspring-clip":1,'],
  ['another version', '{"wellspring-clip":2,"nodes":[],"wires":[]}'],
  ['no nodes', '{"wellspring-clip":1,"nodes":[],"wires":[]}'],
  ['an id that is none', JSON.stringify({ 'wellspring-clip': 1, nodes: [{ ...clip.nodes[0], id: 'a.b' }], wires: [] })],
  [
    'a position that is none',
    JSON.stringify({ 'wellspring-clip': 1, nodes: [{ ...clip.nodes[0], position: { x: 'left', y: 0 } }], wires: [] }),
  ],
  ['a wire that is none', JSON.stringify({ 'wellspring-clip': 1, nodes: clip.nodes, wires: [{ from: 'a' }] })],
  ['a number beyond all numbers', clipText(clip, g).replace('"x":0', '"x":1e999')],
])('refuses %s', (_, text) => {
  expect(readClip(text)).toBeUndefined();
});
it('drops a key that reaches a prototype', () => {
  const text = clipText(clip, g).replace('"params":{}', '"params":{"__proto__":{"polluted":true}}');
  expect(readClip(text)?.nodes[0]?.params).toEqual({});
});
