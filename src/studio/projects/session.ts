/** Which drawing is open in this tab: opening, following, taking over, copying. Nothing here throws work away. */
import { create } from 'zustand';
import { parseFile, writeFile } from '../../graph/file.ts';
import type { History } from '../../graph/history.ts';
import { type Graph, emptyGraph } from '../../graph/model.ts';
import type { Project } from '../../storage/database.ts';
import { copyProject, listProjects, loadProject, newId, purgeOld, saveProject } from '../../storage/projects.ts';
import { loadSetting, saveSetting } from '../../storage/settings.ts';
import { forgetData, restoreImports } from '../actions/data.ts';
import { leaveRun, restoreRun } from '../actions/run.ts';
import { saveNow, settleSaved } from '../saving.ts';
import { forgetAdvice } from '../stores/advice.ts';
import { useCanvas } from '../stores/canvas.ts';
import { graphNow, useDocument } from '../stores/document.ts';
import { projectNow, useProject } from '../stores/project.ts';
import { restoreArrangement, select, session } from '../stores/session.ts';
import { toast } from '../stores/toasts.ts';
import { Claim, isFree } from './tabs.ts';

/** Storage that does not answer must not keep the page from opening. */
const PATIENCE_MS = 4000;
/** Kept by the browser for this tab only, also over a reload. */
const TAB_KEY = 'wellspring-drawing';
const remembered = (): string | undefined => {
  try {
    return window.sessionStorage.getItem(TAB_KEY) ?? undefined;
  } catch {
    return undefined;
  }
};
const remember = (id: string): void => {
  try {
    window.sessionStorage.setItem(TAB_KEY, id);
  } catch {
    // forbidden: the next visit opens the drawing that was open last
  }
  void saveSetting('drawing', id);
};

/** The drawing is being handed from tab to tab. */
export const useTaking = create<{ readonly taking: boolean }>()(() => ({ taking: false }));

let claim: Claim | undefined;
/** Undo goes on where it was when one comes back to a drawing. */
const histories = new Map<string, History>();
const MOST_HISTORIES = 6;

/** Another tab's newer state takes the place of this one's. */
async function reload(id: string): Promise<void> {
  const found = await loadProject(id);
  const graph = found && parseFile(found.text).graph;
  if (!found || !graph || projectNow().id !== id) return;
  useProject.setState({ revision: found.revision });
  if (writeFile(graphNow()) !== found.text) {
    useDocument.getState().begin(graph);
    select([]);
  }
  settleSaved(graphNow());
}
async function hold(id: string): Promise<void> {
  claim?.close();
  const mine = new Claim(id, {
    onOwned: () => void own(id),
    onLost: () => {
      if (projectNow().id === id) useProject.setState({ role: 'follower' });
    },
    onSaved: () => {
      if (projectNow().id === id && projectNow().role === 'follower') void reload(id);
    },
    onAsked: async () => {
      await saveNow();
      await leaveRun();
    },
  });
  claim = mine;
  const got = await mine.open();
  if (claim === mine) useProject.setState({ role: got ? 'owner' : 'follower' });
}
async function own(id: string): Promise<void> {
  if (projectNow().id !== id) return;
  await reload(id);
  useProject.setState({ role: 'owner' });
  await restoreImports();
  await restoreRun();
}
/** The other tab saves and lets go; then this one goes on. */
export async function takeOver(): Promise<void> {
  const { id } = projectNow();
  useTaking.setState({ taking: true });
  try {
    if (await claim?.takeOver()) await own(id);
    else toast('bad', 'The other tab did not let go of the drawing.', 'Open a copy of it, or close the other tab.');
  } finally {
    useTaking.setState({ taking: false });
  }
}

