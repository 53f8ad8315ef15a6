import { expect, test } from 'vitest';
import { print } from '../../../src/ir/print.ts';
import { drawing } from '../../drawings/all.ts';
import { compiled } from '../../drawings/notation.ts';

/** The text of a program is its golden form: a change of it is a change of what runs, and is to be read before it is accepted. */
test.each(['vae', 'iwae', 'gmm-latent', 'two-class-bayes', 'factor-analysis', 'realnvp', 'maf', 'rbm'])('%s', async (name) => {
  const c = compiled(drawing(name));
  const programs = [...c.learn.players, c.sample, c.score, c.infer].map((t) => t.program);
  expect(programs.every((p) => p !== undefined)).toBe(true);
  await expect(programs.map((p) => print(p!)).join('\n')).toMatchFileSnapshot(`./${name}.txt`);
});
