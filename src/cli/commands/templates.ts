import type { Args } from '../args.ts';
import { DONE } from '../command.ts';
import { openDrawing } from '../drawing.ts';
import { templateNames } from '../templates.ts';
import type { Terminal } from '../terminal.ts';

/** The first paragraph of a note, without its heading and Markdown. */
function gist(notes: string): string {
  const paragraph = notes.split(/\n\s*\n/).find((p) => p.trim() !== '' && !p.startsWith('#')) ?? '';
  const plain = paragraph
    .replace(/[*_`]/g, '')
    .replace(/^What it is\.\s*/, '')
    .replaceAll('\n', ' ');
  return /^.*?[.:](?=\s|$)/.exec(plain)?.[0] ?? plain;
}

export async function templates(args: Args, terminal: Terminal): Promise<number> {
  const all = templateNames().map((name) => {
    const { graph } = openDrawing(name);
    return { name, title: graph.title, about: gist(graph.notes), nodes: graph.nodes.filter((n) => n.kind !== 'Note').length };
  });
  if (args.has('json')) terminal.out(`${JSON.stringify(all)}\n`);
  else {
    const width = Math.max(...all.map((t) => t.name.length)) + 2;
    terminal.out(all.map((t) => `${t.name.padEnd(width)}${t.title}\n`).join(''));
  }
  return DONE;
}
