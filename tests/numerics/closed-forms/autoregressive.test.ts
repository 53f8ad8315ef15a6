/** Whole autoregressive models: their probabilities sum to one over everything there is, draws come as often as they say, and keeping a memory changes no draw. */
import { describe, expect, test } from 'vitest';
import { autoregressive } from '../../../src/distributions/autoregressive.ts';
import { type Choice, AS_IT_IS, choose } from '../../../src/distributions/choice.ts';
import { categoricalLaw } from '../../../src/distributions/laws.ts';
import { type Space, numel, tokens } from '../../../src/graph/space.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { networkOf } from '../../conformance/network-of.ts';
import { drawing } from '../../drawings/all.ts';
import { type Drawn, compiled } from '../../drawings/notation.ts';
import { interpret } from '../../oracle/interpreter.ts';
import { draws } from '../../oracle/numbers.ts';
import { normals, runTask, vectorsOf } from './run.ts';

const sum = (xs: Iterable<number>): number => [...xs].reduce((a, x) => a + x, 0);
const sizeOf = ({ values }: Space): number => ('k' in values ? values.k : 2);
/** Every value there is, numbers as columns hold them; the last position runs fastest. */
function everything(space: Space): number[][] {
  const [n, k] = [numel(space.shape), sizeOf(space)];
  return Array.from({ length: k ** n }, (_, e) => Array.from({ length: n }, (__, i) => Math.floor(e / k ** (n - 1 - i)) % k));
}
/** Weights large enough that one position matters to another. */
const strong = (d: Drawn) => {
  const c = compiled(d);
  return { c, params: Object.fromEntries(c.params.map((s) => [s.name, normals(`strong ${s.name}`, numel(s.event)).map((v) => 0.7 * v)])) };
};
const legal = (x: readonly number[], end: number): boolean => !x.includes(end) || x.slice(x.indexOf(end)).every((v) => v === end);
/** Counts of draws by value. A draw of tokens is one-hot. */
function tally(space: Space, data: Float64Array, n: number): Map<string, number> {
  const width = data.length / n;
  const k = space.values.kind === 'tokens' ? space.values.k : 1;
  const counts = new Map<string, number>();
  for (let e = 0; e < n; e++) {
    const row = [...data.subarray(e * width, (e + 1) * width)];
    const x = k === 1 ? row : Array.from({ length: width / k }, (_, i) => row.slice(i * k, (i + 1) * k).indexOf(1));
    counts.set(x.join(), (counts.get(x.join()) ?? 0) + 1);
  }
  return counts;
}

const FINITE = ['ar-categorical', 'ar-binary', 'ar-levels', 'gpt', 'lstm', 'pixelcnn-in-colour', 'ar-variable-length'] as const;
describe.each(FINITE)('%s', (name) => {
  const d = drawing(name);
  const space = d.columns['x']!;
  const { c, params } = strong(d);
  const all = everything(space).filter((x) => name !== 'ar-variable-length' || legal(x, 2));
  const p = runTask(c, c.score, { batch: all.length, params, inputs: { 'd.x': all.flat() } }).logp!.data.map(Math.exp);

  test('the probabilities of everything there is sum to one, and are not all the same', () => {
    expect(sum(p)).toBeCloseTo(1, 10);
    expect(Math.max(...p)).toBeGreaterThan(4 * Math.min(...p));
  });
  test('draws come as often as their probabilities say', () => {
    const n = name.startsWith('ar-') ? 3000 : 400;
    const counts = tally(space, runTask(c, c.sample, { batch: n, params }).x!.data, n);
    const values = new Set(all.map((x) => x.join()));
    expect([...counts.keys()].filter((x) => !values.has(x))).toEqual([]);
    // the likely ones one by one, the rest together
    const likely = all.flatMap((x, i) => (p[i]! > 0.004 ? [[counts.get(x.join()) ?? 0, p[i]!] as const] : []));
    const rest = [n - sum(likely.map(([count]) => count)), 1 - sum(likely.map(([, q]) => q))] as const;
    for (const [count, q] of [...likely, rest]) expect(Math.abs(count / n - q)).toBeLessThan(4.5 * Math.sqrt((q * (1 - q)) / n) + 1 / n);
  });
});

test('what stands behind the end of a sequence does not change its probability', () => {
  const { c, params } = strong(drawing('ar-variable-length'));
  const rows = [
    [1, 2, 2, 2],
    [1, 2, 0, 1],
    [1, 0, 2, 2],
  ];
  const [padded, odd, longer] = runTask(c, c.score, { batch: 3, params, inputs: { 'd.x': rows.flat() } }).logp!.data;
  expect(odd).toBe(padded);
  expect(longer).not.toBe(padded);
});

