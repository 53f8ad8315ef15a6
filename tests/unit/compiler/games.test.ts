/** Words of what can be wrong with a game, and of what an implicit distribution cannot do. */
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/graph/diagnostic.ts';
import { topological } from '../../../src/ir/dependencies.ts';
import { drawing } from '../../drawings/all.ts';
import { type Drawn, altered, compiled } from '../../drawings/notation.ts';

const only = (d: Drawn): Diagnostic => {
  const { diagnostics } = compiled(d);
  expect(diagnostics).toHaveLength(1);
  return diagnostics[0]!;
};

describe('a critic nobody trains', () => {
  test('is named, with the output that is left to wire', () => {
    expect(only(drawing('gan-whose-critic-nobody-trains'))).toEqual({
      code: 'opponent-untrained',
      severity: 'warning',
      node: 'critic',
      what: 'Nothing trains the weights of critic that adv plays against.',
      why: 'adv is a game. Its loss leaves the opponent alone, and no Optimiser has the opponent’s own loss, so the game is against a random start.',
      mend: 'Wire adv.critic to an Optimiser.',
    });
  });
  test('is the objective itself where the critic’s network is its own', () => {
    const own = altered(drawing('gan-whose-critic-nobody-trains'), { without: 'critic.out>adv.discriminator' });
    const said = compiled(own).diagnostics.filter((d) => d.code === 'opponent-untrained');
    expect(said.map((d) => d.node)).toEqual(['adv']);
  });
});

describe('what has no density', () => {
  test('is refused to a likelihood, with what to use instead', () => {
    const d = only(drawing('generator-learnt-by-likelihood'));
    expect(d).toMatchObject({
      code: 'cannot-learn',
      node: 'gen',
      why: 'gen only defines a sampler: a network that is not invertible gives no density.',
    });
  });
  test('is a reason of the grade, and still has samples', () => {
    const c = compiled(drawing('gan'));
    expect(c.score.program).toBeUndefined();
    expect(c.score.grade.why).toEqual([
      { node: 'gen', text: 'gen only defines a sampler: a network that is not invertible gives no density' },
    ]);
    expect(c.sample.program).toBeDefined();
  });
  test('draws values of the unit interval where that is what it explains', () => {
    const ops = (name: string): readonly string[] => topological([compiled(drawing(name)).sample.program!.outputs['x']!]).map((v) => v.op);
    expect(ops('gan-of-unit-images')).toContain('sigmoid');
    expect(ops('bigan-of-unit-images')).toContain('sigmoid');
    for (const name of ['gan', 'bigan']) expect(ops(name)).not.toContain('sigmoid');
  });
});

test('both players of a game refuse for one reason, said once', () => {
  expect(only(drawing('game-over-conditions')).node).toBe('adv');
});
test('losses of a game are told apart in the report, with the critic’s scores beside them', () => {
  const [critic, generator] = compiled(drawing('gan')).learn.players;
  expect(critic!.report).toEqual(['loss.adv.critic', 'adv.score.data', 'adv.score.model', 'adv.penalty', 'optD.gradient', 'optD.rate']);
  expect(generator!.report).toEqual(['loss.adv.generator', 'optG.gradient', 'optG.rate']);
});
