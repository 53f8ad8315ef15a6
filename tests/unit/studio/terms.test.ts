import { describe, expect, test } from 'vitest';
import { csvOf } from '../../../src/studio/run/csv.ts';
import { seriesOf } from '../../../src/studio/run/series.ts';
import { termsOf, unitsOf } from '../../../src/studio/run/terms.ts';
import { drawing } from '../../drawings/all.ts';
import { compiled } from '../../drawings/notation.ts';

/** One point with a value for everything a drawing's players tell. */
function told(name: string) {
  const { players } = compiled(drawing(name)).learn;
  const names = players.flatMap((p) => p.report);
  const points = [1, 2].map((step) => ({ step, values: Object.fromEntries(names.map((n, i) => [n, step + i])) }));
  return { players, points, terms: termsOf(players, seriesOf(points)) };
}

describe('terms of a chart', () => {
  test('the loss first, its parts in its unit, one term for all dimensions of a latent, then the optimiser’s', () => {
    const { terms } = told('vae');
    expect(terms.map((t) => [t.label, t.unit, t.lines.length, t.first])).toEqual([
      ['elbo', 'nats per example', 1, true],
      ['reconstruction', 'nats per example', 1, true],
      ['kl z', 'nats per example', 1, true],
      ['kl z by dimension', 'nats per example', 2, false],
      ['gradient', 'gradient norm', 1, true],
      ['rate', 'learning rate', 1, true],
    ]);
    expect(unitsOf(terms)).toEqual(['nats per example', 'gradient norm', 'learning rate']);
  });
  test('a squared error is not called nats', () => {
    expect(told('ddpm').terms[0]).toMatchObject({ unit: 'mean squared error' });
  });
  test('players of a game are told apart, and the critic’s scores are no loss', () => {
    const { terms } = told('gan');
    expect(terms.filter((t) => t.unit === 'of the game').map((t) => t.label)).toEqual(['adv critic', 'adv generator', 'adv penalty']);
    expect(terms.filter((t) => t.unit === 'critic’s score')).toHaveLength(2);
  });
  test('every number that was told is in exactly one term, also when the drawing has changed since', () => {
    for (const name of ['vae', 'gan', 'ddpm', 'ebm-persistent']) {
      const { players, points, terms } = told(name);
      const names = players.flatMap((p) => p.report).toSorted();
      expect(new Set(terms.map((t) => t.name)).size).toBe(terms.length);
      expect(terms.flatMap((t) => t.lines.map((s) => s.name)).toSorted()).toEqual(names);
      expect(
        termsOf([], seriesOf(points))
          .flatMap((t) => t.lines.map((s) => s.name))
          .toSorted(),
      ).toEqual(names);
    }
  });
});

test('CSV has a row for each step, and leaves empty what a step does not tell', () => {
  const text = csvOf([
    { step: 1, values: { 'loss.a': 0.5 } },
    { step: 3, values: { 'loss.a': -1e-7, 'odd, "name"': 2 } },
  ]);
  expect(text).toBe('step,loss.a,"odd, ""name"""\r\n1,0.5,\r\n3,-1e-7,2\r\n');
});
