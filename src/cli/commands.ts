/** Every command, with what it takes. The code of each is loaded when it is called. */
import type { Flag, Operand } from './args.ts';
import { type Command, HELP } from './command.ts';
import { FEWEST, MOST } from './examples.ts';

const GRAPH: Operand = { name: 'GRAPH', meaning: 'a .wellspring.json file, or the name of a template' };
const RUN: Operand = { name: 'RUN', meaning: 'a folder that train --out has made' };
const JSON_FLAG: Flag = { name: 'json', meaning: 'Print one line of JSON on standard output instead of words.' };
const BACKEND: Flag = { name: 'backend', value: 'NAME', meaning: 'auto, webgpu, webgl, wasm or cpu. Default: auto, the fastest there is.' };
const DATA: Flag = {
  name: 'data',
  value: 'PATH',
  many: true,
  meaning:
    'Your own data: a file (IDX, CSV, NPY, NPZ, PNG, JPEG, text, zip), several with commas between them, or a folder. NODE=PATH where a drawing has several Dataset nodes.',
};
const EXAMPLES: Flag = {
  name: 'examples',
  value: 'N',
  meaning: `Judge on so many held-out examples and samples, ${FEWEST} to ${MOST}: fewer take less time and say less. Default: up to ${MOST}, as many as take some ten seconds.`,
};
const seed = (what: string): Flag => ({ name: 'seed', value: 'N', meaning: `${what} 0 to 4294967295.` });

export const COMMANDS: readonly Command[] = [
  {
    name: 'check',
    summary: 'Say what is wrong with a drawing, and what it can do.',
    operands: [GRAPH],
    flags: [DATA, JSON_FLAG, HELP],
    examples: ['wellspring check vae-moons', 'wellspring check mine.wellspring.json --json'],
    run: async (args, terminal) => (await import('./commands/check.ts')).check(args, terminal),
  },
  {
    name: 'train',
    summary: 'Train a drawing.',
    about:
      'Progress goes to standard error, results to standard output. Ctrl-C stops after the present step and keeps what was learnt in --out.',
    operands: [{ ...GRAPH, optional: true, meaning: `${GRAPH.meaning}; may be left out with --resume` }],
    flags: [
      { name: 'steps', value: 'N', meaning: 'Steps in all. Default: the horizon of the drawing’s Optimisers (3000 unless changed).' },
      seed('Start of all random numbers. Default: the drawing’s own.'),
      BACKEND,
      DATA,
      EXAMPLES,
      { name: 'out', value: 'DIR', meaning: 'Folder for weights, state, losses, samples and a summary.' },
      {
        name: 'resume',
        value: 'DIR',
        meaning: 'Go on from the run in DIR, to --steps in all, as if it had never stopped. Writes to DIR unless --out is given.',
      },
      JSON_FLAG,
      HELP,
    ],
    examples: [
      'wellspring train vae-moons --out runs/moons',
      'wellspring train --resume runs/moons --steps 6000',
      'wellspring train vae-digits --data t10k-images-idx3-ubyte.gz,t10k-labels-idx1-ubyte.gz --steps 500',
    ],
    run: async (args, terminal) => (await import('./commands/train.ts')).train(args, terminal),
  },
  {
    name: 'evaluate',
    summary: 'Judge a run on held-out data.',
    about:
      'With --data, every example of these files is judged, unless they are the ones the run learnt from: then only those that were held out.',
    operands: [RUN],
    flags: [DATA, EXAMPLES, BACKEND, seed('Which held-out examples and which draws. Default: the run’s own.'), JSON_FLAG, HELP],
    examples: ['wellspring evaluate runs/moons', 'wellspring evaluate runs/mine --data test.npy --json'],
    run: async (args, terminal) => (await import('./commands/evaluate.ts')).evaluateRun(args, terminal),
  },
  {
    name: 'sample',
    summary: 'Draw samples from a run.',
    about:
      'A .npy file holds the numbers, [N, …]; a .png shows pictures side by side (by their conditional means, where the model has them) or points over the truth; a .txt holds sequences as lines.',
    operands: [RUN],
    flags: [
      { name: 'n', value: 'N', meaning: 'How many.' },
      { name: 'out', value: 'FILE', meaning: 'A file that ends in .npy, .png or .txt.' },
      { name: 'variable', value: 'ID', meaning: 'Which variable. Default: the observed one with the largest examples.' },
      seed('Another seed gives other samples. Default: the run’s own.'),
      DATA,
      BACKEND,
      HELP,
    ],
    examples: ['wellspring sample runs/moons --n 1000 --out moons.npy', 'wellspring sample runs/digits --n 64 --out digits.png --seed 7'],
    run: async (args, terminal) => (await import('./commands/sample.ts')).sample(args, terminal),
  },
  {
    name: 'score',
    summary: 'Find log p of examples.',
    about: 'Without --data, held-out examples of the run’s own data are scored. With it, every example, in the order of the file.',
    operands: [RUN],
    flags: [
      DATA,
      { name: 'out', value: 'FILE', meaning: 'A .npy or .csv file for one number an example, in nats.' },
      BACKEND,
      seed('Draws of the estimate. Default: the run’s own.'),
      HELP,
    ],
    examples: ['wellspring score runs/moons --data points.csv --out scores.csv'],
    run: async (args, terminal) => (await import('./commands/score.ts')).score(args, terminal),
  },
  {
    name: 'infer',
    summary: 'Find the latents behind examples.',
    about: 'Without --data, for held-out examples of the run’s own data. With it, for every example, in the order of the file.',
    operands: [RUN],
    flags: [
      DATA,
      { name: 'out', value: 'FILE', meaning: 'A .npz file with one array for each variable, or a .npy file where there is only one.' },
      BACKEND,
      seed('Draws of the posterior. Default: the run’s own.'),
      HELP,
    ],
    examples: ['wellspring infer runs/moons --data points.csv --out latents.npz'],
    run: async (args, terminal) => (await import('./commands/infer.ts')).infer(args, terminal),
  },
  {
    name: 'print',
    summary: 'Print the programs of a drawing.',
    operands: [GRAPH],
    flags: [
      { name: 'as', value: 'FORM', meaning: 'ir: the compiler’s own language. tfjs: a module of JavaScript for TensorFlow.js.' },
      DATA,
      HELP,
    ],
    examples: ['wellspring print vae-moons --as ir', 'wellspring print vae-moons --as tfjs > vae.mjs'],
    run: async (args, terminal) => (await import('./commands/print.ts')).print(args, terminal),
  },
  {
    name: 'templates',
    summary: 'List the drawings that come with Wellspring.',
    operands: [],
    flags: [JSON_FLAG, HELP],
    examples: ['wellspring templates'],
    run: async (args, terminal) => (await import('./commands/templates.ts')).templates(args, terminal),
  },
];
