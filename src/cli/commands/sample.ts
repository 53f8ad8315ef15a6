import { extname } from 'node:path';
import { numel } from '../../graph/space.ts';
import type { Args } from '../args.ts';
import { clip } from '../args.ts';
import { DONE } from '../command.ts';
import { type Drawn, chooseVariable, draw, spaceOf } from '../draw.ts';
import { writeSafely } from '../files.ts';
import { type Loaded, load, requireTask } from '../loaded.ts';
import { npy } from '../npy.ts';
import { samplePicture, sampleText } from '../pictures/samples.ts';
import { stop } from '../problem.ts';
import type { Terminal } from '../terminal.ts';

/** Numbers of all samples together; a picture of more images than this shows none of them. */
const MOST_NUMBERS = 2 ** 28;
const MOST_IMAGES = 4096;

type Write = (drawn: Drawn, loaded: Loaded) => string | Uint8Array;
/** By the ending of the file's name. */
const FORMS: Readonly<Record<string, Write>> = {
  '.npy': ({ space, data, n }) => npy(space.values.kind === 'tokens' ? Int32Array.from(data) : data, [n, ...space.shape]),
  '.png': (drawn, { drawing, sources, seed }) =>
    samplePicture(drawn, drawing.graph, sources, seed)?.png(drawing.text) ??
    unfit(drawn, 'a picture', 'Images and real vectors can be drawn; sequences and labels cannot.', '.npy or .txt'),
  '.txt': (drawn, { drawing, sources }) =>
    sampleText(drawn, drawing.graph, sources) ?? unfit(drawn, 'text', 'They are not sequences of named symbols.', '.npy or .png'),
};
const unfit = ({ variable }: Drawn, what: string, why: string, other: string): never =>
  stop(
    'sample-form',
    { what: `Samples of ${variable} are not ${what}.`, why, mend: `Write them to a ${other} file, or choose another --variable.` },
    { where: '--out' },
  );

export async function sample(args: Args, terminal: Terminal): Promise<number> {
  args.required('n', '64');
  const n = args.whole('n', 1, 10_000_000)!;
  const out = args.required('out', 'samples.png');
  const ending = extname(out).toLowerCase();
  const write = FORMS[ending];
  if (!write)
    return stop(
      'sample-ending',
      {
        what: `${clip(out)} cannot hold samples.`,
        why: `The ending of a file says what it is to hold, and “${clip(ending)}” is none that is known.`,
        mend: 'End it in .npy (numbers), .png (a picture) or .txt (text).',
      },
      { where: '--out' },
    );
  const loaded = await load(args, terminal);
  const { compiled, drawing } = loaded;
  try {
    requireTask(compiled, 'sample');
    const variable = chooseVariable(compiled, drawing.graph, args.text('variable'));
    const space = spaceOf(compiled, variable)!;
    const most = Math.min(
      Math.floor(MOST_NUMBERS / numel(space.shape)),
      ending === '.png' && space.layout === 'image' ? MOST_IMAGES : Infinity,
    );
    if (n > most)
      stop(
        'sample-many',
        {
          what: `${n} samples are too many for one file.`,
          why: `At most ${most} of ${variable} fit.`,
          mend: 'Draw several files with different seeds.',
        },
        { where: '--n' },
      );
    const drawn = await draw(loaded, variable, n);
    writeSafely(out, write(drawn, loaded));
    terminal.out(`${out}: ${n} samples of ${variable}, [${[n, ...space.shape].join(', ')}]\n`);
    return DONE;
  } finally {
    loaded.close();
  }
}
