import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { familyTree, neighbour } from '../../../src/studio/dialogs/family-tree.ts';

const LINE = [
  { name: 'gan', parent: 'vae' },
  { name: 'gaussian', parent: undefined },
  { name: 'vae', parent: 'gaussian' },
  { name: 'flow', parent: 'gaussian' },
  { name: 'ddpm', parent: 'vae' },
  { name: 'latent', parent: 'ddpm' },
];

describe('the map of the templates', () => {
  test('children stand right of their parents, the longest line straight on, the others as high as there is room', () => {
    expect(familyTree(LINE).map((p) => [p.name, p.column, p.row])).toEqual([
      ['gaussian', 0, 0],
      ['vae', 1, 0],
      ['ddpm', 2, 0],
      ['latent', 3, 0],
      ['gan', 2, 1],
      ['flow', 1, 1],
    ]);
  });
  test('arrow keys walk along it', () => {
    const places = familyTree(LINE);
    expect(neighbour(places, 'vae', 'ArrowLeft')).toBe('gaussian');
    expect(neighbour(places, 'gaussian', 'ArrowLeft')).toBeUndefined();
    expect(neighbour(places, 'vae', 'ArrowRight')).toBe('ddpm');
    expect(neighbour(places, 'vae', 'ArrowDown')).toBe('flow');
    expect(neighbour(places, 'flow', 'ArrowUp')).toBe('vae');
    expect(neighbour(places, 'latent', 'ArrowDown')).toBe('gan');
  });
  test('whatever the parents, each has a place of its own', () => {
    const name = fc.constantFrom(...'abcdefgh');
    const members = fc.uniqueArray(fc.record({ name, parent: fc.option(name, { nil: undefined }) }), { selector: (m) => m.name });
    fc.assert(
      fc.property(members, (all) => {
        const places = familyTree(all);
        expect(places.map((p) => p.name).toSorted()).toEqual(all.map((m) => m.name).toSorted());
        expect(new Set(places.map((p) => `${p.column} ${p.row}`)).size).toBe(all.length);
        for (const p of places) {
          const parent = places.find((x) => x.name === p.parent);
          expect(p.column).toBe(parent ? parent.column + 1 : 0);
        }
      }),
    );
  });
});
