import { describe, expect, test } from 'vitest';
import { type Space, real, showSpace, tokens } from '../../../src/graph/space.ts';
import { verify } from '../../../src/ir/verify.ts';
import { DRAWINGS } from '../../drawings/all.ts';
import { type Drawn, altered, compiled } from '../../drawings/notation.ts';
import { binary, levels, unit } from '../../drawings/spaces.ts';

/** Half-drawn models and data they were not made for: what does not fit is to be a diagnostic, never an exception, and never a program that is not legal. */
const SPACES: readonly Space[] = [
  real(),
  real(1),
  real(9),
  real(4, 3),
  real(6, 6, 1),
  unit(3),
  binary(),
  binary(7),
  levels(4),
  levels(2, 3),
  levels(3, 5, 5, 2),
  tokens(3),
  tokens(70),
  tokens(3, 4),
];
function complaints(d: Drawn): string[] {
  const first = compiled(d);
  return [first, ...(first.models.length > 1 ? [compiled(d, { model: 1 })] : [])].flatMap((c) => {
    const programs = [...c.learn.players, c.sample, c.score, c.infer, c.reconstruct].flatMap((t) => t.program ?? []);
    return programs.flatMap((p) => verify(p).map((w) => `${p.name}: ${w}`));
  });
}
describe.each(DRAWINGS.map((d) => [d.name, d] as const))('%s', (_, d) => {
  test.each(Object.keys(d.columns))('with any data in column %s', (column) => {
    for (const space of SPACES) expect(complaints({ ...d, columns: { ...d.columns, [column]: space } }), showSpace(space)).toEqual([]);
  });
  test('with any wire taken away', () => {
    for (const wire of d.wires.split(/\s+/).filter(Boolean)) expect(complaints(altered(d, { without: wire })), wire).toEqual([]);
  });
  test('with any node muted', () => {
    for (const id of Object.keys(d.nodes)) expect(complaints({ ...d, muted: [id] }), id).toEqual([]);
  });
  test('with its wires crossed', () => {
    const wires = d.wires.split(/\s+/).filter(Boolean);
    for (const [i, wire] of wires.entries()) {
      const [from] = wire.split('>');
      const [, to] = wires[(i + 1) % wires.length]!.split('>');
      expect(complaints(altered(d, { without: wire, wires: `${from}>${to}` })), `${from}>${to}`).toEqual([]);
    }
  });
});
