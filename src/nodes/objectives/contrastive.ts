/** Contrastive: two readings of one example are to be more alike than readings of different examples. */
import { grade } from '../../distributions/grade.ts';
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';
import { defineNode } from '../define.ts';
import { applied, term } from '../notation/formula.ts';

/** Similarities are scaled up at most so much (Radford et al., 2021, section 2.5). */
const MOST_SCALE = Math.log(100);
const FIRST_SCALE = Math.log(1 / 0.07);

/** A vector of length 1. @param x any event @returns its numbers in a row */
function direction(b: Builder, x: Val): Val {
  const flat = b.flat(x);
  return b.mul(flat, b.rsqrt(b.add(b.reshape(b.sumEvent(b.square(flat)), [1]), 1e-12)));
}

export default defineNode({
  kind: 'Contrastive',
  version: 1,
  title: 'Contrastive',
  summary: 'Brings two readings of one example together and those of different examples apart: CLIP, InfoNCE.',
  words: 'loss infonce clip',
  category: 'objective',
  inputs: {
    a: { kind: 'value', arity: 'one', meaning: 'one reading of each example, such as features of its picture' },
    b: { kind: 'value', arity: 'one', meaning: 'the other, of as many numbers, such as features of its caption' },
  },
  outputs: { out: { kind: 'objective', meaning: 'mean cross-entropy of finding the partner in the batch, both ways, in nats' } },
  params: {},
  math: {
    latex:
      '\\mathcal L = -\\tfrac12\\,\\mathbb E_i\\Big[\\log\\frac{e^{s_{ii}/\\tau}}{\\sum_j e^{s_{ij}/\\tau}} + \\log\\frac{e^{s_{ii}/\\tau}}{\\sum_j e^{s_{ji}/\\tau}}\\Big],\\qquad s_{ij} = \\frac{a_i\\cdot b_j}{\\|a_i\\|\\,\\|b_j\\|}',
    text: 'The temperature τ is learnt, and no less than 1/100. The log of the batch size less this loss bounds the mutual information of the two readings from below. It defines no density of the data.',
  },
  references: [
    { text: 'van den Oord et al., 2018, Contrastive predictive coding (InfoNCE)', url: 'https://arxiv.org/abs/1807.03748' },
    { text: 'Radford et al., 2021, CLIP', url: 'https://arxiv.org/abs/2103.00020' },
  ],
  losses: (c) => {
    const { b } = c;
    const [left, right] = [direction(b, c.read('a')), direction(b, c.read('b'))];
    if (left.event[0] !== right.event[0])
      c.refuse(`it compares readings of ${left.event[0]} and of ${right.event[0]} numbers`, 'give both networks results of one size');
    const others = `${c.id}.others`;
    const scale = b.exp(b.minimum(b.param(`${c.id}.logScale`, [], { kind: 'constant', value: FIRST_SCALE }), MOST_SCALE));
    const all = b.mul(scale, b.contract(left, b.rename(right, 'B', others), 'i,i->'));
    const own = b.mul(scale, b.contract(left, right, 'i,i->'));
    const found = (logits: Val, among: string): Val => b.mean(b.lse(logits, among));
    const both = b.mul(0.5, b.add(found(all, others), found(all, 'B')));
    return [
      {
        name: 'Contrastive',
        value: b.sub(both, b.mean(own)),
        grade: grade('estimate', c.id, 'pairs are told apart: no likelihood of the data'),
        written: (s) => {
          const r = s.reading(c.id);
          const [left, right] = [
            { port: 'a', symbol: applied(`a${r.weights('a')}`, r.args('a')) },
            { port: 'b', symbol: applied(`b${r.weights('b')}`, r.args('b')) },
          ] as const;
          const softmax = (index: string) => ({
            over: [term('e^{s_{ii}/\\tau}', [c.id])],
            under: [term(`\\sum_j e^{${index}/\\tau}`, [c.id])],
          });
          return {
            draws: [],
            formula: [
              term('-\\tfrac12\\,\\mathbb{E}_i'),
              term('\\Big['),
              term('\\log'),
              softmax('s_{ij}'),
              term('+'),
              term('\\log'),
              softmax('s_{ji}'),
              term('\\Big]'),
            ],
            where: [
              {
                formula: [
                  term('s_{ij}', [c.id]),
                  term('='),
                  term('\\cos('),
                  term(`a_i`, r.nodes('a')),
                  term(','),
                  term('b_j', r.nodes('b')),
                  term(')'),
                ],
              },
              {
                formula: [
                  term('a', r.nodes('a')),
                  term('='),
                  term(left.symbol, r.nodes('a')),
                  term(',\\quad'),
                  term('b', r.nodes('b')),
                  term('='),
                  term(right.symbol, r.nodes('b')),
                ],
              },
            ],
          };
        },
        monitors: { matched: b.mean(b.sub(1, b.greater(b.max(all, [], [others]), b.add(own, 1e-4)))) },
      },
    ];
  },
});
