/** What a command is. */
import type { Args, Flag, Syntax } from './args.ts';
import type { Terminal } from './terminal.ts';

export interface Command extends Syntax {
  readonly summary: string;
  /** More than one line of what it does. */
  readonly about?: string;
  readonly examples: readonly string[];
  /** Loads the command's code and does it; gives the exit code. */
  readonly run: (args: Args, terminal: Terminal) => Promise<number>;
}

export const DONE = 0;
/** Bad usage or bad input. */
export const REFUSED = 2;
/** A bug of ours. */
export const BROKEN = 1;

export const HELP: Flag = { name: 'help', meaning: 'Show this help.' };
