/** The drawing a command works on: a file, or one of the templates by name. */
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import type { Diagnostic } from '../graph/diagnostic.ts';
import { parseFile } from '../graph/file.ts';
import { flat } from '../graph/groups/flatten.ts';
import type { Graph } from '../graph/model.ts';
import { clip } from './args.ts';
import { isFile, isFolder, readBytes } from './files.ts';
import { stop, unlessErrors } from './problem.ts';
import { nearest } from './suggest.ts';
import { ENDING, templateNames, templateText } from './templates.ts';

export interface Drawing {
  /** The template's name, or the file's without its ending. */
  readonly name: string;
  readonly text: string;
  /** As in the file. */
  readonly drawn: Graph;
  /** With its groups unfolded: what programs, data and variables are called after. */
  readonly graph: Graph;
  /** Warnings and remarks of reading it. */
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws Problem */
export function openDrawing(given: string): Drawing {
  if (isFile(given))
    return readDrawing(basename(given).replace(/(\.wellspring)?\.json$/i, ''), new TextDecoder().decode(readBytes(given)), given);
  if (templateNames().includes(given)) return readDrawing(given, templateText(given), given);
  return stop('drawing-unknown', unknown(given), { where: clip(given) });
}

/** @param where what diagnostics call it @throws Problem */
export function readDrawing(name: string, text: string, where: string): Drawing {
  const { graph, diagnostics } = parseFile(text);
  // a place inside the file stands after the file's name
  const placed = diagnostics.map((d) => ({ ...d, where: d.where === undefined ? clip(where) : `${clip(where)}, ${d.where}` }));
  unlessErrors(placed);
  return { name, text, drawn: graph!, graph: flat(graph!), diagnostics: placed };
}

function unknown(given: string): { what: string; why: string; mend: string } {
  const all = 'wellspring templates lists the templates.';
  if (isFolder(given))
    return {
      what: `${clip(given)} is a folder.`,
      why: 'A drawing is one file.',
      mend: `Name the ${ENDING} file in it. A folder that train --out made is what evaluate, sample, score and infer take.`,
    };
  const isPath = /[\\/]|\.json$/i.test(given);
  const near = isPath ? nearest(basename(given), drawingsHere()) : nearest(given, [...templateNames(), ...drawingsHere()]);
  return {
    what: isPath ? `There is no file ${clip(given)}.` : `There is no file and no template called “${clip(given)}”.`,
    why: isPath ? 'Nothing lies at that path.' : 'A drawing is a file, or the name of a template.',
    mend: near === undefined ? `Check the name. ${all}` : `Did you mean “${near}”? ${all}`,
  };
}
const drawingsHere = (): readonly string[] => readdirSync('.').filter((f) => f.endsWith(ENDING));
