/** Small random programs for property tests: a list of instructions, each building on values made before. */
import fc from 'fast-check';
import { Builder } from '../../src/ir/builder.ts';
import { type Program, type Val, ZEROS } from '../../src/ir/value.ts';
import { numel } from '../../src/graph/space.ts';

interface Instruction {
  readonly kind: number;
  readonly first: number;
  readonly second: number;
  readonly number: number;
}
export const instructions: fc.Arbitrary<readonly Instruction[]> = fc.array(
  fc.record({ kind: fc.nat(), first: fc.nat(), second: fc.nat(), number: fc.nat({ max: 5 }) }),
  { minLength: 3, maxLength: 14 },
);
const SMALL = 400;

/** Builds what the instructions say; an instruction that does not fit its operands is passed over. */
export function programOf(list: readonly Instruction[]): Program {
  const b = new Builder('random');
  b.plate('K', 3);
  const values: Val[] = [
    b.input('x', [4]),
    b.input('y', [2, 4], ['B', 'K']),
    b.param('w', [4, 2], ZEROS),
    b.toPlate(b.param('k', [3, 1, 4], ZEROS), 'K'),
    b.random('normal', ['B', 'K'], [1]),
    b.constant([1, 0, -2, 0.5], [4]),
    b.of(2),
    b.of(0),
    b.of(-1),
  ];
  const at = (n: number): Val => values[n % values.length]!;
  const moves: readonly ((x: Val, y: Val, n: number) => Val | undefined)[] = [
    (x, y) => b.add(x, y),
    (x, y) => b.mul(x, y),
    (x, y) => b.sub(x, y),
    (x, y) => b.maximum(x, y),
    (x, y) => b.where(b.greater(x, 0), y, x),
    (x) => b.neg(x),
    (x) => b.tanh(x),
    (x) => b.sigmoid(x),
    (x) => b.square(b.tanh(x)),
    (x) => b.stop(x),
    (x, _, n) => b.mul(x, n - 2),
    (x, _, n) => b.div(x, n + 1),
    (x) => b.expand(x, ['B', 'K'], x.event),
    (x) => b.expand(x, ['K'], [2, ...x.event.map(() => 1)].slice(0, x.event.length + 1)),
    (x) => b.flat(x),
    (x) => (x.event.length === 2 ? b.transpose(x, [1, 0]) : b.reshape(x, [numel(x.event), 1])),
    (x, _, n) => (x.event.length ? b.slice(x, n % x.event.length, 0, Math.max(1, x.event[n % x.event.length]! - 1)) : undefined),
    (x, _, n) => (x.event.length ? b.pad(x, n % x.event.length, n % 2, 1) : undefined),
    (x, y) => (x.event.length === 1 && y.event.length === 1 ? b.concat([x, y], 0) : undefined),
    (x, _, n) => (x.event.length ? b.sum(x, [n % x.event.length]) : undefined),
    (x, _, n) => (x.plates.length ? b.sum(x, [], [x.plates[n % x.plates.length]!]) : undefined),
    (x, _, n) => (x.event.length ? b.max(x, [n % x.event.length]) : undefined),
    (x, y) => (x.event.length === 1 && y.event.length === 2 && y.event[0] === x.event[0] ? b.contract(x, y, 'i,ij->j') : undefined),
    (x, y) => (x.event.length === 1 && y.event.length === 1 && y.event[0] === x.event[0] ? b.contract(x, y, 'i,i->') : undefined),
    (x, y) => (x.event.length === 1 && y.event.length === 1 ? b.contract(x, y, 'i,j->ji') : undefined),
    (x, y) =>
      x.plates.includes('B') && y.plates.includes('B') && x.event.length === 1 && y.event.length === 1
        ? b.contract(
            x,
            y,
            'i,j->ij',
            [...new Set([...x.plates, ...y.plates])].filter((p) => p !== 'B'),
          )
        : undefined,
    (x) => (x.plates.includes('K') ? b.toAxis(x, 'K') : undefined),
    (x) => (x.event[0] === 3 && !x.plates.includes('K') ? b.toPlate(x, 'K') : undefined),
    (x, _, n) => (x.plates.includes('K') ? b.pick(x, 'K', n % 3) : undefined),
    (x) => (x.plates.includes('K') ? b.rename(x, 'K', 'M') : undefined),
    (x, _, n) => (x.event.length ? b.gather(x, 0, [n % x.event[0]!, 0]) : undefined),
    (x, _, n) =>
      x.event.length
        ? b.scatter(
            x,
            0,
            Array.from({ length: x.event[0]! }, (__, i) => (i * n) % 4),
            4,
          )
        : undefined,
    (x, _, n) => (x.event.length ? b.cumsum(x, n % x.event.length) : undefined),
  ];
  for (const { kind, first, second, number } of list) {
    const [x, y] = [at(first), at(second)];
    let v: Val | undefined;
    try {
      v = moves[kind % moves.length]!(x, y, number);
    } catch {
      // operands that do not broadcast
    }
    if (v && v.event.length <= 4 && numel(v.event) <= SMALL) values.push(v);
  }
  const results = values.slice(-4);
  return b.program(Object.fromEntries(results.map((v, i) => [`r${i}`, v])));
}
