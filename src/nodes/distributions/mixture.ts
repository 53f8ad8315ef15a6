/** Mixture: a draw comes from one of several distributions, by their weights. */
import { ZEROS } from '../../ir/value.ts';
import { mixture } from '../../distributions/mixture.ts';
import { defineNode } from '../define.ts';
import { below, deeper, joined, line, term } from '../notation/formula.ts';
import { sumOver } from '../notation/families.ts';
import { type Law, type LawContext, explained } from '../notation/law.ts';

/** More parts than this are written as a sum. */
const MOST_WRITTEN = 5;
const named = (i: number): string => below('p', String(i + 1));

function lawOf(c: LawContext): Law {
  const parts = c.laws('parts', c.v);
  const weight = (i: number): string => below('\\pi', String(i + 1));
  const all = [...new Set([c.id, ...parts.flatMap((l) => l.nodes)])];
  return {
    nodes: all,
    formula:
      parts.length > MOST_WRITTEN
        ? [term(`${sumOver('c', parts.length)}\\pi_c`, [c.id]), term(`p_c(${c.v})`, all)]
        : joined(
            parts.map((l, i) => [term(weight(i), [c.id]), term(`${named(i)}(${c.v})`, l.nodes)]),
            '+',
          ),
    of: 'density',
    sign: '=',
    where: parts.flatMap((l, i) => explained(term(`${named(i)}(${c.v})`, l.nodes), l)),
    draw: [
      line('$c \\sim \\operatorname{Cat}(\\pi)$', [c.id]),
      ...parts.flatMap((l, i) => [line(`if $c = ${i + 1}$`, [c.id]), ...deeper(l.draw)]),
    ],
    inner: [{ symbol: 'c', nodes: [c.id] }],
  };
}

export default defineNode({
  kind: 'Mixture',
  version: 1,
  title: 'Mixture',
  summary: 'Any distributions, one of which is chosen for every draw: adds modes.',
  words: 'gmm components modes sum ensemble',
  category: 'distribution',
  shows: 'draws',
  inputs: { parts: { kind: 'distribution', arity: 'many', meaning: 'the distributions to choose among, over one space' } },
  outputs: { out: { kind: 'distribution', meaning: 'the mixture' } },
  params: {
    weights: {
      type: 'choice',
      label: 'Weights',
      meaning: 'how often each part is chosen',
      default: 'learnt',
      options: [
        { value: 'learnt', label: 'Learnt, equal at the start' },
        { value: 'equal', label: 'Equal' },
      ],
    },
  },
  math: {
    latex: 'p(x) = \\sum_c \\pi_c\\, p_c(x), \\qquad \\pi = \\operatorname{softmax}(w)',
    text: 'The density is a sum, so a part without a normaliser spoils it. A draw carries no gradient to the weights.',
  },
  references: [
    {
      text: 'Bishop, 2006, Pattern recognition and machine learning, section 9.2',
      url: 'https://www.microsoft.com/en-us/research/publication/pattern-recognition-machine-learning/',
    },
  ],
  law: (c) => lawOf(c),
  infer: (i) => i.same('parts', 'out'),
  build: (c, p) => ({
    out: () => {
      const { b, id } = c;
      const parts = c.distributions('parts');
      if (parts.length === 0) c.refuse('nothing is wired to its parts', 'wire two distributions or more to it');
      const plate = b.plate(`${id}.c`, parts.length);
      const start = p.weights === 'learnt' ? b.param(`${id}.logits`, [parts.length], ZEROS) : b.expand(b.of(0), [], [parts.length]);
      return mixture(id, c.space('out'), plate, b.toPlate(start, plate), {
        parts,
        logProb: (bb, x, use) =>
          bb.stack(
            parts.map((d) => bb.within({ node: d.node }, () => d.logProb(bb, x, use))),
            plate,
          ),
        // every part draws once; the mixture picks
        sample: (bb, plates) => {
          const others = plates.filter((q) => q !== plate);
          return bb.stack(
            parts.map((d) => bb.within({ node: d.node }, () => d.sample(bb, others).datum.val)),
            plate,
          );
        },
      });
    },
  }),
});
