import { describe, expect, it } from 'vitest';
import { simplify } from '../../../src/compiler/simplify.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { topological } from '../../../src/ir/dependencies.ts';
import { gradients } from '../../../src/ir/differentiate.ts';
import { print } from '../../../src/ir/print.ts';
import { type Val, ZEROS } from '../../../src/ir/value.ts';
import { assertLegal } from '../../../src/ir/verify.ts';

/** The simplified body, one line a value, without the header. */
function body(build: (b: Builder) => Val): readonly string[] {
  const b = new Builder('p');
  const p = simplify(b.program({ y: build(b) }));
  assertLegal(p);
  return print(p)
    .split('\n')
    .map((l) => l.trim())
    .filter((l) => l.startsWith('%') || l.startsWith('return'));
}
const x = (b: Builder): Val => b.input('x', [3]);
const X = '%0 = input x : {B}[3]';

describe('simplify', () => {
  it.each<[string, (b: Builder) => Val]>([
    ['x + 0', (b) => b.add(x(b), 0)],
    ['x * 1', (b) => b.mul(1, x(b))],
    ['x / 1', (b) => b.div(x(b), 1)],
    ['-(-x)', (b) => b.neg(b.neg(x(b)))],
    ['stop x', (b) => b.stop(x(b))],
    ['two reshapes', (b) => b.reshape(b.reshape(x(b), [3, 1]), [3])],
    ['two transposes', (b) => b.reshape(b.transpose(b.transpose(b.reshape(x(b), [1, 3]), [1, 0]), [1, 0]), [3])],
    ['a slice of what was padded', (b) => b.slice(b.pad(x(b), 0, 2, 1), 0, 2, 5)],
    ['a slice of a concatenation', (b) => b.slice(b.concat([b.param('w', [2], ZEROS), x(b)], 0), 0, 2, 5)],
    ['half of twice', (b) => b.div(b.mul(2, x(b)), 2)],
    ['there and back between plate and axis', (b) => b.toAxis(b.toPlate(x(b), 'K'), 'K')],
  ])('%s is x', (_, build) => {
    expect(body(build)).toEqual([X, 'return y = %0']);
  });
  it('folds constants', () => {
    expect(body((b) => b.add(x(b), b.exp(b.sub(2, 2))))).toEqual([X, '%1 = add %0, 1 : {B}[3]', 'return y = %1']);
  });
  it('widens nothing that an element-by-element op would widen itself', () => {
    const lines = body((b) => b.add(x(b), b.expand(b.param('w', [3], ZEROS), ['B'], [3])));
    expect(lines).toEqual([X, '%1 = param w : [3]', '%2 = add %0, %1 : {B}[3]', 'return y = %2']);
  });
  it('turns a sum over what repeats into a product', () => {
    expect(body((b) => b.sum(b.expand(b.param('w', [3], ZEROS), ['B'], [4, 3]), [0], ['B']))).toEqual([
      '%0 = param w : [3]',
      '%1 = mul %0, 4 : [3]',
      '%2 = size {B} : []',
      '%3 = mul %1, %2 : [3]',
      'return y = %3',
    ]);
  });
  it('keeps infinities apart', () => {
    expect(body((b) => b.maximum(b.minimum(x(b), b.of(Infinity)), b.of(-Infinity)))).toHaveLength(4);
  });
  it('computes equal values once, but never shares two draws', () => {
    const b = new Builder('p');
    const twice = b.add(b.exp(x(b)), b.exp(x(b)));
    const draws = b.add(b.random('normal', ['B'], [3]), b.random('normal', ['B'], [3]));
    const p = simplify(b.program({ y: b.mul(twice, draws) }));
    assertLegal(p);
    const ops = topological(Object.values(p.outputs)).map((v) => v.op);
    expect(ops.filter((o) => o === 'exp')).toHaveLength(1);
    expect(ops.filter((o) => o === 'random')).toHaveLength(2);
  });
  it('drops what no result reads, and keeps origins', () => {
    const b = new Builder('p');
    const u = x(b);
    const y = b.within({ node: 'encoder' }, () => b.exp(u));
    b.tanh(y);
    const p = simplify(b.program({ y }));
    expect(topological(Object.values(p.outputs)).map((v) => [v.op, v.from.node])).toEqual([
      ['input', ''],
      ['exp', 'encoder'],
    ]);
  });
  it('is done after one pass on a gradient', () => {
    const b = new Builder('p');
    const w = b.param('w', [3, 3], ZEROS);
    const loss = b.mean(b.sumEvent(b.square(b.tanh(b.matmul(x(b), w)))));
    const once = simplify(b.program({ loss, d: gradients(b, loss, [w])[0]! }));
    expect(print(simplify(once))).toBe(print(once));
  });
});
