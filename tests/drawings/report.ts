/** What the compiler derives from a drawing, as the lines a person would check. */
import type { Compiled, TaskProgram } from '../../src/compiler/compiled.ts';
import type { Grade } from '../../src/distributions/grade.ts';

export interface Report {
  readonly p: string;
  readonly q: string;
  readonly learn: string;
  readonly sample: string;
  readonly score: string;
  readonly infer: string;
  /** "opt: dec enc", in order of the phases; "leaves enc (why)" for what is reached and left alone. */
  readonly trains: readonly string[];
  /** "code at node". */
  readonly diagnostics: readonly string[];
}
const plain = (latex: string): string => latex.replaceAll('\\mid ', '|').replaceAll('\\,', ' ');
const nodes = (params: readonly string[]): string => [...new Set(params.map((p) => p.split('.')[0]!))].sort().join(' ');

export function showGrade(g: Grade, needs: readonly string[] = []): string {
  const cost = g.cost === 'direct' ? '' : ` (${g.cost})`;
  const given = needs.length ? ` given ${needs.join(', ')}` : '';
  return `${g.fidelity}${cost}${given}${g.why.length ? `: ${g.why.map((w) => w.text).join('; ')}` : ''}`;
}
const task = (t: TaskProgram): string => showGrade(t.grade, t.needs);

export function report(c: Compiled): Report {
  return {
    p: plain(c.latex.p),
    q: plain(c.latex.q),
    learn: showGrade(c.learn.grade),
    sample: task(c.sample),
    score: task(c.score),
    infer: task(c.infer),
    trains: c.learn.players.map((p) => {
      const held = Object.keys(p.held).length
        ? `, leaves ${nodes(Object.keys(p.held))} (${[...new Set(Object.values(p.held))].join('; ')})`
        : '';
      return `${p.optimiser}: ${nodes(p.trained)}${held}`;
    }),
    diagnostics: c.diagnostics.map((d) => (d.node === undefined ? d.code : `${d.code} at ${d.node}${d.port ? `.${d.port}` : ''}`)),
  };
}
