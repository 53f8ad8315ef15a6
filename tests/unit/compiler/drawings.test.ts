import { describe, expect, test } from 'vitest';
import { hasErrors } from '../../../src/graph/diagnostics.ts';
import { verify } from '../../../src/ir/verify.ts';
import { DRAWINGS, drawing } from '../../drawings/all.ts';
import { compiled } from '../../drawings/notation.ts';
import { report, showGrade } from '../../drawings/report.ts';
import { AUTOENCODERS } from './expected/autoencoder.ts';
import { CONTRASTIVES } from './expected/contrastive.ts';
import { CODES } from './expected/codes.ts';
import { ENERGIES } from './expected/energy.ts';
import { AUTOREGRESSIVE } from './expected/autoregressive.ts';
import { DIFFUSIONS } from './expected/diffusion.ts';
import { FLOWS } from './expected/flow.ts';
import { GAMES } from './expected/games.ts';
import { LIKELIHOODS } from './expected/likelihood.ts';
import { REFUSED } from './expected/refused.ts';
import { VAES } from './expected/vae.ts';

const EXPECTED = {
  ...VAES,
  ...LIKELIHOODS,
  ...FLOWS,
  ...GAMES,
  ...AUTOENCODERS,
  ...AUTOREGRESSIVE,
  ...CODES,
  ...CONTRASTIVES,
  ...ENERGIES,
  ...DIFFUSIONS,
  ...REFUSED,
};

test('every drawing has its expectation, and no expectation is left without a drawing', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual(DRAWINGS.map((d) => d.name).sort());
});

describe.each(DRAWINGS.map((d) => [d.name, d] as const))('%s', (name, d) => {
  const c = compiled(d);
  const starts = c.learn.players.flatMap((p) => p.start ?? []);
  const programs = [...starts, ...[...c.learn.players, c.sample, c.score, c.infer, c.reconstruct].flatMap((p) => p.program ?? [])];

  test('factorisation, grades, trained sets and diagnostics', () => {
    expect(report(c)).toEqual(EXPECTED[name]);
  });
  test('programs are legal', () => {
    expect(programs.flatMap((p) => verify(p).map((w) => `${p.name}: ${w}`))).toEqual([]);
  });
  test('reasons and diagnostics name nodes of the drawing', () => {
    const grades = [
      c.learn.grade,
      c.sample.grade,
      c.score.grade,
      c.infer.grade,
      ...c.learn.players.flatMap((p) => p.losses.map((l) => l.grade)),
    ];
    const named = [...grades.flatMap((g) => g.why), ...c.diagnostics].map((r) => r.node).filter((n) => n);
    expect(named.filter((n) => !(n! in d.nodes))).toEqual([]);
  });
  test('words keep the names of nodes and of probabilities as they are', () => {
    const lowered = (w: string): string => w.charAt(0).toLowerCase() + w.slice(1);
    for (const x of c.diagnostics)
      for (const text of [x.what, x.why, x.mend]) {
        const [first = ''] = text.split(/[ .]/);
        if (!(first in d.nodes)) expect(d.nodes, text).not.toHaveProperty([lowered(first)]);
        expect(text).not.toMatch(/^(Log )?[PQ]\(|^Log /);
      }
  });
  test('a task is impossible exactly where it has no program', () => {
    for (const t of [c.sample, c.score, c.infer, c.reconstruct]) expect(t.program === undefined).toBe(t.grade.fidelity === 'impossible');
  });
  test('what cannot be learnt is an error, and what can is none', () => {
    const blocked = c.diagnostics.filter((x) => x.code !== 'nothing-to-train' && x.code !== 'two-trainers');
    expect(hasErrors(blocked)).toBe(c.learn.grade.fidelity === 'impossible');
  });
  test('each trained parameter is in one vector, and every parameter in exactly one', () => {
    const entries = c.vectors.flatMap((v) => v.entries.map((e) => e.param));
    expect([...entries].sort()).toEqual(c.params.map((p) => p.name).sort());
    expect(new Set(entries).size).toBe(entries.length);
  });
});

describe('two models on one canvas', () => {
  const d = drawing('two-models-one-dataset');
  test('are compiled one at a time, and share the Dataset', () => {
    const second = compiled(d, { model: 1 });
    expect(second.models.map((m) => m.includes('d'))).toEqual([true, true]);
    expect(report(second)).toEqual({
      ...LIKELIHOODS['gaussian-fit'],
      p: 'p(x_{2})',
      infer: 'impossible: x2 has no latent behind it',
      trains: ['opt2: p2'],
    });
  });
  test('the half of a broken autoencoder that has no optimiser can still infer', () => {
    const half = compiled(drawing('dataset-into-decoder'), { model: 1 });
    expect(report(half)).toEqual({
      p: 'p(z)',
      q: 'q(z|d.x)'.replace('d.x', String.raw`\text{d.x}`),
      learn: 'impossible: there is no Optimiser',
      sample: 'impossible: no variable has a p: the drawing generates nothing',
      score: 'impossible: no variable has a p: there is no density',
      infer: 'estimate: z comes from its learnt q',
      trains: [],
      diagnostics: ['no-optimiser'],
    });
  });
});

describe('grades of single objectives', () => {
  test('beta below 1 is no bound, above 1 it still is', () => {
    const at = (beta: number): string => {
      const d = drawing('vae');
      return showGrade(compiled({ ...d, nodes: { ...d.nodes, elbo: ['ELBO', { beta }] } }).learn.grade);
    };
    expect(at(0.5)).toBe('estimate: z is weighed with one draw from its q; beta 0.5 below 1 is no bound');
    expect(at(4)).toBe('lower: z is weighed with one draw from its q');
  });
});
