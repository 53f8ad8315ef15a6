/** The process of one contender: `serve.js <library> <backend> <folder of the fixture> <root of the repository>`. Answers questions from standard input, one JSON object a line. */
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Answer, type Contender, MARK, type Question } from './contender.ts';
import { type Fixture, readFixture } from './fixture.ts';
import { openOurs } from './ours.ts';
import { type BackendName, TUNED, isBackend } from './programs.ts';
import { openTfjs } from './tfjs/train.ts';

const say = (answer: Answer): void => void process.stdout.write(`${MARK}${JSON.stringify(answer)}\n`);

async function open(library: string, target: BackendName, folder: string, root: string): Promise<Contender> {
  switch (library) {
    case 'ours':
      return openOurs(target, readFixture(folder), root);
    case 'tfjs':
    case TUNED:
      return openTfjs(target, readFixture(folder), library === TUNED);
    case 'jax-js': {
      // not installed with the project, so neither bundled nor checked against its types
      const at = pathToFileURL(join(root, 'tests/bench/jax-js/train.mjs')).href;
      const library: { openJax(target: BackendName, f: Fixture): Promise<Contender> } = await import(/* @vite-ignore */ at);
      return library.openJax(target, readFixture(folder, 'channels-first'));
    }
    default:
      throw new Error(`no library ${library}`);
  }
}
async function answer(c: Contender, q: Question): Promise<Answer> {
  switch (q.ask) {
    case 'losses':
      return { losses: await c.losses() };
    case 'run': {
      const start = performance.now();
      const before = process.cpuUsage();
      await c.run(q.steps);
      const { user, system } = process.cpuUsage(before);
      return { ms: (performance.now() - start) / q.steps, cpuMs: (user + system) / 1000 / q.steps };
    }
    case 'profile':
      return c.profile ? { costs: await c.profile(q.steps) } : { failed: 'it cannot tell where its time goes' };
  }
}
const message = (e: unknown): string => (e instanceof Error ? e.message : String(e));

/** Not at the top level: chunks that are loaded later import this module, and would wait for it. */
async function serve([library = '', target = '', folder = '', root = '']: readonly string[]): Promise<void> {
  try {
    if (!isBackend(target)) throw new Error(`no backend ${target}`);
    const contender = await open(library, target, folder, root);
    say({ ready: true, adapter: contender.adapter });
    for await (const line of createInterface({ input: process.stdin })) {
      const question: Question = JSON.parse(line);
      say(await answer(contender, question));
    }
  } catch (e) {
    say({ failed: message(e) });
  }
  // graphics drivers keep threads that would keep the process
  process.exit();
}
void serve(process.argv.slice(2));
