/** The bench: every program on every backend against every rival that is there. scripts/bench.mjs bundles and calls it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Disagreement, type Outcome, duel, mustAgree } from './duel.ts';
import { makeFixture, writeFixture } from './fixture.ts';
import {
  type BackendName,
  type ProgramName,
  type RivalName,
  BACKENDS,
  PROGRAMS,
  RIVALS,
  TUNED,
  isBackend,
  isProgram,
  isRival,
} from './programs.ts';
import { Remote } from './remote.ts';
import { vulkanEnvironments } from './vulkan.ts';

export interface Row {
  readonly program: ProgramName;
  readonly backend: BackendName;
  readonly against: RivalName;
  readonly oursMs: number;
  readonly theirsMs: number;
  /** Ours over theirs: below 1, ours is faster. */
  readonly ratio: number;
}
const USAGE = `npm run bench -- [options]
  --json                 print one JSON object instead of a table
  --out FILE             write that object to a file too
  --program NAME         ${Object.keys(PROGRAMS).join(' or ')}; may be given more than once (all)
  --backend NAME         ${BACKENDS.join(' or ')}; likewise
  --against NAME         ${RIVALS.join(', ')}; likewise; ${TUNED} only where named
  --seconds N            time for the rounds of each row (30)
  --profile              instead, where the time of a step goes, kernel by kernel (ours and tfjs)
PyTorch is looked for in python3; WELLSPRING_PYTHON names another.`;

const note = (text: string): void => void process.stderr.write(`${text}\n`);
const round = (x: number, digits: number): number => Number(x.toPrecision(digits));
const message = (e: unknown): string => (e instanceof Error ? e.message : String(e));

/** @param root of the repository @param bundles where this bundle and serve.js lie */
export async function main(args: readonly string[], root: string, bundles: string): Promise<number> {
  const options = optionsOf(args);
  if (!options) {
    note(USAGE);
    return args.includes('--help') ? 0 : 2;
  }
  const rows: Row[] = [];
  const shown: (Row & Outcome)[] = [];
  let adapter = '';
  let disagreed = false;
  for (const program of options.programs) {
    const folder = mkdtempSync(join(tmpdir(), 'wellspring-bench-'));
    try {
      writeFixture(makeFixture(program, root), folder);
      const hall = new Hall(bundles, folder, root);
      for (const backend of options.backends) {
        if (options.profile) await profile(hall, program, backend, options.rivals);
        else
          for await (const met of match(hall, program, backend, options)) {
            if (met === 'disagreed') disagreed = true;
            else {
              rows.push(met.row);
              shown.push({ ...met.outcome, ...met.row });
              adapter = met.on ?? adapter;
            }
          }
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  if (options.profile) return 0;
  const result = { machine: machine(adapter), rows };
  const text = `${JSON.stringify(result, null, 2)}\n`;
  if (options.out !== undefined) writeFileSync(options.out, text);
  process.stdout.write(options.json ? text : table(shown));
  return rows.length > 0 && !disagreed ? 0 : 1;
}
const machine = (adapter: string) => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: round(totalmem() / 2 ** 30, 3),
  node: process.version,
  ...(adapter && { adapter }),
});

interface Options {
  readonly json: boolean;
  readonly profile: boolean;
  readonly out: string | undefined;
  readonly seconds: number;
  readonly programs: readonly ProgramName[];
  readonly backends: readonly BackendName[];
  readonly rivals: readonly RivalName[];
}
function optionsOf(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        profile: { type: 'boolean', default: false },
        out: { type: 'string' },
        seconds: { type: 'string', default: '30' },
        program: { type: 'string', multiple: true, default: Object.keys(PROGRAMS) },
        backend: { type: 'string', multiple: true, default: [...BACKENDS] },
        against: { type: 'string', multiple: true, default: [...RIVALS] },
      },
    });
    const seconds = Number(values.seconds);
    if (!(seconds > 0)) throw new Error('--seconds must be a positive number');
    return {
      json: values.json,
      profile: values.profile,
      out: values.out,
      seconds,
      programs: values.program.map((s) => (isProgram(s) ? s : unknown('program', s))),
      backends: values.backend.map((s) => (isBackend(s) ? s : unknown('backend', s))),
      rivals: values.against.map((s) => (isRival(s) ? s : unknown('rival', s))),
    };
  } catch (e) {
    if (!args.includes('--help')) note(message(e));
    return undefined;
  }
}
function unknown(what: string, name: string): never {
  throw new Error(`no ${what} ${name}`);
}

