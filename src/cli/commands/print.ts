import { printTfjs } from '../../compiler/print-tfjs.ts';
import { print as printIr } from '../../ir/print.ts';
import type { Args } from '../args.ts';
import { build } from '../build.ts';
import { DONE } from '../command.ts';
import { readData } from '../data.ts';
import { openDrawing } from '../drawing.ts';
import { stop } from '../problem.ts';
import { type Terminal, showAll } from '../terminal.ts';

/** A batch, where no Optimiser says how large one is. */
const SAMPLES = 256;
const FORMS = ['ir', 'tfjs'] as const;

export async function print(args: Args, terminal: Terminal): Promise<number> {
  args.required('as', 'ir');
  const form = args.choice('as', FORMS)!;
  const drawing = openDrawing(args.operand('GRAPH'));
  const { sources } = await readData(args.all('data'), drawing.graph);
  const { compiled, diagnostics } = build(drawing, sources);
  terminal.err(showAll(diagnostics));
  const tasks = [compiled.sample, compiled.score, compiled.infer, compiled.reconstruct];
  const programs = [
    ...compiled.learn.players.flatMap((p) => [...(p.start ? [p.start] : []), p.program]),
    ...tasks.flatMap((t) => t.program ?? []),
  ];
  if (programs.length === 0)
    stop('print-nothing', {
      what: 'This drawing has no programs to print.',
      why: compiled.learn.grade.why.map((r) => r.text).join('; ') || 'Nothing in it can be learnt, sampled, scored or inferred.',
      mend: 'Finish the drawing; wellspring check says what it lacks.',
    });
  terminal.out(
    form === 'ir'
      ? programs.map(printIr).join('\n')
      : printTfjs(programs, { batch: compiled.learn.players[0]?.batch ?? SAMPLES, title: drawing.graph.title }),
  );
  return DONE;
}
