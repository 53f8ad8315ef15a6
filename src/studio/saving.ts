/** Saves by itself: the drawing, its versions and the arrangement go to this browser's storage when the user pauses. */
import { create } from 'zustand';
import { writeFile } from '../graph/file.ts';
import type { Graph } from '../graph/model.ts';
import { saveProject } from '../storage/projects.ts';
import { saveSetting } from '../storage/settings.ts';
import { addVersion } from '../storage/versions.ts';
import { graphNow, useDocument } from './stores/document.ts';
import { owned, projectNow, useProject } from './stores/project.ts';
import { arrangement, useSession } from './stores/session.ts';

export const useSaved = create<{ readonly state: 'saved' | 'saving…' | 'not saved' | '' }>()(() => ({ state: '' }));
const PAUSE_MS = 350;
/** Someone who edits without a pause still finds a version of a little while ago. */
const VERSION_MS = 3 * 60_000;

/** What storage has of the drawing at hand. */
let stored: Graph | undefined;
let versionedAt = 0;
/** The drawing as it was before the first change of this visit, until a version of it is kept. */
let opened: Graph | undefined;
let timer: number | undefined;
let running: Promise<void> = Promise.resolve();
let onSaved: (revision: number) => void = () => undefined;
let onConflict: () => Promise<void> = () => Promise.resolve();

/** The drawing at hand is what storage has: nothing waits to be saved. */
export function settleSaved(graph: Graph): void {
  window.clearTimeout(timer);
  timer = undefined;
  stored = graph;
  opened = graph;
  versionedAt = Date.now();
  useSaved.setState({ state: graph.nodes.length > 0 ? 'saved' : '' });
}
export const unsaved = (): boolean => graphNow() !== stored && (stored !== undefined || graphNow().nodes.length > 0);

/** Keeps the drawing as it is now among its versions. */
export async function keepVersion(why: string, graph = graphNow()): Promise<void> {
  if (graph.nodes.length === 0 || !owned()) return;
  versionedAt = Date.now();
  // what could not be kept is tried again with the next save
  if (!(await addVersion(projectNow().id, writeFile(graph), why))) versionedAt = 0;
}

/** Saves what waits to be saved, one save after the other. */
export function saveNow(): Promise<void> {
  window.clearTimeout(timer);
  timer = undefined;
  running = running.then(save, save);
  return running;
}
async function save(): Promise<void> {
  const graph = graphNow();
  if (graph === stored || !owned()) return;
  const { id, revision } = projectNow();
  if (opened && opened !== graph) {
    const before = opened;
    opened = undefined;
    await keepVersion('as it was when opened', before);
  }
  const outcome = await saveProject(id, graph.title, writeFile(graph), revision);
  if (projectNow().id !== id) return;
  if (outcome === 'conflict') {
    await onConflict();
    return;
  }
  if (outcome === undefined) {
    useSaved.setState({ state: 'not saved' });
    return;
  }
  stored = graph;
  useProject.setState({ revision: outcome.revision });
  onSaved(outcome.revision);
  if (graphNow() === graph) useSaved.setState({ state: 'saved' });
  if (Date.now() - versionedAt > VERSION_MS) await keepVersion('while you were working');
}

/** Everything once more, after the storage had refused. */
export async function saveAll(): Promise<void> {
  await saveNow();
  if (versionedAt === 0) await keepVersion('while you were working');
  await saveSetting('arrangement', arrangement());
}

interface Handlers {
  readonly onSaved: (revision: number) => void;
  /** Another tab saved a newer revision, and nothing was written. */
  readonly onConflict: () => Promise<void>;
}
export function keepSaving(handlers: Handlers): () => void {
  onSaved = handlers.onSaved;
  onConflict = handlers.onConflict;
  let graph = graphNow();
  const stopDocument = useDocument.subscribe((s) => {
    if (s.history.present.graph === graph) return;
    graph = s.history.present.graph;
    if (graph === stored || !owned()) return;
    useSaved.setState({ state: 'saving…' });
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void saveNow(), PAUSE_MS);
  });
  let arranging: number | undefined;
  let arranged = JSON.stringify(arrangement());
  const stopSession = useSession.subscribe(() => {
    window.clearTimeout(arranging);
    arranging = window.setTimeout(() => {
      const now = arrangement();
      if (JSON.stringify(now) === arranged) return;
      arranged = JSON.stringify(now);
      void saveSetting('arrangement', now);
    }, PAUSE_MS);
  });
  const leave = (): void => {
    if (timer !== undefined) void saveNow();
  };
  // the last chance: what storage refused is only here
  const warn = (e: BeforeUnloadEvent): void => {
    if (useSaved.getState().state === 'not saved') e.preventDefault();
  };
  document.addEventListener('visibilitychange', leave);
  window.addEventListener('pagehide', leave);
  window.addEventListener('beforeunload', warn);
  return () => {
    stopDocument();
    stopSession();
    document.removeEventListener('visibilitychange', leave);
    window.removeEventListener('pagehide', leave);
    window.removeEventListener('beforeunload', warn);
  };
}
