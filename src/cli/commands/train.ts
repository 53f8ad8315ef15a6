import { join, resolve } from 'node:path';
import { writeFile } from '../../graph/file.ts';
import { MAX_SEED } from '../../graph/limits.ts';
import { contentDiffers } from '../content.ts';
import type { Checkpoint } from '../../runtime/checkpoint.ts';
import { type Metrics, effortOn, evaluate } from '../../runtime/evaluate.ts';
import { notTrainable } from '../../runtime/messages.ts';
import type { LossPoint } from '../../runtime/trainer.ts';
import { parameterCount } from '../../runtime/weights.ts';
import type { Args } from '../args.ts';
import { type Built, build } from '../build.ts';
import { DONE } from '../command.ts';
import { readData } from '../data.ts';
import { chooseVariable, draw } from '../draw.ts';
import { type Drawing, openDrawing, readDrawing } from '../drawing.ts';
import { type Engine, BACKENDS, openEngine } from '../engine.ts';
import { examplesOf, judgedOn } from '../examples.ts';
import { makeFolder, writeSafely } from '../files.ts';
import { Interrupt } from '../interrupt.ts';
import { fitted, fullPaths, onDevice, remembered } from '../loaded.ts';
import { isPicture, isText, samplePicture, sampleText } from '../pictures/samples.ts';
import { Problem, stop } from '../problem.ts';
import { Progress, duration, figure, taskProgress } from '../progress.ts';
import { metricLines } from '../report.ts';
import { FILES, type SavedRun, flat, objectives, openRun, plain, saveProgress } from '../run-folder.ts';
import { type Terminal, showAll } from '../terminal.ts';
import { type Trained, horizonOf, runTraining } from '../training.ts';

/** What is to be done, all of it checked before anything long begins. */
interface Plan {
  readonly built: Built;
  readonly seed: number;
  readonly steps: number;
  readonly out: string | undefined;
  readonly run: SavedRun | undefined;
  readonly checkpoint: Checkpoint | undefined;
  /** What --data said, with full paths. */
  readonly data: readonly string[];
  /** Most held-out examples to judge on. */
  readonly examples: number | undefined;
}
const DEFAULT_STEPS = 3000;
const MOST_STEPS = 100_000_000;

export async function train(args: Args, terminal: Terminal): Promise<number> {
  const wanted = args.choice('backend', BACKENDS) ?? 'auto';
  const plan = await planOf(args, terminal);
  const engine = await openEngine(wanted);
  const { out, built } = plan;
  terminal.err(
    `${built.drawing.graph.title}: ${parameterCount(built.compiled)} parameters, ${plan.steps} steps, on ${engine.backend.reason}\n`,
  );
  if (out !== undefined) writeSafely(join(out, FILES.graph), writeFile(built.drawing.drawn));

  const trained = await runPlan(plan, engine, terminal);
  const { checkpoint, losses, failure } = trained;
  if (out !== undefined) saveProgress(out, checkpoint, built.compiled, losses);
  if (failure) {
    engine.backend.close();
    if (out !== undefined) terminal.err(`The weights of step ${checkpoint.step} are in ${out}.\n`);
    throw new Problem([failure]);
  }
  if (trained.interrupted && out === undefined) terminal.err('Stopped. Nothing was kept: there was no --out.\n');
  const result = {
    graph: built.drawing.name,
    steps: checkpoint.step,
    seed: plan.seed,
    backend: engine.backend.target,
    params: parameterCount(built.compiled),
    msPerStep: trained.msPerStep,
    ...judgedOn(plan.examples),
  };
  const summarise = (metrics: Metrics): void => {
    if (out === undefined) return;
    const { title } = built.drawing.graph;
    const summary = { ...result, title, data: plan.data, losses: plain(losses.at(-1)?.values ?? {}), metrics };
    writeSafely(join(out, FILES.summary), `${JSON.stringify(summary, null, 2)}\n`);
  };
  // judging takes a while and may be cut short: the run is whole before it
  summarise({});
  const { metrics, close } = await judged(plan, trained, engine, terminal);
  summarise(metrics);
  close();
  if (args.has('json')) terminal.out(`${JSON.stringify({ ...result, losses: losses.map(flat), metrics })}\n`);
  else terminal.out(words(plan, trained, metrics));
  return DONE;
}

/** @throws Problem */
async function planOf(args: Args, terminal: Terminal): Promise<Plan> {
  const resume = args.text('resume');
  const examples = examplesOf(args);
  const givenSeed = args.whole('seed', 0, MAX_SEED);
  const givenSteps = args.whole('steps', 1, MOST_STEPS);
  const name = args.optionalOperand('GRAPH');
  const run = resume === undefined ? undefined : openRun(resume);
  const drawing = name !== undefined ? openDrawing(name) : run ? readDrawing(run.name, run.raw.graph, run.folder) : noDrawing();
  const given = args.all('data');
  const data = given.length > 0 ? fullPaths(given) : run ? remembered(run) : [];
  const imported = await readData(data, drawing.graph);
  const built = build(drawing, imported.sources);
  terminal.err(showAll([...drawing.diagnostics, ...imported.diagnostics, ...built.diagnostics]));
  const { compiled } = built;
  if (compiled.learn.players.length === 0)
    throw new Problem([notTrainable(compiled.learn.grade.why.map((r) => r.text).join('; ') || 'Nothing in it learns')]);

  const steps = givenSteps ?? (horizonOf(compiled) || DEFAULT_STEPS);
  const checkpoint = run && fitted(run.raw, compiled);
  if (run && checkpoint) checkResume(run, drawing, steps, givenSeed, terminal);
  const out = args.text('out') ?? resume;
  if (out !== undefined) makeFolder(out);
  return {
    built,
    seed: checkpoint?.seed ?? givenSeed ?? drawing.graph.seed,
    steps,
    out: out && resolve(out),
    run,
    checkpoint,
    data,
    examples,
  };
}
const noDrawing = (): never =>
  stop('train-nothing', {
    what: 'wellspring train needs GRAPH.',
    why: 'There is neither a drawing nor a run to go on from.',
    mend: 'Name a file or a template, for example: wellspring train vae-moons',
  });

