import { effortOn, evaluate } from '../../runtime/evaluate.ts';
import { parameterCount } from '../../runtime/weights.ts';
import type { Args } from '../args.ts';
import { DONE } from '../command.ts';
import { examplesOf, judgedOn } from '../examples.ts';
import { load } from '../loaded.ts';
import { metricLines } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { allHeldOut } from '../whole.ts';

export async function evaluateRun(args: Args, terminal: Terminal): Promise<number> {
  const examples = examplesOf(args);
  const loaded = await load(args, terminal);
  const { compiled, drawing, checkpoint, engine, tasks, otherData, imported, seed } = loaded;
  try {
    const sources = otherData
      ? new Map([...loaded.sources].map(([node, s]) => [node, imported.has(node) ? allHeldOut(s) : s]))
      : loaded.sources;
    const metrics = await evaluate({ graph: drawing.graph, compiled, sources, tasks, seed }, effortOn(compiled, examples));
    const { reason, target } = engine.backend;
    if (args.has('json'))
      terminal.out(
        `${JSON.stringify({ graph: drawing.name, steps: checkpoint.step, seed, backend: target, params: parameterCount(compiled), ...judgedOn(examples), metrics })}\n`,
      );
    else terminal.out([`${drawing.graph.title}, ${checkpoint.step} steps, on ${reason}`, ...metricLines(metrics), ''].join('\n'));
    return DONE;
  } finally {
    loaded.close();
  }
}
