/** ConditionDropout: now and then a condition is replaced by a learnt "nothing", so that a network learns to do without it (Ho & Salimans, 2022, algorithm 1). */
import { defineNode } from '../define.ts';
import { soft } from '../../distributions/distribution.ts';

export default defineNode({
  kind: 'ConditionDropout',
  version: 1,
  title: 'Condition dropout',
  summary: 'Replaces a condition by a learnt “nothing” in some examples, which guidance needs.',
  words: 'guidance classifier-free cfg',
  category: 'network',
  inputs: { x: { kind: 'value', arity: 'one', meaning: 'the condition' } },
  outputs: { out: { kind: 'value', meaning: 'the condition, or nothing' } },
  params: {
    rate: {
      type: 'number',
      label: 'Rate',
      meaning: 'share of examples that go without the condition while learning',
      default: 0.15,
      min: 0.001,
      max: 0.999,
    },
  },
  math: {
    latex: '\\tilde c = \\begin{cases} c & \\text{with probability } 1-r \\\\ \\varnothing & \\text{with probability } r\\end{cases}',
    text: 'Only while learning. Sampling keeps the condition; guidance asks the network once more with nothing in its place.',
  },
  references: [{ text: 'Ho & Salimans, 2022, Classifier-free diffusion guidance', url: 'https://arxiv.org/abs/2207.12598' }],
  infer: (i) => i.same('x', 'out'),
  build: (c, p) => ({
    out: () => {
      const { b } = c;
      const x = soft(c.value('x'));
      const nothing = b.param(`${c.id}.nothing`, x.event, { kind: 'normal', scale: 1 });
      switch (c.condition) {
        case 'keep':
          return { val: x };
        case 'nothing':
          return { val: b.expand(nothing, x.plates, x.event) };
        case 'random': {
          const dropped = b.reshape(
            b.greater(p.rate, b.random('uniform', x.plates, [])),
            x.event.map(() => 1),
          );
          return { val: b.where(dropped, nothing, x) };
        }
      }
    },
  }),
});
