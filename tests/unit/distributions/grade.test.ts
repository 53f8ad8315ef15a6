import { describe, expect, test } from 'vitest';
import { EXACT, type Fidelity, all, grade, minus } from '../../../src/distributions/grade.ts';

const of = (f: Fidelity): ReturnType<typeof grade> => grade(f, 'n', f);
const FIDELITIES = ['exact', 'lower', 'upper', 'estimate', 'impossible'] as const;

describe('the grade of a sum of log terms', () => {
  test('is exact when nothing is added, or exact things are', () => {
    expect(all()).toEqual(EXACT);
    expect(all(EXACT, of('exact')).fidelity).toBe('exact');
  });
  test.each([
    ['exact', 'lower', 'lower'],
    ['exact', 'upper', 'upper'],
    ['lower', 'lower', 'lower'],
    ['lower', 'upper', 'estimate'],
    ['upper', 'estimate', 'estimate'],
    ['estimate', 'impossible', 'impossible'],
    ['lower', 'impossible', 'impossible'],
  ] as const)('%s and %s make %s, in either order', (a, b, want) => {
    expect(all(of(a), of(b)).fidelity).toBe(want);
    expect(all(of(b), of(a)).fidelity).toBe(want);
  });
  test('costs as much as its dearest term', () => {
    const dear = grade('exact', 'n', 'steps', 'iterative');
    expect(all(of('lower'), dear, grade('exact', 'n', 'turns', 'sequential')).cost).toBe('iterative');
    expect(all(dear, grade('exact', 'n', 'chains', 'mcmc')).cost).toBe('mcmc');
  });
  test('keeps every reason, each once', () => {
    expect(all(of('lower'), of('exact'), of('lower')).why).toEqual([
      { node: 'n', text: 'lower' },
      { node: 'n', text: 'exact' },
    ]);
  });
});
test('what is subtracted turns a bound round, and leaves the rest', () => {
  expect(FIDELITIES.map((f) => minus(of(f)).fidelity)).toEqual(['exact', 'upper', 'lower', 'estimate', 'impossible']);
  expect(FIDELITIES.map((f) => minus(minus(of(f))))).toEqual(FIDELITIES.map(of));
});
