/** Opening and saving drawings. */
import { create } from 'zustand';
import type { Diagnostic } from '../../graph/diagnostic.ts';
import { parseFile, writeFile } from '../../graph/file.ts';
import type { Graph } from '../../graph/model.ts';
import { newId, saveProject } from '../../storage/projects.ts';
import { keepVersion } from '../saving.ts';
import { dispatch, graphNow } from '../stores/document.ts';
import { forgetAdvice } from '../stores/advice.ts';
import { select, session } from '../stores/session.ts';
import { useCanvas } from '../stores/canvas.ts';
import { toast } from '../stores/toasts.ts';
import { loadData, targetDataset } from './data.ts';
import { type Given, type Sorted, sort } from './dropped.ts';
import { leaveRun } from './run.ts';

/** What was said about the file opened last, until it is dismissed. */
interface FileReport {
  readonly name: string;
  readonly opened: boolean;
  readonly diagnostics: readonly Diagnostic[];
}
export const useFileReport = create<{ readonly report: FileReport | undefined }>()(() => ({ report: undefined }));
/** Data that waits to be told which Dataset it is for. */
export const useWaitingData = create<{ readonly given: readonly Given[] }>()(() => ({ given: [] }));

/** Takes another drawing's place; Undo brings the old one back, and it stays among the versions. */
export function openGraph(graph: Graph, why = `before opening “${graph.title}”`): void {
  const before = graphNow();
  if (dispatch({ type: 'replace', graph })) return;
  forgetAdvice();
  void keepVersion(why, before);
  select([]);
  session().set({ within: undefined, path: [], tab: 'model', asked: undefined });
  void leaveRun();
  // The canvas measures the new nodes first.
  window.setTimeout(() => useCanvas.getState().arrive?.(), 60);
}
export function openText(name: string, text: string): boolean {
  const { graph, diagnostics } = parseFile(text);
  if (graph) openGraph(graph);
  const worth = diagnostics.filter((d) => d.severity !== 'info');
  if (!graph || worth.length > 0) useFileReport.setState({ report: { name, opened: graph !== undefined, diagnostics } });
  return graph !== undefined;
}

export function pickFiles(accept: string, multiple: boolean, take: (files: readonly File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.multiple = multiple;
  input.addEventListener('change', () => take([...(input.files ?? [])]));
  input.click();
}
export const named = (files: readonly File[]): readonly Given[] => files.map((file) => ({ name: file.name, file }));
export const openFile = (): void =>
  pickFiles('.json,.wellspring,.png,application/json,image/png', false, ([file]) => {
    if (file) void openPicked(file);
  });
async function openPicked(file: File): Promise<void> {
  const found = await sort({ name: file.name, file });
  if (found.kind === 'drawing') openText(found.name, found.text);
  else if (found.kind === 'refused') refuse(found.name, found.diagnostic);
  else if (/\.png$/i.test(file.name))
    toast(
      'bad',
      `${file.name} has no drawing inside.`,
      'Pictures that Wellspring saves have one. To use the picture as data, drop it on a Dataset node.',
    );
  // whatever it is, the reader says what is wrong with it
  else openText(file.name, await file.text());
}
const refuse = (name: string, diagnostic: Diagnostic): void =>
  useFileReport.setState({ report: { name, opened: false, diagnostics: [diagnostic] } });

export const slug = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'drawing';

export function download(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
export function saveFile(): void {
  const graph = graphNow();
  const name = `${slug(graph.title)}.wellspring.json`;
  download(name, writeFile(graph), 'application/json');
  toast('good', `Saved ${name}.`);
}

/** More files than this are data; only names are looked at. */
const MANY = 60;
const isDrawing = (s: Sorted): s is Extract<Sorted, { kind: 'drawing' }> => s.kind === 'drawing';

/** Files dropped anywhere: drawings open, anything else is data, for `node` if they were dropped on one. */
export async function takeDropped(given: readonly Given[], node?: string): Promise<void> {
  if (given.length === 0) {
    toast('bad', 'There was nothing to open in what was dropped.', 'Drop files, or a folder that has some.');
    return;
  }
  const looked: Sorted[] = [];
  for (const g of given)
    looked.push(
      /\.wellspring\.json$/i.test(g.name) || (node === undefined && given.length <= MANY) ? await sort(g) : { kind: 'data', given: g },
    );
  const drawings = looked.filter(isDrawing);
  const data = looked.flatMap((s) => (s.kind === 'data' ? [s.given] : []));
  const refused = looked.find((s) => s.kind === 'refused');
  if (refused) refuse(refused.name, refused.diagnostic);
  if (drawings.length > 0) {
    await openSeveral(drawings, data.length);
    return;
  }
  if (data.length === 0) return;
  const target = node ?? targetDataset();
  if (target !== undefined) await loadData(target, data);
  else useWaitingData.setState({ given: data });
}
/** The first opens; the others are kept beside it. */
async function openSeveral([first, ...rest]: readonly { readonly name: string; readonly text: string }[], left: number): Promise<void> {
  if (first) openText(first.name, first.text);
  let kept = 0;
  for (const { text } of rest) {
    const { graph } = parseFile(text);
    const saved = graph && (await saveProject(newId(), graph.title, writeFile(graph), 0));
    if (saved) kept++;
  }
  const words = [
    rest.length > 0 ? `${kept} more of them are under File, Drawings.` : '',
    kept < rest.length ? `${rest.length - kept} could not be read.` : '',
    left > 0 ? `${left === 1 ? 'One other file was' : `${left} other files were`} left out: drop data on a Dataset node by itself.` : '',
  ].filter(Boolean);
  if (first && words.length > 0) toast('plain', `Opened ${first.name}.`, words.join(' '));
}
