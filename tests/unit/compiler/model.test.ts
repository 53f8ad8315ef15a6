import { describe, expect, test } from 'vitest';
import { factor, symbol } from '../../../src/compiler/latex.ts';
import { Model } from '../../../src/compiler/model.ts';
import { compile } from '../../../src/compiler/compile.ts';
import { emptyGraph } from '../../../src/graph/model.ts';
import { drawing } from '../../drawings/all.ts';
import { type Drawn, altered, compiled, environmentOf, graphOf } from '../../drawings/notation.ts';

const modelOf = (d: Drawn): Model => new Model(graphOf(d), new Set(Object.keys(d.nodes)));

describe('reading the wires of a model', () => {
  test('a column that clamps a variable is that variable', () => {
    const m = modelOf(drawing('vae'));
    expect(m.claimant('d', 'x')).toBe('x');
    expect([...m.parents('z', 'q')]).toEqual(['x']);
  });
  test('a column that clamps none is a parent of its own', () => {
    const m = modelOf(altered(drawing('vae'), { without: 'd.x>x.data' }));
    expect([...m.parents('z', 'q')]).toEqual(['d.x']);
    expect(m.unseen()).toEqual(['x']);
  });
  test('parents come before children, and ancestors are followed by side', () => {
    const m = modelOf(drawing('hierarchical-vae'));
    expect(m.order()).toEqual(['z2', 'z', 'x']);
    expect([...m.ancestors('x')].sort()).toEqual(['z', 'z2']);
    expect([...m.ancestors('z2', 'q')].sort()).toEqual(['x', 'z']);
    expect(m.descendants('z2')).toEqual(['z', 'x']);
  });
  test('an autoencoder is its own ancestor', () => {
    const m = modelOf(drawing('dataset-into-decoder'));
    expect([m.cyclic('x'), modelOf(drawing('vae')).cyclic('x')]).toEqual([true, false]);
  });
  test('what the user must give', () => {
    expect(modelOf(drawing('conditional-vae')).given(['x'])).toEqual(['y']);
    expect(modelOf(drawing('two-class-bayes')).given(['x', 'y'])).toEqual([]);
  });
  test('muted nodes are not there, nor are the wires that end at them', () => {
    const m = modelOf(drawing('muted-decoder'));
    expect([m.has('dec'), m.wired('x', 'p'), m.wired('x', 'data')]).toEqual([false, false, true]);
  });
});
describe('names as mathematics', () => {
  test.each([
    ['z', 'z'],
    ['z12', 'z_{12}'],
    ['latent', String.raw`\text{latent}`],
    ['my_z', String.raw`\text{my\_z}`],
    ['d.x', String.raw`\text{d.x}`],
  ])('%s is %s', (name, want) => expect(symbol(name)).toBe(want));
  test('a factor has its parents behind the bar', () => {
    expect(factor(modelOf(drawing('conditional-vae')), 'x')).toBe(String.raw`p(x\mid z,y)`);
    expect(factor(modelOf(drawing('conditional-vae')), 'z', 'q')).toBe(String.raw`q(z\mid x,y)`);
    expect(factor(modelOf(drawing('conditional-vae')), 'z')).toBe('p(z)');
  });
});
describe('a canvas', () => {
  test('without a model says so, and has no programs', () => {
    const c = compile(emptyGraph(), environmentOf({ columns: {} }));
    expect(c.diagnostics.map((x) => x.code)).toEqual(['no-model']);
    expect([c.learn, c.sample, c.score, c.infer].map((t) => t.grade.fidelity)).toEqual(Array(4).fill('impossible'));
  });
  test('puts the model that can be trained first, wherever it stands', () => {
    const d = drawing('vae');
    const first = {
      ...d,
      nodes: { p0: ['Prior', { size: 1 }] as const, z0: ['Latent'] as const, ...d.nodes },
      wires: `p0.out>z0.p ${d.wires}`,
    };
    expect(compiled(first).models.map((m) => m.includes('opt'))).toEqual([true, false]);
  });
  test('compiles one model though another is broken', () => {
    const d = drawing('vae');
    const broken = {
      ...d,
      nodes: { ...d.nodes, p0: ['Prior', { size: 1 }] as const, o0: ['Observed'] as const },
      wires: `${d.wires} p0.out>o0.data`,
    };
    const c = compiled(broken);
    expect(c.diagnostics.filter((x) => x.severity === 'error').map((x) => [x.code, x.node])).toEqual([['wire-kind', 'o0']]);
    expect(c.sample.grade.fidelity).toBe('exact');
    expect(compiled(broken, { model: 1 }).sample.grade.fidelity).toBe('impossible');
  });
  test('compiles the same programs with the same draws whatever else stands on it', () => {
    const d = drawing('vae');
    const crowded = altered(d, { nodes: { note: ['Note'], p0: ['Prior', { size: 1 }], z0: ['Latent'] }, wires: 'p0.out>z0.p' });
    const text = (x: Drawn): string => JSON.stringify(compiled(x).sample.program!.outputs.x);
    expect(text(crowded)).toBe(text(d));
  });
});
