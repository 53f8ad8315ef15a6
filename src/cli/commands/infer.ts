import { extname } from 'node:path';
import { zipSync } from 'fflate';
import type { Args } from '../args.ts';
import { clip } from '../args.ts';
import { DONE } from '../command.ts';
import { writeSafely } from '../files.ts';
import { examples, load, requireTask } from '../loaded.ts';
import { npy } from '../npy.ts';
import { figure } from '../progress.ts';
import { stop } from '../problem.ts';
import type { Result } from '../../runtime/tasks.ts';
import type { Terminal } from '../terminal.ts';

const HELD_OUT = 2000;

export async function infer(args: Args, terminal: Terminal): Promise<number> {
  const out = args.text('out');
  const ending = out === undefined ? '.npz' : extname(out).toLowerCase();
  if (ending !== '.npz' && ending !== '.npy')
    stop(
      'infer-ending',
      {
        what: `${clip(out!)} cannot hold latents.`,
        why: 'They are written as .npz, or .npy where there is one variable.',
        mend: 'End it in .npz.',
      },
      { where: '--out' },
    );
  const loaded = await load(args, terminal);
  const { compiled, tasks } = loaded;
  try {
    requireTask(compiled, 'infer');
    const { n, batches } = examples(loaded, HELD_OUT);
    const results = Object.entries(await tasks.run('infer', n, batches)).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const arrays = results.map(([name, r]) => [name, npy(r.data, shapeOf(r, n))] as const);
    if (ending === '.npy' && arrays.length > 1)
      stop(
        'infer-several',
        {
          what: `${clip(out!)} cannot hold ${arrays.length} arrays.`,
          why: `Infer gives ${arrays.map(([name]) => name).join(', ')}.`,
          mend: 'End it in .npz.',
        },
        { where: '--out' },
      );
    if (out !== undefined)
      writeSafely(
        out,
        ending === '.npy' ? arrays[0]![1] : zipSync(Object.fromEntries(arrays.map(([name, bytes]) => [`${name}.npy`, bytes]))),
      );
    terminal.out(results.map(([name, r]) => `${name}: ${describe(r, n)}\n`).join(''));
    if (out !== undefined) terminal.out(`${out}: ${arrays.length === 1 ? 'one array' : `${arrays.length} arrays`}\n`);
    return DONE;
  } finally {
    loaded.close();
  }
}
/** Examples, other plates (the support of an enumerated latent), then the event. */
function shapeOf(r: Result, n: number): readonly number[] {
  const event = r.event.reduce((a, d) => a * d, 1);
  const plates = r.plates.length > 0 ? [r.width / event] : [];
  return [n, ...plates, ...r.event];
}
function describe(r: Result, n: number): string {
  let sum = 0;
  let squares = 0;
  for (const v of r.data) {
    sum += v;
    squares += v * v;
  }
  const mean = sum / r.data.length;
  const deviation = Math.sqrt(Math.max(0, squares / r.data.length - mean * mean));
  const weights = r.plates.length > 0 ? ', weights of each possible value' : '';
  return `[${shapeOf(r, n).join(', ')}]${weights}, mean ${figure(mean)}, standard deviation ${figure(deviation)}`;
}
