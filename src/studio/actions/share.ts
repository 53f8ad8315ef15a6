/** A link that is the drawing: made, copied, and opened. Nothing is sent anywhere. */
import { create } from 'zustand';
import { fragmentOf, textIn } from '../../data/carriers/link.ts';
import { parseFile } from '../../graph/file.ts';
import { openNew } from '../projects/session.ts';
import { graphNow } from '../stores/document.ts';
import { session } from '../stores/session.ts';
import { toast } from '../stores/toasts.ts';
import { saveFile, useFileReport } from './files.ts';

/** Shown to be copied by hand where the browser does not let the page do it. */
export const useLink = create<{ readonly link: string }>()(() => ({ link: '' }));

export async function copyLink(): Promise<void> {
  const made = fragmentOf(graphNow());
  if ('refused' in made) {
    const { what, why, mend } = made.refused;
    toast('bad', what, `${why} ${mend}`, { label: 'Save file', run: saveFile });
    return;
  }
  const link = `${window.location.origin}${window.location.pathname}#${made.fragment}`;
  try {
    await navigator.clipboard.writeText(link);
    toast(
      'good',
      'Copied a link to this drawing.',
      `${link.length.toLocaleString('en')} characters; the drawing is inside the link itself.`,
    );
  } catch {
    useLink.setState({ link });
    session().set({ dialog: 'link' });
  }
}

/** Opens the drawing in the address as one of its own; false where there is none, or none that can be read. */
export async function openFromAddress(): Promise<boolean> {
  const found = textIn(window.location.hash);
  if (!found) return false;
  // a reload is to show the drawing as it is by then
  window.history.replaceState(null, '', window.location.pathname + window.location.search);
  const { graph, diagnostics } = 'text' in found ? parseFile(found.text) : { graph: undefined, diagnostics: [found.refused] };
  const worth = diagnostics.filter((d) => d.severity !== 'info');
  if (!graph || worth.length > 0) useFileReport.setState({ report: { name: 'The link', opened: graph !== undefined, diagnostics } });
  if (!graph) return false;
  await openNew(graph);
  toast('plain', `Opened “${graph.title}” from a link.`, 'Your other drawings are under File, Drawings.');
  return true;
}
/** A link pasted into the address of a page that is open already. */
export function watchAddress(): () => void {
  const onHash = (): void => void openFromAddress();
  window.addEventListener('hashchange', onHash);
  return () => window.removeEventListener('hashchange', onHash);
}