/** A resumed run is the run that never stopped: same seed, same drawing, more steps. @throws Problem */
function checkResume(run: SavedRun, drawing: Drawing, steps: number, seed: number | undefined, terminal: Terminal): void {
  if (seed !== undefined && seed !== run.raw.seed)
    stop(
      'resume-seed',
      {
        what: `The run in ${run.folder} has the seed ${run.raw.seed}, not ${seed}.`,
        why: 'It goes on with the random numbers it began with.',
        mend: 'Leave --seed out, or start a new run.',
      },
      { where: '--seed' },
    );
  if (steps <= run.raw.step)
    stop(
      'resume-steps',
      {
        what: `The run in ${run.folder} has taken ${run.raw.step} steps already.`,
        why: `--steps counts all steps, those that were taken included, and stands at ${steps}.`,
        mend: `Ask for more, for example: --steps ${run.raw.step * 2}`,
      },
      { where: '--steps' },
    );
  if (contentDiffers(drawing, readDrawing(run.name, run.raw.graph, run.folder)))
    terminal.err(
      'warning: The drawing is not the one this run began with. Its weights fit, so the run goes on with the drawing as it is now; it is no longer the run that never stopped.\n',
    );
}

async function runPlan(plan: Plan, engine: Engine, terminal: Terminal): Promise<Trained> {
  const { built, out } = plan;
  const progress = new Progress(terminal);
  const interrupt = new Interrupt(terminal, () => {
    progress.end();
    terminal.err('Stopping after this step …\n');
  });
  try {
    return await runTraining(
      {
        compiled: built.compiled,
        device: engine.device,
        sources: built.sources,
        graph: writeFile(built.drawing.drawn),
        seed: plan.seed,
        steps: plan.steps,
        checkpoint: plan.checkpoint,
        losses: plan.run?.losses ?? [],
      },
      {
        onMoment: (m) => progress.show(m, m.step === m.total),
        onSave:
          out === undefined ? undefined : (c: Checkpoint, losses: readonly LossPoint[]) => saveProgress(out, c, built.compiled, losses),
        isInterrupted: () => interrupt.isWanted,
      },
    );
  } finally {
    progress.end();
    // once asked to stop, what was learnt is still to be saved, whatever else is pressed
    if (!interrupt.isWanted) interrupt.release();
  }
}

/** Metrics, and a picture of samples in the run's folder. */
async function judged(
  { built, seed, out, examples }: Plan,
  { checkpoint, interrupted }: Trained,
  engine: Engine,
  terminal: Terminal,
): Promise<{ readonly metrics: Metrics; close(): void }> {
  const { compiled, sources, drawing } = built;
  const { tasks, close } = onDevice(built, checkpoint, engine, seed, { onProgress: taskProgress(terminal) });
  // whoever stops a run wants it to end
  if (interrupted) return { metrics: {}, close };
  if (out !== undefined && tasks.available('sample')) {
    const variable = chooseVariable(compiled, drawing.graph, undefined);
    const space = compiled.spaces.get(`${variable}.x`);
    const n = space && isPicture({ space }) ? 64 : space && isText({ space }) ? 32 : 2000;
    const drawn = await draw({ compiled, tasks, sources, seed }, variable, n);
    const picture = samplePicture(drawn, drawing.graph, sources, seed);
    if (picture) writeSafely(join(out, FILES.samples), picture.png(drawing.text));
    const text = sampleText(drawn, drawing.graph, sources);
    if (text !== undefined) writeSafely(join(out, FILES.text), text);
  }
  terminal.err('Judging on held-out data …\n');
  return { metrics: await evaluate({ graph: drawing.graph, compiled, sources, tasks, seed }, effortOn(compiled, examples)), close };
}

function words(plan: Plan, { checkpoint, losses, msPerStep, interrupted }: Trained, metrics: Metrics): string {
  const last = objectives(losses.at(-1)?.values ?? {});
  const lines = [
    `${plan.built.drawing.graph.title}: ${interrupted ? `stopped at step ${checkpoint.step} of ${plan.steps}` : `${checkpoint.step} steps`}, ${figure(msPerStep)} ms a step (${duration(msPerStep * (checkpoint.step - (plan.checkpoint?.step ?? 0)))})`,
    ...last.map(([name, x]) => `${`loss ${name}`.padEnd(20)} ${figure(x)}`),
    ...metricLines(metrics),
    ...(plan.out === undefined ? [] : [`in ${plan.out}`]),
    ...(interrupted && plan.out !== undefined ? [`go on with: wellspring train --resume ${plan.out} --steps ${plan.steps}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}
