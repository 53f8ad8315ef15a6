import { describe, expect, test } from 'vitest';
import { type Space, real, showSpace, tokens } from '../../../src/graph/space.ts';
import { drawing } from '../../drawings/all.ts';
import { type Drawn, altered, compiled } from '../../drawings/notation.ts';
import { binary, levels, unit } from '../../drawings/spaces.ts';

const spaceAt = (d: Drawn, port: string): string => {
  const s = compiled(d).spaces.get(port);
  return s ? showSpace(s) : 'unknown';
};
const withData = (name: string, x: Space): Drawn => ({ ...drawing(name), columns: { x } });

describe('spaces flow', () => {
  test('from data to the likelihood and on to its network’s output', () => {
    expect(spaceAt(drawing('vae'), 'dec.out')).toBe('real [2]');
    expect(spaceAt(withData('vae', binary(6, 5, 1)), 'dec.out')).toBe('binary [6×5×1]');
    expect(spaceAt(withData('vae', tokens(3, 4)), 'x.x')).toBe('tokens of 3 [4]');
  });
  test('sideways through a latent: to its prior and its regulariser from the encoder', () => {
    for (const port of ['prior.out', 'reg.out', 'z.z', 'enc.out']) expect(spaceAt(drawing('beta-vae-regulariser'), port)).toBe('real [2]');
  });
  test('backwards: the encoder’s from the latent, and the latent’s from its prior', () => {
    const sized = (id: string, kind: string): Drawn => altered(drawing('unknown-latent-size'), { nodes: { [id]: [kind, { size: 5 }] } });
    for (const d of [sized('z', 'Latent'), sized('prior', 'Prior'), sized('enc', 'Encoder')])
      for (const port of ['enc.out', 'prior.out', 'z.z']) expect(spaceAt(d, port)).toBe('real [5]');
  });
  test('classes from either side', () => {
    expect(spaceAt(drawing('categorical-latent-vae'), 'prior.out')).toBe('tokens of 3 [2]');
    expect(spaceAt(drawing('two-class-bayes'), 'py.out')).toBe('tokens of 2 []');
    expect(spaceAt(drawing('gmm-latent'), 'z.z')).toBe('tokens of 3 []');
  });
  test('through flows that change the shape, both ways', () => {
    expect(spaceAt(drawing('glow-of-images'), 'prior.out')).toBe('real [2×2×2]');
    expect(spaceAt(drawing('flow-split'), 'prior.out')).toBe('real [2]');
    const over = (sized: Drawn['nodes']): Drawn =>
      altered(drawing('unknown-latent-size'), {
        nodes: { f: ['Split'], ...sized },
        wires: 'prior.out>f.base f.out>z.p',
        without: 'prior.out>z.p',
      });
    for (const d of [over({ z: ['Latent', { size: 6 }] }), over({ prior: ['Prior', { size: 3 }] })])
      expect([spaceAt(d, 'prior.out'), spaceAt(d, 'enc.out')]).toEqual(['real [3]', 'real [6]']);
    expect(spaceAt(drawing('dequantised-flow'), 'prior.out')).toBe('unit [2×2×1]');
    expect(spaceAt(drawing('dequantised-logit-flow'), 'prior.out')).toBe('real [3]');
  });
  test('through value nodes', () => {
    expect(spaceAt(drawing('shared-features-vae'), 'feat.out')).toBe('real [6]');
    expect(spaceAt(drawing('embedded-label-vae'), 'emb.out')).toBe('real [4]');
    const sequence = { ...drawing('embedded-label-vae'), columns: { x: real(2), y: tokens(3, 7) } };
    expect(spaceAt(sequence, 'emb.out')).toBe('real [7×4]');
  });
});
describe('spaces meet', () => {
  test('numbers in [0, 1] are real numbers, and stay what they are', () => {
    const d = { ...drawing('gaussian-fit'), columns: { x: unit(2) } };
    expect(compiled(d).diagnostics).toEqual([]);
    expect(spaceAt(d, 'x.x')).toBe('unit [2]');
  });
  test.each([
    ['gaussian-fit', levels(4, 2), 'Two kinds of values meet here that do not agree: levels of 4 and real.'],
    ['bernoulli-fit', real(3), 'Two kinds of values meet here that do not agree: real and binary.'],
    ['full-gaussian-fit', tokens(3), 'Two kinds of values meet here that do not agree: tokens of 3 and real.'],
  ] as const)('%s: what cannot be both is said, naming both sides', (name, x, what) => {
    const [clash, ...more] = compiled(withData(name, x)).diagnostics;
    expect(more).toEqual([]);
    expect(clash).toMatchObject({ code: 'space-clash', severity: 'error' });
    expect([what, what.replace(/: (.*) and (.*)\.$/, ': $2 and $1.')]).toContain(clash!.what);
    expect(clash!.why).toMatch(/^(d|prior) asks for .*; (d|prior) asks for/);
  });
  test('a clash of classes is a clash of values', () => {
    const d = altered(drawing('two-class-bayes'), { nodes: { py: ['Prior', { family: 'categorical', learn: true, classes: 5 }] } });
    expect(compiled(d).diagnostics.map((x) => [x.code, x.node])).toEqual([['space-clash', expect.any(String)]]);
  });
});
describe('what stays unknown', () => {
  test('is said once, at the variable, with the nodes that could settle it', () => {
    const found = compiled(drawing('unknown-latent-size')).diagnostics;
    expect(found.map((x) => `${x.code} at ${x.node}.${x.port}`)).toEqual(['space-unknown at z.z']);
    expect(found[0]!.mend).toBe('Set the size in one of enc, prior and z.');
  });
  test('is not said of a node that nothing uses', () => {
    const d = drawing('vae');
    expect(
      compiled({ ...d, nodes: { ...d.nodes, idle: ['Latent'], spare: ['Encoder'] } }).diagnostics.filter((x) => x.severity !== 'info'),
    ).toEqual([]);
  });
});