/** Lets contenders in. */
class Hall {
  /** The environment in which WebGPU came up. */
  private readonly good = new Map<BackendName, NodeJS.ProcessEnv>();
  constructor(
    private readonly bundles: string,
    private readonly folder: string,
    private readonly root: string,
  ) {}
  async admit(library: RivalName | 'ours', backend: BackendName): Promise<{ remote: Remote; adapter?: string }> {
    if (library === 'pytorch') {
      const script = join(this.root, 'tests/bench/pytorch/train.py');
      return Remote.start(process.env['WELLSPRING_PYTHON'] ?? 'python3', [script, this.folder], process.env);
    }
    const args = [join(this.bundles, 'serve.js'), library, backend, this.folder, this.root];
    const known = this.good.get(backend);
    const environments = known ? [known] : backend === 'webgpu' ? vulkanEnvironments() : [process.env];
    const refusals: string[] = [];
    for (const env of environments)
      try {
        const admitted = await Remote.start(process.execPath, args, env);
        this.good.set(backend, env);
        return admitted;
      } catch (e) {
        refusals.push(message(e));
      }
    throw new Error(refusals.at(-1));
  }
}
/** One row for each rival; a rival that does not come, or trains another model, is noted and left out. */
async function* match(hall: Hall, program: ProgramName, backend: BackendName, o: Options) {
  const rivals = o.rivals.filter((r) => r !== 'pytorch' || backend === 'wasm');
  for (const against of rivals) {
    const admitted: Remote[] = [];
    try {
      const theirs = await hall.admit(against, backend);
      admitted.push(theirs.remote);
      const ours = await hall.admit('ours', backend);
      admitted.push(ours.remote);
      mustAgree(await ours.remote.losses(), await theirs.remote.losses(), against);
      const outcome = await duel(ours.remote, theirs.remote, o.seconds);
      const [oursMs, theirsMs] = [round(outcome.oursMs, 4), round(outcome.theirsMs, 4)];
      const row: Row = { program, backend, against, oursMs, theirsMs, ratio: round(outcome.ratio, 3) };
      note(`${program} ${backend} against ${against}: ${outcome.rounds} rounds, ratio ${row.ratio}`);
      yield { row, outcome, on: ours.adapter };
    } catch (e) {
      note(`${program} ${backend} against ${against} is left out: ${message(e)}`);
      if (e instanceof Disagreement) yield 'disagreed' as const;
    } finally {
      for (const r of admitted) r.stop();
    }
  }
}
async function profile(hall: Hall, program: ProgramName, backend: BackendName, rivals: readonly RivalName[]): Promise<void> {
  for (const library of ['ours' as const, ...rivals]) {
    if (library === 'jax-js' || library === 'pytorch') continue;
    const { remote } = await hall.admit(library, backend);
    await remote.losses();
    const warm = await remote.run(1);
    const steps = Math.max(1, Math.min(20, Math.round(2000 / warm.ms)));
    await remote.run(steps);
    const costs = await remote.profile(steps);
    remote.stop();
    const total = costs.reduce((sum, c) => sum + c.ms, 0);
    process.stdout.write(`\n${program} ${backend} ${library}: ${total.toFixed(2)} ms a step\n`);
    for (const c of costs.slice(0, 40))
      process.stdout.write(`${c.ms.toFixed(3).padStart(9)} ms ${c.calls.toFixed(0).padStart(4)} x  ${c.kernel}\n`);
  }
}
function table(rows: readonly (Row & Outcome)[]): string {
  const head = ['program', 'backend', 'against', 'ours ms', 'theirs ms', 'ratio', 'quartiles', 'processor', 'rounds'];
  const body = rows.map((r) => [
    r.program,
    r.backend,
    r.against,
    String(r.oursMs),
    String(r.theirsMs),
    r.ratio.toFixed(3),
    r.spread.map((x) => x.toFixed(3)).join(' to '),
    r.cpuRatio.toFixed(3),
    String(r.rounds),
  ]);
  const width = head.map((h, i) => Math.max(h.length, ...body.map((b) => b[i]!.length)));
  return [head, ...body]
    .map(
      (line) =>
        `${line
          .map((cell, i) => cell.padEnd(width[i]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
