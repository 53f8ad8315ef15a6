/** Saves by itself: the drawing and the arrangement go to this browser's storage when the user pauses. */
import { create } from 'zustand';
import { parseFile, writeFile } from '../graph/file.ts';
import { loadDraft, saveDraft } from '../storage/drafts.ts';
import { loadSetting, saveSetting } from '../storage/settings.ts';
import { graphNow, useDocument } from './stores/document.ts';
import { arrangement, restoreArrangement, useSession } from './stores/session.ts';

export const useSaved = create<{ readonly state: 'saved' | 'saving…' | '' }>()(() => ({ state: '' }));
const PAUSE_MS = 350;
const PATIENCE_MS = 4000;

/** Brings back the drawing and the arrangement of the last visit; false if there was none. */
export async function restore(): Promise<boolean> {
  // Storage that does not answer must not keep the page from opening.
  const late = new Promise<readonly [undefined, undefined]>((resolve) =>
    window.setTimeout(() => resolve([undefined, undefined]), PATIENCE_MS),
  );
  const [draft, arranged] = await Promise.race([Promise.all([loadDraft(), loadSetting('arrangement')]), late]);
  restoreArrangement(arranged);
  const graph = draft && parseFile(draft.text).graph;
  if (!graph) return false;
  useDocument.getState().begin(graph);
  useSaved.setState({ state: 'saved' });
  return true;
}

export function keepSaving(): () => void {
  let timer: number | undefined;
  let graph = graphNow();
  const flush = (): void => {
    window.clearTimeout(timer);
    timer = undefined;
    void saveDraft(writeFile(graphNow())).then(() => useSaved.setState({ state: 'saved' }));
  };
  const stopDocument = useDocument.subscribe((s) => {
    if (s.history.present.graph === graph) return;
    graph = s.history.present.graph;
    useSaved.setState({ state: 'saving…' });
    window.clearTimeout(timer);
    timer = window.setTimeout(flush, PAUSE_MS);
  });
  let arranging: number | undefined;
  const stopSession = useSession.subscribe(() => {
    window.clearTimeout(arranging);
    arranging = window.setTimeout(() => void saveSetting('arrangement', arrangement()), PAUSE_MS);
  });
  const leave = (): void => {
    if (timer !== undefined) flush();
  };
  document.addEventListener('visibilitychange', leave);
  return () => {
    stopDocument();
    stopSession();
    document.removeEventListener('visibilitychange', leave);
  };
}
