/** A contender in a process of its own, so that nobody pays for another's memory. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Answer, type Cost, MARK, type Question, type Turn } from './contender.ts';

/** Longest wait for one answer. */
const PATIENCE_MS = 300_000;
const ENDED = 'its process ended';

/** A contender in the middle of a slow step would not notice that its asker is gone. */
const living = new Set<ChildProcess>();
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => {
    for (const child of living) child.kill('SIGKILL');
    process.exit(status);
  });

export class Remote {
  private readonly answers: AsyncIterator<Answer>;
  private readonly absent: Promise<never>;
  private constructor(private readonly child: ChildProcess) {
    this.answers = answersOf(child);
    this.absent = new Promise((_, reject) => child.on('error', reject));
    // raced with every answer; a failure between two is told with the next
    this.absent.catch(() => undefined);
  }
  /** @throws when it does not come up */
  static async start(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ remote: Remote; adapter?: string }> {
    const child = spawn(command, [...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    const remote = new Remote(child);
    living.add(child);
    const errors: string[] = [];
    child.stderr!.setEncoding('utf8').on('data', (text: string) => void errors.push(text));
    try {
      const first = await remote.next();
      if (!('ready' in first)) throw new Error('failed' in first ? first.failed : 'an answer out of turn');
      return first.adapter === undefined ? { remote } : { remote, adapter: first.adapter };
    } catch (e) {
      remote.stop();
      const why = e instanceof Error ? e.message : String(e);
      const said = errors.join('').trim().split('\n').at(-1);
      throw new Error(why === ENDED && said ? `${why}: ${said}` : why, { cause: e });
    }
  }
  private async next(): Promise<Answer> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer in ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
    });
    try {
      const { value, done } = await Promise.race([this.answers.next(), late, this.absent]);
      if (done) throw new Error(ENDED);
      if ('failed' in value) throw new Error(value.failed);
      return value;
    } finally {
      clearTimeout(timer);
    }
  }
  private ask(question: Question): Promise<Answer> {
    this.child.stdin!.write(`${JSON.stringify(question)}\n`);
    return this.next();
  }
  async losses(): Promise<readonly number[]> {
    const answer = await this.ask({ ask: 'losses' });
    if (!('losses' in answer)) throw new Error('an answer out of turn');
    return answer.losses;
  }
  async run(steps: number): Promise<Turn> {
    const answer = await this.ask({ ask: 'run', steps });
    if (!('ms' in answer)) throw new Error('an answer out of turn');
    return answer;
  }
  async profile(steps: number): Promise<readonly Cost[]> {
    const answer = await this.ask({ ask: 'profile', steps });
    if (!('costs' in answer)) throw new Error('an answer out of turn');
    return answer.costs;
  }
  stop(): void {
    this.child.kill('SIGKILL');
    living.delete(this.child);
  }
}
async function* answersOf(child: ChildProcess): AsyncGenerator<Answer, undefined> {
  child.stdin!.on('error', () => undefined);
  for await (const line of createInterface({ input: child.stdout! }))
    if (line.startsWith(MARK)) {
      const answer: Answer = JSON.parse(line.slice(MARK.length));
      yield answer;
    }
  return undefined;
}