/** Shows a drawing of this browser's, or one that is new. */
async function show(id: string, graph: Graph, revision: number): Promise<void> {
  useProject.setState({ id, revision, role: 'owner' });
  await hold(id);
  const before = histories.get(id);
  if (before && projectNow().role === 'owner' && writeFile(before.present.graph) === writeFile(graph))
    useDocument.getState().resume(before);
  else useDocument.getState().begin(graph);
  forgetAdvice();
  settleSaved(graphNow());
  remember(id);
}
/** Everything of the drawing at hand is put away. */
async function leave(): Promise<void> {
  await saveNow();
  await leaveRun();
  const { id } = projectNow();
  if (id !== '') histories.set(id, useDocument.getState().history);
  const oldest = histories.keys().next().value;
  if (histories.size > MOST_HISTORIES && oldest !== undefined) histories.delete(oldest);
  forgetData();
  select([]);
  session().set({ within: undefined, path: [], frame: undefined, tab: 'model', asked: undefined });
}
const lookAtAll = (): void => void window.setTimeout(() => useCanvas.getState().arrive?.(), 60);

export async function openProject(id: string): Promise<void> {
  if (id === projectNow().id) return;
  const found = await loadProject(id);
  const { graph, diagnostics } = found ? parseFile(found.text) : { graph: undefined, diagnostics: [] };
  if (!found || !graph) {
    toast('bad', 'This drawing could not be opened.', diagnostics[0]?.what ?? 'This browser no longer has it.');
    return;
  }
  await leave();
  await show(id, graph, found.revision);
  lookAtAll();
  await restoreImports();
  await restoreRun();
}
/** A drawing of its own; the one at hand stays under Drawings. */
export async function openNew(graph: Graph = emptyGraph('Untitled')): Promise<void> {
  // the same drawing from the same link again is the same drawing
  const text = writeFile(graph);
  const known = graph.nodes.length > 0 ? (await listProjects()).find((p) => p.text === text && p.deletedAt === 0) : undefined;
  if (known && (await isFree(known.id))) {
    await openProject(known.id);
    return;
  }
  await leave();
  const id = newId();
  const saved = graph.nodes.length > 0 ? await saveProject(id, graph.title, text, 0) : undefined;
  await show(id, graph, saved && saved !== 'conflict' ? saved.revision : 0);
  lookAtAll();
}
export const copyTitle = (title: string): string => `${title.replace(/ \(copy\)$/, '')} (copy)`;
/** The drawing as this tab shows it, as one of its own. */
export async function openCopy(why?: string): Promise<void> {
  const graph = { ...graphNow(), title: copyTitle(graphNow().title) };
  const id = newId();
  const from = projectNow().id;
  if (!(await copyProject(from, { id, title: graph.title, text: writeFile(graph) }))) {
    toast('bad', 'The copy could not be kept.', 'Save the drawing as a file instead.');
    return;
  }
  forgetData();
  await show(id, graph, 1);
  toast('plain', `This is now “${graph.title}”.`, why ?? 'The other tab keeps the original.');
}

/** Brings back the drawing and the arrangement of the last visit; false if there was none. */
export async function restore(): Promise<boolean> {
  const load = async (): Promise<{ readonly project: Project | undefined; readonly arranged: unknown }> => {
    const [last, arranged] = await Promise.all([loadSetting('drawing'), loadSetting('arrangement')]);
    for (const id of [remembered(), last, 'current']) {
      const project = typeof id === 'string' ? await loadProject(id) : undefined;
      if (project && project.deletedAt === 0) return { project, arranged };
    }
    return { project: (await listProjects()).find((p) => p.deletedAt === 0), arranged };
  };
  const late = new Promise<undefined>((resolve) => window.setTimeout(() => resolve(undefined), PATIENCE_MS));
  const found = await Promise.race([load(), late]);
  restoreArrangement(found?.arranged);
  const graph = found?.project && parseFile(found.project.text).graph;
  if (found?.project && graph) await show(found.project.id, graph, found.project.revision);
  else await show(newId(), emptyGraph('Untitled'), 0);
  window.setTimeout(() => void purgeOld(Date.now()), 20_000);
  return graph !== undefined;
}

export const savingHandlers = {
  onSaved: (revision: number): void => claim?.saved(revision),
  onConflict: (): Promise<void> => openCopy('Another tab had saved the original meanwhile; both are under Drawings.'),
};
