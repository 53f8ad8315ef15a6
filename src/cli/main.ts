/** The command line: finds the command, runs it, and turns what goes wrong into words and an exit code. */
import { readArgs } from './args.ts';
import { BROKEN, DONE, REFUSED } from './command.ts';
import { COMMANDS } from './commands.ts';
import { overview, page } from './help.ts';
import { Problem, stop } from './problem.ts';
import { didYouMean } from './suggest.ts';
import { type Terminal, showAll } from './terminal.ts';
import { clip } from './args.ts';
import { version } from './version.ts';

/** @param argv what follows "wellspring" @returns the exit code */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    if (error instanceof Problem) {
      terminal.err(showAll(error.diagnostics));
      return REFUSED;
    }
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.err(
      `Wellspring ${version()} has met a bug of its own. Please report it with the command (wellspring ${argv.map(clip).join(' ')}), the drawing and these lines:\n${trace}\n`,
    );
    return BROKEN;
  }
}

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined) {
    terminal.err(overview(version()));
    return REFUSED;
  }
  if (name === '--version' || name === '-v') {
    terminal.out(`${version()}\n`);
    return DONE;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const about = name === 'help' ? rest[0] : undefined;
    terminal.out(about === undefined ? overview(version()) : page(find(about)));
    return DONE;
  }
  const command = find(name);
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(page(command));
    return DONE;
  }
  return command.run(readArgs(command, rest), terminal);
}

function find(name: string): (typeof COMMANDS)[number] {
  const names = COMMANDS.map((c) => c.name);
  return (
    COMMANDS.find((c) => c.name === name) ??
    stop('usage-command', {
      what: `wellspring has no command “${clip(name)}”.`,
      why: `Its commands are ${names.join(', ')}.`,
      mend: didYouMean(name, names, 'See: wellspring --help'),
    })
  );
}
