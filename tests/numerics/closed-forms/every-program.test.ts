import { describe, expect, test } from 'vitest';
import type { Space } from '../../../src/graph/space.ts';
import { topological } from '../../../src/ir/dependencies.ts';
import { DRAWINGS } from '../../drawings/all.ts';
import { compiled, withSmallNetworks } from '../../drawings/notation.ts';
import { inputsOf } from './inputs.ts';
import { rows } from './formulas.ts';
import { along, runPlayer, runTask } from './run.ts';

const BATCH = 4;
const runnable = DRAWINGS.map((d) => [d.name, withSmallNetworks(d)] as const).filter(([, d]) => compiled(d).sample.program);

/** Is each example one of the values its Space allows? */
function allowed(space: Space, data: readonly number[]): boolean {
  const { values } = space;
  switch (values.kind) {
    case 'real':
    case 'unit':
      return data.every(Number.isFinite);
    case 'binary':
      return data.every((v) => v === 0 || v === 1);
    case 'levels':
      return data.every((v) => Number.isInteger(v) && v >= 0 && v < values.k);
    case 'tokens':
      return rows(data, values.k).every((r) => r.filter((v) => v === 1).length === 1 && r.every((v) => v === 0 || v === 1));
  }
}

describe.each(runnable)('%s', (_, d) => {
  const c = compiled(d, { samples: 3 });
  test('learns with finite losses and weights', () => {
    for (const p of c.learn.players) {
      const { report, next } = runPlayer(c, p, { batch: BATCH, inputs: inputsOf(c, p.program, BATCH) });
      expect(Object.entries(report).filter(([, v]) => !Number.isFinite(v))).toEqual([]);
      expect(Object.entries(next).filter(([, v]) => ![...v].every(Number.isFinite))).toEqual([]);
    }
  });
  test('samples values of the spaces it inferred', () => {
    const out = runTask(c, c.sample, { batch: BATCH, inputs: inputsOf(c, c.sample.program!, BATCH) });
    for (const [name, value] of Object.entries(out)) {
      const [node = '', part] = name.split('.');
      const space = c.spaces.get(`${node}.x`) ?? c.spaces.get(`${node}.z`) ?? c.spaces.get(`${node}.out`);
      expect(value.plates).toEqual(['B']);
      const data = along(value, 'B');
      expect(part === 'mean' ? data.every(Number.isFinite) : allowed(space!, data), `${name}: ${data.join(' ')}`).toBe(true);
    }
  });
  test('scores, infers and reconstructs finite numbers', () => {
    for (const t of [c.score, c.infer, c.reconstruct]) {
      if (!t.program) continue;
      const out = runTask(c, t, { batch: BATCH, inputs: inputsOf(c, t.program, BATCH) });
      for (const [name, value] of Object.entries(out)) expect([...value.data].every(Number.isFinite), name).toBe(true);
    }
  });
  test('no more than probability one is given to discrete data', () => {
    if (!c.score.program) return expect(c.score.grade.fidelity).toBe('impossible');
    const discrete = Object.values(d.columns).every((s) => s.values.kind !== 'real' && s.values.kind !== 'unit');
    const logp = along(runTask(c, c.score, { batch: BATCH, inputs: inputsOf(c, c.score.program, BATCH) }).logp!, 'B');
    return expect(discrete && logp.some((l) => l > 0)).toBe(false);
  });
  test('draws from a stream of its own for each random value, named after its program', () => {
    const names = [...c.learn.players, c.sample, c.score, c.infer].flatMap((t) => {
      if (!t.program) return [];
      const streams = topological(Object.values(t.program.outputs)).flatMap((v) => (v.op === 'random' ? [v.at.name!] : []));
      expect(streams.filter((s) => !s.startsWith(`${t.program!.name}/`))).toEqual([]);
      return streams;
    });
    expect(names.filter((n, i) => names.indexOf(n) !== i)).toEqual([]);
  });
});