describe.each(['GPT', 'LSTM'] as const)('a draw with the memory of %s', (kind) => {
  test('is the draw that reading everything anew gives, from the same noise', () => {
    const space = { ...tokens(4, 6) };
    const drawn = (remembers: boolean): readonly number[] => {
      const b = new Builder('memory');
      const settings = kind === 'GPT' ? { layers: 2, size: 8, heads: 2, tied: false } : { layers: 2, size: 5 };
      const network = networkOf(kind, settings, b);
      const condition = [b.input('c', [2])];
      const { steps } = network;
      const d = autoregressive('ar', space, {
        law: categoricalLaw(4),
        positions: [6],
        width: 4,
        plates: ['B'],
        read: (_, x) => x,
        apply: (bb, x) => network.apply(bb, { x: [x], condition }, [6, 4]),
        steps: remembers && steps ? (bb, plates) => steps(bb, { positions: [6], width: 4, numbers: 4, condition }, plates) : undefined,
      });
      const program = b.program({ x: d.sample(b, ['B']).datum.val });
      const vectors = Object.fromEntries([...b.params].map(([name, s]) => [name, normals(name, numel(s.event))]));
      const inputs = { c: normals('condition', 40) };
      return [...interpret(program, { batch: 20, vectors, inputs, random: draws(9, 0) }).x!.data];
    };
    const anew = drawn(false);
    expect(drawn(true)).toEqual(anew);
    expect(new Set(tally(space, Float64Array.from(anew), 20).keys()).size).toBeGreaterThan(10);
  });
});

describe('a choice', () => {
  const logits = [1.2, 0.3, -0.5, 0.9, -2];
  const n = 4000;
  const shares = (c: Partial<Choice>): number[] => {
    const b = new Builder('choice');
    const hot = choose(b, ['B'], b.constant(logits, [5]), { ...AS_IT_IS, ...c });
    const { data } = interpret(b.program({ hot: b.expand(hot, ['B'], []) }), { batch: n, random: draws(3, 0) }).hot!;
    return logits.map((_, k) => sum(Array.from({ length: n }, (__, e) => data[5 * e + k]!)) / n);
  };
  const softmax = (l: readonly number[]): number[] => l.map((v) => Math.exp(v) / sum(l.map(Math.exp)));
  const among = (kept: readonly number[], temperature = 1): number[] =>
    softmax(logits.map((l, i) => (kept.includes(i) ? l / temperature : -1e9)));
  const everyone = [0, 1, 2, 3, 4];
  test.each<[string, Partial<Choice>, number[]]>([
    ['as it is', {}, among(everyone)],
    ['at half the temperature', { temperature: 0.5 }, among(everyone, 0.5)],
    ['among the two likeliest', { topK: 2 }, among([0, 3])],
    ['among more than there are', { topK: 9 }, among(everyone)],
    // 0.42 and 0.31 together pass 0.7 and do not pass 0.75
    ['among the likeliest up to 0.7', { topP: 0.7 }, among([0, 3])],
    ['among the likeliest up to 0.75', { topP: 0.75 }, among([0, 3, 1])],
    ['among the likeliest up to 0.01: one is left', { topP: 0.01 }, among([0])],
    ['of the two likeliest, at half the temperature', { topK: 2, temperature: 0.5 }, among([0, 3], 0.5)],
    ['always the likeliest', { greedy: true }, [1, 0, 0, 0, 0]],
  ])('%s', (_, c, want) => {
    expect(among([0, 3])[0]! + among([0, 3])[3]!).toBeCloseTo(1, 10);
    shares(c).forEach((s, i) => expect(Math.abs(s - want[i]!)).toBeLessThan(4.5 * Math.sqrt((want[i]! * (1 - want[i]!)) / n) + 1e-9));
  });
});

test('the prior over codes learns with the encoder: its likelihood passes a gradient to the codes it reads', () => {
  const c = compiled(drawing('vae-ar-prior-over-gumbel-codes'));
  const [player] = c.learn.players;
  const moved = new Set(player!.trained.map((t) => t.split('.')[0]));
  expect([...moved].sort()).toEqual(['dec', 'enc', 'prior']);
  expect(Object.keys(vectorsOf(c))).not.toEqual([]);
});
