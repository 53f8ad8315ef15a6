/** Data sets from files: --data PATH, PATH,PATH or a folder, with NODE= before it where a drawing has several Dataset nodes. */
import { readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { importFiles } from '../data/import/import.ts';
import { LIMITS } from '../data/limits.ts';
import type { DataSource } from '../data/source.ts';
import type { Diagnostic } from '../graph/diagnostic.ts';
import type { Graph, GraphNode } from '../graph/model.ts';
import { clip } from './args.ts';
import { isFolder, readBytes, statOf } from './files.ts';
import { stop, systemReason, unlessErrors } from './problem.ts';
import { didYouMean } from './suggest.ts';

export interface Imported {
  /** By Dataset node. */
  readonly sources: ReadonlyMap<string, DataSource>;
  /** What was read for each: as given, one entry a --data flag. */
  readonly diagnostics: readonly Diagnostic[];
}
interface Wanted {
  readonly node: string;
  readonly path: string;
}
const datasetsOf = (graph: Graph): readonly GraphNode[] => graph.nodes.filter((n) => n.kind === 'Dataset' && n.muted !== true);
const readsFile = (n: GraphNode): boolean => n.params['source'] === 'file';

/** Which Dataset node each --data is for. @throws Problem */
export function assign(given: readonly string[], graph: Graph): readonly Wanted[] {
  const datasets = datasetsOf(graph);
  const ids = datasets.map((n) => n.id);
  const wanted = given.map((text): Wanted => {
    const cut = text.indexOf('=');
    const name = text.slice(0, Math.max(0, cut));
    if (ids.includes(name)) return { node: name, path: text.slice(cut + 1) };
    const fileNodes = datasets.filter(readsFile);
    const [only, ...others] = datasets.length === 1 ? datasets : fileNodes;
    if (only && others.length === 0) return { node: only.id, path: text };
    if (ids.length === 0)
      return stop(
        'data-no-node',
        { what: 'The drawing reads no data.', why: 'It has no Dataset node.', mend: 'Leave --data out.' },
        { where: '--data' },
      );
    return stop(
      'data-which-node',
      {
        what: `It is not clear which data ${clip(text)} is.`,
        why: `The drawing has several Dataset nodes: ${ids.join(', ')}.`,
        mend:
          cut > 0 && /^[\w-]+$/.test(name)
            ? didYouMean(name, ids, `Write --data ${ids[0]!}=PATH.`)
            : `Say for which: --data ${ids[0]!}=${clip(text)}`,
      },
      { where: '--data' },
    );
  });
  const twice = wanted.find((w, i) => wanted.findIndex((o) => o.node === w.node) !== i);
  if (twice)
    stop(
      'data-twice',
      {
        what: `${twice.node} is given data twice.`,
        why: 'Only one of them can hold.',
        mend: 'Join several files with commas: --data a.npy,b.npy',
      },
      { where: '--data' },
    );
  return wanted;
}

/** @param shapeOf shape that pictures are brought to, by node @throws Problem */
export async function readData(
  given: readonly string[],
  graph: Graph,
  shapeOf: (node: string) => readonly number[] | undefined = () => undefined,
): Promise<Imported> {
  const sources = new Map<string, DataSource>();
  const diagnostics: Diagnostic[] = [];
  for (const { node, path } of assign(given, graph)) {
    const shape = shapeOf(node);
    const read = await importFiles(filesOf(path), shape?.length === 3 ? { target: { shape } } : {});
    diagnostics.push(...unlessErrors(read.diagnostics));
    sources.set(node, read.source!);
  }
  return { sources, diagnostics };
}

/** A drawing may ask for a file of the user's; without it there is nothing to compile. @throws Problem */
export function requireData(graph: Graph, sources: ReadonlyMap<string, DataSource>): void {
  const bare = datasetsOf(graph).find((n) => readsFile(n) && !sources.has(n.id) && graph.wires.some((w) => w.from.node === n.id));
  if (bare)
    stop(
      'data-missing',
      {
        what: `The data of ${bare.id} is a file of your own, and none is given.`,
        why: 'A drawing names its data; the files themselves stay where they are.',
        mend: 'Add --data PATH: a file, several with commas between them, or a folder.',
      },
      { node: bare.id },
    );
}

function filesOf(path: string): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
  const there = statOf(path);
  // a comma may be part of a name
  const paths = there || !path.includes(',') ? [path] : path.split(',').filter((p) => p !== '');
  const named = paths.flatMap((p) => (isFolder(p) ? inFolder(p) : [{ name: basename(p), path: p }]));
  if (named.length === 0)
    stop(
      'data-empty-folder',
      { what: `${clip(path)} holds no files.`, why: 'A data set needs at least one.', mend: 'Name a folder with files.' },
      { where: '--data' },
    );
  const total = named.reduce((n, f) => n + (statOf(f.path)?.size ?? 0), 0);
  if (total > LIMITS.bytes)
    stop(
      'data-too-large',
      {
        what: `The data takes ${Math.round(total / 2 ** 20)} MB.`,
        why: `At most ${LIMITS.bytes / 2 ** 20} MB are held in memory.`,
        mend: 'Import a part of it.',
      },
      { where: clip(path) },
    );
  return named.map((f) => ({ name: f.name, bytes: readBytes(f.path) }));
}
/** All files below a folder, their folders kept in their names: pictures are classed by them. */
function inFolder(root: string): readonly { readonly name: string; readonly path: string }[] {
  const visit = (folder: string): readonly string[] => {
    try {
      return readdirSync(folder, { withFileTypes: true })
        .filter((e) => !e.name.startsWith('.'))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .flatMap((e) => (e.isDirectory() ? visit(join(folder, e.name)) : e.isFile() ? [join(folder, e.name)] : []));
    } catch (error) {
      return stop('file-unreadable', {
        what: `${folder} cannot be read.`,
        why: `The system says: ${systemReason(error)}.`,
        mend: 'Check that you may read it.',
      });
    }
  };
  return visit(root).map((path) => ({ name: relative(root, path).replaceAll('\\', '/'), path }));
}
