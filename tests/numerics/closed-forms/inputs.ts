/** Numbers for the columns a drawing reads: of the kind their Space says. */
import type { Compiled } from '../../../src/compiler/compiled.ts';
import type { Space } from '../../../src/graph/space.ts';
import { numel } from '../../../src/graph/space.ts';
import { topological } from '../../../src/ir/dependencies.ts';
import type { Program } from '../../../src/ir/value.ts';
import { uniform } from '../../oracle/numbers.ts';
import { normals } from './run.ts';

/** Examples of a Space, in a row; tokens and levels as their index. */
export function examples(name: string, space: Space, count: number): number[] {
  const n = count * numel(space.shape);
  switch (space.values.kind) {
    case 'real':
      return normals(name, n);
    case 'unit':
      return Array.from(uniform(name, n, 0, 1));
    case 'binary':
      return Array.from(uniform(name, n, 0, 2), Math.floor);
    case 'levels':
    case 'tokens':
      return Array.from(uniform(name, n, 0, space.values.k), Math.floor);
  }
}
/** Values for every input of a program of the drawing: its columns, and what a user provides. */
export function inputsOf(c: Compiled, p: Program, batch: number): Record<string, number[]> {
  const names = topological(Object.values(p.outputs)).flatMap((v) => (v.op === 'input' ? [v.at.name!] : []));
  const port = (name: string): Space | undefined => c.spaces.get(name) ?? c.spaces.get(`${name}.x`) ?? c.spaces.get(`${name}.out`);
  return Object.fromEntries(
    names.map((name) => {
      const space = port(name);
      if (!space) throw new Error(`the Space of input ${name} is unknown`);
      return [name, examples(`input ${name}`, space, batch)];
    }),
  );
}
