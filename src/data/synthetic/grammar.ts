/** Words of an invented language, from a Markov chain of order 2: each letter depends on the two before it. */
import { orderTwo } from './order-two.ts';

const LETTERS = [' ', 'a', 'e', 'i', 'o', 'u', 'k', 'l', 'm', 'n', 'r', 's', 't'];
const isSpace = (c: number): boolean => c === 0;
const isVowel = (c: number): boolean => c >= 1 && c <= 5;
const isConsonant = (c: number): boolean => c >= 6;
/** Front vowels e and i, back vowels o and u; a goes with either. */
const harmony = (a: number, b: number): number => (a === b ? 2 : a === 1 || b === 1 ? 1 : a < 4 === b < 4 ? 1.5 : 0.1);
const LIQUIDS = [LETTERS.indexOf('l'), LETTERS.indexOf('r')];
const CODA = [LETTERS.indexOf('n'), LETTERS.indexOf('s'), LETTERS.indexOf('r')];

/** How readily c follows a, b; zero where the language forbids it. */
function weight(a: number, b: number, c: number): number {
  // Some letters are rarer than others, whatever comes before.
  const common = 1 + 0.6 * Math.cos(2.4 * c);
  if (isSpace(b)) return isSpace(c) ? 0 : isVowel(c) ? 0.4 * common : common;
  if (isVowel(b)) {
    if (isSpace(c)) return isConsonant(a) ? 2 : 0.5;
    if (isVowel(c)) return isVowel(a) || c === b ? 0 : 0.15 * harmony(b, c);
    return common;
  }
  // After a consonant: a vowel in harmony with the one before; k, s or t may take a liquid; few words end in a consonant.
  if (isVowel(c)) return (isVowel(a) ? harmony(a, c) : 1) * common;
  if (isSpace(c)) return isVowel(a) && CODA.includes(b) ? 2.5 : 0;
  return !isConsonant(a) && !LIQUIDS.includes(b) && LIQUIDS.includes(c) ? 0.5 : 0;
}

/** x: tokens of 13, shape [64]. */
export const grammar = orderTwo({
  name: 'grammar',
  title: 'Invented language',
  summary: 'Pronounceable words from a known grammar: the least loss per letter is known.',
  symbols: LETTERS,
  weight,
});
