import { describe, expect, test } from 'vitest';
import { below, hatted, latexOf, nodesIn, term } from '../../../src/nodes/notation/formula.ts';
import { plainLine, plainText } from '../../../src/nodes/notation/plain.ts';
import { ranges } from '../../../src/nodes/flows/notation.ts';

describe('symbols', () => {
  test.each([
    ['x', 't', 'x_{t}'],
    ['z_{1}', 't', 'z_{1,t}'],
    ['\\pi', '2', '\\pi_{2}'],
    ['\\text{latent}', 't', '{\\text{latent}}_{t}'],
  ])('%s with an index %s below it', (symbol, index, want) => expect(below(symbol, index)).toBe(want));
  test('a hat stands on the letter, not on its index', () => {
    expect([hatted('x', '0'), hatted('z_{1}', '0')]).toEqual(['\\hat{x}_{0}', '\\hat{z}_{1,0}']);
  });
  test('runs of numbers are shortened', () => expect(ranges([1, 2, 3, 5, 7, 8])).toBe('1–3, 5, 7, 8'));
});
describe('formulas', () => {
  const f = [term('p(x)', ['x', 'prior', 'x']), term('='), { over: [term('e^{-E}', ['e'])], under: [term('Z', ['e'])] }];
  test('are one piece of KaTeX', () => expect(latexOf(f)).toBe('p(x) = \\frac{e^{-E}}{Z}'));
  test('know their nodes, each once', () => expect(nodesIn(f)).toEqual(['x', 'prior', 'e']));
});
describe('mathematics as plain text', () => {
  test.each([
    ['p_{\\theta}(x\\mid z)', 'p_θ(x | z)'],
    ['\\log p(u_{0})', 'log p(u_0)'],
    ['\\mathcal N(x;\\,\\mu_{\\theta}(z),\\,\\operatorname{diag}\\sigma_{\\phi}^2(x))', 'N(x; μ_θ(z), diagσ_ϕ²(x))'],
    ['\\tfrac{1}{\\sigma_t}\\big(x_{t} - \\hat{x}_{0}\\big)', '1/σ_t(x_t − x̂_0)'],
    ['\\mathrm{KL}\\big(q\\,\\|\\,p\\big)', 'KL(q ‖ p)'],
    ['\\text{my\\_z}', 'my_z'],
    ['f_{9}^{-1}(x)', 'f_9⁻¹(x)'],
  ])('%s', (latex, want) => expect(plainText(latex)).toBe(want));
  test('words stay as they are', () => expect(plainLine('for $t = 100, \\dots, 1$')).toBe('for t = 100, …, 1'));
});
