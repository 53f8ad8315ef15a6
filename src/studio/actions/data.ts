/** Files for Dataset nodes: given to the engine, whose answer names the columns. */
import { LIMITS } from '../../data/limits.ts';
import { report } from '../../data/messages.ts';
import { flat } from '../../graph/groups/flatten.ts';
import { loadFiles, saveFiles } from '../../storage/files.ts';
import { type GraphNode } from '../../graph/model.ts';
import { prefixOf, wayTo, withinOf } from '../place.ts';
import { dispatch, graphNow } from '../stores/document.ts';
import { useImports } from '../stores/derived.ts';
import { projectNow } from '../stores/project.ts';
import { session } from '../stores/session.ts';
import { toast, toastDiagnostic } from '../stores/toasts.ts';
import type { Given } from './dropped.ts';
import { engine } from './engine.ts';

interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
/** The engine's name for each node's data. */
const names = new Map<string, string>();
/** A Dataset that has been grouped goes by another name; undo gives it the old one back, so both stand for its data. */
export function alsoKnownAs(node: string, as: string): void {
  const name = names.get(node);
  if (name === undefined) return;
  names.set(as, name);
  useImports.setState((s) => {
    const columns = s.columns.get(node);
    const size = s.size.get(node);
    return {
      columns: columns ? new Map(s.columns).set(as, columns) : s.columns,
      size: size === undefined ? s.size : new Map(s.size).set(as, size),
    };
  });
  const files = given.get(node);
  if (files) {
    given.set(as, files);
    void saveFiles({ project: projectNow().id, node: as, files });
  }
}
/** What was handed over in this visit, by node. */
const given = new Map<string, readonly GivenFile[]>();
let stored: ReadonlyMap<string, readonly GivenFile[]> | undefined;

async function hand(node: string, files: readonly GivenFile[]): Promise<boolean> {
  const reply = await engine().importData(files);
  for (const d of reply.diagnostics) toastDiagnostic(d);
  const { name, columns, size } = reply;
  if (name === undefined || !columns) return false;
  names.set(node, name);
  given.set(node, files);
  useImports.setState((s) => ({
    columns: new Map(s.columns).set(node, columns),
    size: size === undefined ? s.size : new Map(s.size).set(node, size),
  }));
  return true;
}

/** @param node the Dataset's name in programs, with the groups around it */
export async function loadData(node: string, list: readonly Given[]): Promise<void> {
  const size = list.reduce((sum, g) => sum + g.file.size, 0);
  // before anything is read into memory
  if (size > LIMITS.bytes) {
    toastDiagnostic(report('data.too-large', list[0]?.name, size, LIMITS.bytes));
    return;
  }
  let files: readonly GivenFile[];
  try {
    files = await Promise.all(list.map(async (g) => ({ name: g.name, bytes: new Uint8Array(await g.file.arrayBuffer()) })));
    if (!(await hand(node, files))) return;
  } catch (error) {
    toast('bad', 'The files could not be read.', error instanceof Error ? error.message : String(error));
    return;
  }
  const { path, id } = wayTo(graphNow(), node);
  const within = withinOf(graphNow(), path)?.within;
  dispatch({ type: 'set-param', node: id, name: 'source', value: 'file', ...(within === undefined ? {} : { within }) });
  await saveFiles({ project: projectNow().id, node, files });
  const [first] = list;
  toast(
    'good',
    list.length > 4 && first ? `Loaded ${list.length} files, ${first.name} first.` : `Loaded ${list.map((g) => g.name).join(', ')}.`,
  );
}

const wantsFile = (n: GraphNode): boolean => n.kind === 'Dataset' && n.params['source'] === 'file';

/** Files of the last visit, handed over again, for the nodes that ask for a file. */
export async function restoreImports(): Promise<void> {
  const wanting = flat(graphNow()).nodes.filter((n) => wantsFile(n) && !names.has(n.id));
  if (wanting.length === 0) return;
  stored ??= new Map((await loadFiles(projectNow().id)).map((entry) => [entry.node, entry.files]));
  for (const { id } of wanting) {
    const files = stored.get(id);
    if (files) await hand(id, files);
  }
}

/** Another drawing comes: the files of this one are not for its nodes. */
export function forgetData(): void {
  names.clear();
  stored = undefined;
  useImports.setState({ columns: new Map(), size: new Map() });
}

export async function importedNames(): Promise<Readonly<Record<string, string>>> {
  await restoreImports();
  return Object.fromEntries(
    flat(graphNow())
      .nodes.filter(wantsFile)
      .flatMap((n) => (names.has(n.id) ? [[n.id, names.get(n.id)!]] : [])),
  );
}

/** Where dropped files go: the selected Dataset, or the only one. */
export function targetDataset(): string | undefined {
  const all = flat(graphNow()).nodes.filter((n) => n.kind === 'Dataset');
  const { selection, path } = session();
  const chosen = all.find((n) => [...selection].some((id) => prefixOf(path) + id === n.id));
  return chosen?.id ?? (all.length === 1 ? all[0]?.id : undefined);
}
