import { expect, test } from 'vitest';
import { flat, objectives } from '../../../src/cli/run-folder.ts';

const game = { 'loss.adv.critic': 1.4, 'adv.score.data': 0.1, 'loss.adv.generator': 0.7 };

test('objectives are told from what is watched beside them, also where one objective has several losses', () => {
  expect(objectives({ 'loss.elbo': 3, 'elbo.kl.z': 1 })).toEqual([['elbo', 3]]);
  expect(objectives(game)).toEqual([
    ['adv.critic', 1.4],
    ['adv.generator', 0.7],
  ]);
});
test('a line of the metrics has the losses by the names of their objectives', () => {
  expect(flat({ step: 2, values: game })).toEqual({ step: 2, 'adv.critic': 1.4, 'adv.score.data': 0.1, 'adv.generator': 0.7 });
});
