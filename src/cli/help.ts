/** Help pages. */
import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';

const WIDTH = 88;

function wrap(text: string, indent: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line && indent + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}
function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([a]) => a.length)) + 4;
  return rows.map(([a, b]) => `  ${a.padEnd(width - 2)}${wrap(b, width)}`).join('\n');
}
const usage = (c: Command): string =>
  ['wellspring', c.name, ...c.operands.map((o) => (o.optional ? `[${o.name}]` : o.name)), '[flags]'].join(' ');

export function overview(version: string): string {
  return `Wellspring ${version}: draw a deep generative model as a graph, and learn it, sample it, score data with it.

Usage: wellspring COMMAND …

Commands
${table(COMMANDS.map((c) => [c.name, c.summary]))}

Flags
${table([
  ['--help', 'Show this help; after a command, the help of that command.'],
  ['--version', 'Show the version.'],
])}

Try:  wellspring train vae-moons --out runs/moons
`;
}
export function page(c: Command): string {
  const sections = [
    `${c.summary}`,
    ...(c.about === undefined ? [] : [wrap(c.about, 0)]),
    `Usage: ${usage(c)}`,
    ...(c.operands.length > 0 ? [table(c.operands.map((o) => [o.name, `${o.meaning}.`]))] : []),
    `Flags\n${table(c.flags.map((f) => [f.value === undefined ? `--${f.name}` : `--${f.name} ${f.value}`, f.meaning]))}`,
    `Examples\n${c.examples.map((e) => `  ${e}`).join('\n')}`,
    'Exit codes: 0 done, 2 bad usage or bad input, 1 a bug of Wellspring.',
  ];
  return `${sections.join('\n\n')}\n`;
}
