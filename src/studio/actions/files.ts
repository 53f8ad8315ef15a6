/** Opening and saving drawings. */
import { create } from 'zustand';
import type { Diagnostic } from '../../graph/diagnostic.ts';
import { parseFile, writeFile } from '../../graph/file.ts';
import type { Graph } from '../../graph/model.ts';
import { dispatch, graphNow } from '../stores/document.ts';
import { select, session } from '../stores/session.ts';
import { useCanvas } from '../stores/canvas.ts';
import { toast } from '../stores/toasts.ts';
import { loadData, targetDataset } from './data.ts';
import { forgetRun } from './run.ts';

/** What was said about the file opened last, until it is dismissed. */
interface FileReport {
  readonly name: string;
  readonly opened: boolean;
  readonly diagnostics: readonly Diagnostic[];
}
export const useFileReport = create<{ readonly report: FileReport | undefined }>()(() => ({ report: undefined }));

/** Takes another drawing's place; Undo brings the old one back. */
export function openGraph(graph: Graph): void {
  dispatch({ type: 'replace', graph });
  select([]);
  session().set({ within: undefined, tab: 'model' });
  void forgetRun();
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
export const openFile = (): void =>
  pickFiles('.json,.wellspring,application/json', false, ([file]) => {
    if (file) void file.text().then((text) => openText(file.name, text));
  });

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

/** Files dropped on the canvas: drawings open, anything else is data. */
export async function takeDropped(files: readonly File[]): Promise<void> {
  const drawing = files.find((f) => f.name.endsWith('.wellspring.json'));
  if (drawing) {
    openText(drawing.name, await drawing.text());
    return;
  }
  const node = targetDataset();
  if (node === undefined)
    toast('bad', 'Which Dataset are these files for?', 'Select a Dataset node, or add one, and drop the files again.');
  else await loadData(node, files);
}
