/** What a wire carries, in words and rows. No React. */
import type { Statistics } from '../../data/statistics.ts';
import type { Space } from '../../graph/space.ts';
import type { WireKind } from '../../graph/vocabulary.ts';
import { figure, short } from '../facts.ts';
import type { Row } from './work-rows.ts';
import { spaceWords } from './space-words.ts';

const CARRIES: Readonly<Record<WireKind, string>> = {
  value: 'Values: a batch of examples.',
  distribution: 'A distribution: the other end may draw from it and ask how probable a value is.',
  network: 'A network: a function with weights, applied where it is used.',
  schedule: 'A noise schedule: how much of a value and how much noise there is at each time.',
  variable: 'A random variable as a whole: what generates it, what infers it, and its data.',
  objective: 'An objective: one number to make small, and what it trains.',
};
export const carries = (kind: WireKind): string => CARRIES[kind];

/** One sentence about the Space at a wire. */
export function exampleWords(kind: WireKind, space: Space | undefined): string | undefined {
  if (!space) return kind === 'value' || kind === 'distribution' ? 'Its Space is not known yet.' : undefined;
  return kind === 'distribution'
    ? `Each draw is ${spaceWords(space)}.`
    : kind === 'value'
      ? `Each example is ${spaceWords(space)}.`
      : undefined;
}
const SIDES: Readonly<Record<'data' | 'model', string>> = { data: 'as while learning', model: 'as the model draws it' };
/** Where figures come from: "512 examples of step 40, as while learning" */
export const sourceWords = (examples: number, step: number | undefined, side: 'data' | 'model'): string =>
  step === undefined ? `${examples} held-out examples of the data` : `${examples} examples at step ${step}, ${SIDES[side]}`;

/** @param symbols names of the tokens, where they have any */
export function statisticsRows(s: Statistics, space: Space, symbols?: readonly string[]): readonly Row[] {
  const rows: Row[] = [{ name: 'Numbers', value: short(s.count), meaning: 'All numbers of all examples' }];
  if (space.values.kind === 'tokens') rows.push(...tokenRows(s, space.values.k, symbols));
  else
    rows.push(
      { name: 'Mean', value: figure(s.mean), meaning: 'Mean of the finite numbers' },
      { name: 'Deviation', value: figure(s.deviation), meaning: 'Standard deviation of the finite numbers' },
      { name: 'Least', value: figure(s.min), meaning: 'The least finite number' },
      { name: 'Greatest', value: figure(s.max), meaning: 'The greatest finite number' },
    );
  const bad = s.count - s.finite;
  rows.push({
    name: 'Not finite',
    value: bad === 0 ? 'none' : `${bad} (${figure((100 * bad) / s.count, 2)} %)`,
    meaning: 'Numbers that are infinite or not a number: a sign that a computation overflowed',
  });
  return rows;
}
/** Tokens have no order: which come, and which most often. */
function tokenRows({ histogram, count }: Statistics, k: number, symbols: readonly string[] | undefined): readonly Row[] {
  const { counts } = histogram;
  // several tokens share a bin where there are very many
  if (counts.length !== k) return [];
  const most = counts.indexOf(Math.max(...counts));
  const none = count - counts.reduce((a, b) => a + b, 0);
  return [
    { name: 'Occurring', value: `${counts.filter((c) => c > 0).length} of ${k}`, meaning: 'Tokens that occur, of all there are' },
    {
      name: 'Most often',
      value: `${symbols?.[most] ?? most} (${figure((100 * counts[most]!) / Math.max(1, count), 2)} %)`,
      meaning: 'The most frequent token and its share',
    },
    ...(none > 0
      ? [
          {
            name: 'Dropped',
            value: `${figure((100 * none) / count, 2)} %`,
            meaning: 'Conditions that were left out, so that the model learns to do without',
          },
        ]
      : []),
  ];
}
