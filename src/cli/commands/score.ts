import { extname } from 'node:path';
import type { Args } from '../args.ts';
import { clip } from '../args.ts';
import { DONE } from '../command.ts';
import { writeSafely } from '../files.ts';
import { fullEffort } from '../../runtime/evaluate.ts';
import { examples, load, requireTask } from '../loaded.ts';
import { npy } from '../npy.ts';
import { figure } from '../progress.ts';
import { stop } from '../problem.ts';
import type { Terminal } from '../terminal.ts';

const KIND = { exact: 'exact', lower: 'a lower bound', upper: 'an upper bound', estimate: 'an estimate', impossible: '' } as const;

export async function score(args: Args, terminal: Terminal): Promise<number> {
  const out = args.text('out');
  const ending = out === undefined ? '.csv' : extname(out).toLowerCase();
  if (ending !== '.csv' && ending !== '.npy')
    stop(
      'score-ending',
      { what: `${clip(out!)} cannot hold scores.`, why: 'They are written as .csv or .npy.', mend: 'End it in .csv or .npy.' },
      { where: '--out' },
    );
  const loaded = await load(args, terminal);
  const { compiled, tasks } = loaded;
  try {
    requireTask(compiled, 'score');
    const effort = fullEffort(compiled);
    const { n, batches } = examples(loaded, effort.examples);
    const scores = await tasks.score(n, batches, effort.passes);
    if (out !== undefined) writeSafely(out, ending === '.npy' ? npy(scores, [n]) : `logp\n${Array.from(scores, (s) => `${s}\n`).join('')}`);
    const lost = scores.reduce((count, s) => count + Number(!Number.isFinite(s)), 0);
    if (lost > 0)
      terminal.err(
        `warning: ${lost} of the scores ${lost === 1 ? 'is' : 'are'} not finite: these examples lie so far from what was learnt that numbers overflow.\n`,
      );
    const mean = scores.reduce((a, s) => a + s, 0) / n;
    const least = scores.reduce((a, s) => Math.min(a, s), Infinity);
    terminal.out(
      `log p of ${n} ${loaded.otherData ? 'examples' : 'held-out examples'}: mean ${figure(mean)} nats, least ${figure(least)} (${KIND[compiled.score.grade.fidelity]})\n`,
    );
    if (out !== undefined) terminal.out(`${out}: one number an example\n`);
    return DONE;
  } finally {
    loaded.close();
  }
}
