import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from '../../../src/compiler/compile.ts';
import type { Compiled } from '../../../src/compiler/compiled.ts';
import { tikzOf } from '../../../src/compiler/maths/plate/tikz.ts';
import { parseFile } from '../../../src/graph/file.ts';
import { type Formula, type Line, type Statement, latexOf, nodesIn } from '../../../src/nodes/notation/formula.ts';
import { environmentOf } from '../../../src/runtime/world.ts';
import { DRAWINGS } from '../../drawings/all.ts';
import { compiled } from '../../drawings/notation.ts';

const TEMPLATES = new URL('../../../templates/', import.meta.url);
const formula = (f: Formula): string => `${latexOf(f)}   {${nodesIn(f).join(' ')}}`;
const statement = (s: Statement): string => `  ${formula(s.formula)}${s.text === undefined ? '' : `   ${s.text}`}`;
const line = (l: Line): string => `  ${'  '.repeat(l.depth)}${l.text}   {${l.nodes.join(' ')}}`;
const algorithm = (name: string, lines: readonly Line[]): readonly string[] => (lines.length > 0 ? [name, ...lines.map(line)] : []);

function written(c: Compiled): readonly string[] {
  const { maths: m } = c;
  return [
    ...[m.p, m.q].filter((f) => f.length > 0).map(formula),
    ...m.remarks.map((r) => `${r.text}   {${r.nodes.join(' ')}}`),
    ...m.laws.flatMap((l) => [`${l.variable}.${l.side}`, ...l.statements.map(statement)]),
    ...c.learn.players.flatMap((p) => p.losses.flatMap((l) => [`${p.optimiser} minimises ${l.name}`, ...l.statements.map(statement)])),
    ...m.algorithms.learn.flatMap((a) => algorithm(`learn ${a.optimiser}`, a.lines)),
    ...(['sample', 'score', 'infer'] as const).flatMap((t) => algorithm(t, m.algorithms[t])),
    tikzOf(m.plate),
  ];
}

/** What a drawing says in mathematics: a change is to be read before it is accepted. */
test.each(readdirSync(TEMPLATES).filter((f) => f.endsWith('.wellspring.json')))('%s', async (file) => {
  const { graph } = parseFile(readFileSync(new URL(file, TEMPLATES), 'utf8'));
  const c = compile(graph!, environmentOf(new Map()));
  await expect(`${written(c).join('\n')}\n`).toMatchFileSnapshot(`./${file.replace('.wellspring.json', '')}.txt`);
});
test('every drawing: its factorisation and its objectives', async () => {
  const lines = DRAWINGS.flatMap((d) => {
    const c = compiled(d);
    const losses = c.learn.players.flatMap((p) => p.losses.map((l) => `  ${p.optimiser}: ${latexOf(l.statements[0]!.formula)}`));
    return [d.name, ...[c.maths.p, c.maths.q].filter((f) => f.length > 0).map((f) => `  ${latexOf(f)}`), ...losses];
  });
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./drawings.txt');
});
