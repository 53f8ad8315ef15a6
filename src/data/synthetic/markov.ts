/** Text without any regularity but its order: what follows two symbols is a row of chance numbers. */
import { stream } from '../random.ts';
import { orderTwo } from './order-two.ts';
import { lazy } from './truth.ts';

const SYMBOLS = [...'abcdefghijklmnop'];
const K = SYMBOLS.length;
/** Cubes of even numbers: a few symbols are likely after each pair, and none is ruled out. */
const weights = lazy(() =>
  stream(0, 'data/markov/table', 0)
    .uniform(K ** 3)
    .map((u) => u ** 3 + 0.002),
);

/** x: tokens of 16, shape [64]. */
export const markov = orderTwo({
  name: 'markov',
  title: 'Markov text',
  summary: 'Sixteen symbols, each drawn by the two before it from a table of chance numbers; its entropy is known.',
  symbols: SYMBOLS,
  weight: (a, b, c) => weights()[(a * K + b) * K + c]!,
});
