/** Reads a command line against what a command declares. Everything unexpected is a diagnostic with a way out. */
import { parseArgs } from 'node:util';
import { stop } from './problem.ts';
import { didYouMean } from './suggest.ts';

export interface Flag {
  /** Without the dashes. */
  readonly name: string;
  /** What stands for the value in the help; a switch has none. */
  readonly value?: string;
  readonly meaning: string;
  /** May be given several times. */
  readonly many?: boolean;
}
export interface Operand {
  readonly name: string;
  readonly meaning: string;
  readonly optional?: boolean;
}
export interface Syntax {
  readonly name: string;
  readonly operands: readonly Operand[];
  readonly flags: readonly Flag[];
}

/** What was typed, by name. */
export class Args {
  constructor(
    private readonly command: string,
    private readonly operands: ReadonlyMap<string, string>,
    private readonly values: ReadonlyMap<string, readonly string[]>,
  ) {}
  operand(name: string): string {
    return this.operands.get(name)!;
  }
  optionalOperand(name: string): string | undefined {
    return this.operands.get(name);
  }
  has(flag: string): boolean {
    return this.values.has(flag);
  }
  text(flag: string): string | undefined {
    return this.values.get(flag)?.[0];
  }
  all(flag: string): readonly string[] {
    return this.values.get(flag) ?? [];
  }
  required(flag: string, example: string): string {
    return (
      this.text(flag) ??
      stop('usage-flag-missing', {
        what: `wellspring ${this.command} needs --${flag}.`,
        why: 'Without it there is no telling what to do.',
        mend: `Add it, for example: --${flag} ${example}`,
      })
    );
  }
  /** A whole number within limits. */
  whole(flag: string, low: number, high: number): number | undefined {
    const text = this.text(flag);
    if (text === undefined) return undefined;
    const n = text.trim() === '' ? NaN : Number(text);
    if (!Number.isSafeInteger(n) || n < low || n > high)
      stop(
        'usage-flag-number',
        {
          what: `--${flag} cannot be “${clip(text)}”.`,
          why: `It is a whole number from ${low} to ${high}.`,
          mend: `Write it in digits, for example: --${flag} ${Math.min(high, Math.max(low, 1000))}`,
        },
        { where: `--${flag}` },
      );
    return n;
  }
  choice<T extends string>(flag: string, among: readonly T[]): T | undefined {
    const text = this.text(flag);
    if (text === undefined) return undefined;
    const found = among.find((c) => c === text);
    return (
      found ??
      stop(
        'usage-flag-choice',
        {
          what: `--${flag} cannot be “${clip(text)}”.`,
          why: `It is one of ${among.join(', ')}.`,
          mend: didYouMean(text, among, `Choose one of them, for example: --${flag} ${among[0] ?? ''}`),
        },
        { where: `--${flag}` },
      )
    );
  }
}

/** What was typed, at a length and in letters that a terminal can show. */
export const clip = (text: string): string => {
  const plain = Array.from(text, (c) => (c < ' ' || (c >= '\u007f' && c < '\u00a0') ? '\ufffd' : c));
  return plain.length > 80 ? `${plain.slice(0, 79).join('')}…` : plain.join('');
};

/** @throws Problem when the command does not take what was typed */
export function readArgs(syntax: Syntax, argv: readonly string[]): Args {
  const flags = new Map(syntax.flags.map((f) => [f.name, f]));
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      syntax.flags.map((f) => [f.name, { type: f.value === undefined ? ('boolean' as const) : ('string' as const), multiple: true }]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const help = `See: wellspring ${syntax.name} --help`;
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = flags.get(token.name);
    if (!flag)
      stop('usage-flag-unknown', {
        what: `wellspring ${syntax.name} has no flag ${clip(token.rawName)}.`,
        why: `It takes ${syntax.flags.length ? syntax.flags.map((f) => `--${f.name}`).join(', ') : 'no flags'}.`,
        mend: didYouMean(token.name, [...flags.keys()], help).replace(/“/, '“--'),
      });
    if (flag.value === undefined) {
      if (token.value !== undefined)
        stop('usage-flag-value', {
          what: `--${flag.name} takes no value.`,
          why: 'It is on when it is there.',
          mend: `Write just --${flag.name}.`,
        });
      values.set(flag.name, ['']);
      continue;
    }
    const next = token.value;
    if (next === undefined || next === '' || (!token.inlineValue && next.startsWith('--')))
      stop('usage-flag-value', {
        what: `--${flag.name} needs a value.`,
        why: next?.startsWith('--') ? `The next word is ${clip(next)}, a flag of its own.` : 'Nothing stands after it.',
        mend: `Write --${flag.name} ${flag.value}.`,
      });
    const before = values.get(flag.name);
    if (before && flag.many !== true)
      stop('usage-flag-twice', {
        what: `--${flag.name} is given twice: ${clip(before[0]!)} and ${clip(next)}.`,
        why: 'Only one of them can hold.',
        mend: 'Leave one out.',
      });
    values.set(flag.name, [...(before ?? []), next]);
  }
  const missing = syntax.operands[operands.length];
  if (missing && missing.optional !== true)
    stop('usage-operand-missing', {
      what: `wellspring ${syntax.name} needs ${missing.name}.`,
      why: `${missing.name} is ${missing.meaning}.`,
      mend: help,
    });
  const extra = operands[syntax.operands.length];
  if (extra !== undefined)
    stop('usage-operand-extra', {
      what: `“${clip(extra)}” is one word too many.`,
      why: `wellspring ${syntax.name} takes ${syntax.operands.map((o) => o.name).join(' ') || 'no names'}.`,
      mend: `Put names with spaces in quotes. ${help}`,
    });
  return new Args(syntax.name, new Map(operands.map((o, i) => [syntax.operands[i]!.name, o])), values);
}
