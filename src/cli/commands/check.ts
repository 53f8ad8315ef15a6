import type { Compiled } from '../../compiler/compiled.ts';
import type { Grade } from '../../distributions/grade.ts';
import { showSpace } from '../../graph/space.ts';
import { compile } from '../../compiler/compile.ts';
import { parameterCount } from '../../runtime/weights.ts';
import { openWorld } from '../../runtime/world.ts';
import type { Args } from '../args.ts';
import { DONE, REFUSED } from '../command.ts';
import { readData, requireData } from '../data.ts';
import { openDrawing } from '../drawing.ts';
import { spaceOf } from '../draw.ts';
import { type Terminal, showAll } from '../terminal.ts';

const FIDELITY: Readonly<Record<Grade['fidelity'], string>> = {
  exact: 'exact',
  lower: 'lower bound',
  upper: 'upper bound',
  estimate: 'estimate',
  impossible: 'impossible',
};
const TASKS = ['learn', 'sample', 'score', 'infer'] as const;

function describe(grade: Grade): string {
  const how = grade.fidelity === 'impossible' || grade.cost === 'direct' ? '' : `, ${grade.cost}`;
  const why = grade.why.map((r) => (r.node && !r.text.includes(r.node) ? `${r.node}: ${r.text}` : r.text)).join('; ');
  return `${FIDELITY[grade.fidelity]}${how}${why ? ` (${why})` : ''}`;
}
/** The little LaTeX of a factorisation, for a terminal. */
const plainMath = (latex: string): string =>
  latex
    .replaceAll('\\mid', ' | ')
    .replaceAll('\\,', ' ')
    .replace(/\\(?:mathrm|text|operatorname)\{([^}]*)\}/g, '$1')
    .replace(/[\\{}]/g, '')
    .replace(/ +/g, ' ');
function summary(title: string, compiled: Compiled, variables: readonly string[]): string {
  const lines = [
    title,
    `  p       ${plainMath(compiled.latex.p)}`,
    ...(compiled.latex.q ? [`  q       ${plainMath(compiled.latex.q)}`] : []),
    ...variables.flatMap((v) => {
      const space = spaceOf(compiled, v);
      return space ? [`  ${v.padEnd(7)} ${showSpace(space)}`] : [];
    }),
    ...TASKS.map((t) => `  ${t.padEnd(7)} ${describe(compiled[t].grade)}`),
    `  ${parameterCount(compiled)} parameters`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Errors are the user's to mend, so they end in the code for bad input. */
export async function check(args: Args, terminal: Terminal): Promise<number> {
  const drawing = openDrawing(args.operand('GRAPH'));
  const { graph } = drawing;
  const imported = await readData(args.all('data'), graph);
  requireData(graph, imported.sources);
  const { environment } = openWorld(graph, imported.sources);
  const compiled = compile(drawing.drawn, environment);
  const diagnostics = [...drawing.diagnostics, ...imported.diagnostics, ...compiled.diagnostics];
  const bad = diagnostics.some((d) => d.severity === 'error');
  terminal.err(showAll(diagnostics));
  if (args.has('json')) {
    const tasks = Object.fromEntries(TASKS.map((t) => [t, compiled[t].grade]));
    terminal.out(`${JSON.stringify({ graph: drawing.name, ok: !bad, params: parameterCount(compiled), tasks, diagnostics })}\n`);
  } else if (!bad) {
    const variables = graph.nodes.filter((n) => n.kind === 'Observed' || n.kind === 'Latent' || n.kind === 'Given').map((n) => n.id);
    terminal.out(summary(graph.title, compiled, variables));
  }
  return bad ? REFUSED : DONE;
}
