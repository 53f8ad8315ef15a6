/** Renaming, duplicating and deleting drawings that are not, or are, the one at hand. */
import { parseFile, writeFile } from '../../graph/file.ts';
import type { Project } from '../../storage/database.ts';
import { copyProject, deleteProject, listProjects, newId, saveProject, undeleteProject } from '../../storage/projects.ts';
import { saveNow } from '../saving.ts';
import { dispatch } from '../stores/document.ts';
import { projectNow } from '../stores/project.ts';
import { toast } from '../stores/toasts.ts';
import { copyTitle, openNew, openProject } from './session.ts';
import { Claim } from './tabs.ts';

const NOTHING = { onOwned: () => undefined, onLost: () => undefined, onSaved: () => undefined, onAsked: () => Promise.resolve() };

/** Does something to a drawing that no other tab has open. */
async function alone(p: Project, what: string, work: () => Promise<void>): Promise<void> {
  const claim = new Claim(p.id, NOTHING);
  try {
    if (await claim.open()) await work();
    else toast('bad', `“${p.title}” is open in another tab.`, `It cannot be ${what} here: do it there, or close that tab first.`);
  } finally {
    claim.close();
  }
}

export async function renameProject(p: Project, title: string): Promise<void> {
  if (title.trim() === '' || title === p.title) return;
  if (p.id === projectNow().id) {
    dispatch({ type: 'set-title', title });
    await saveNow();
    return;
  }
  await alone(p, 'renamed', async () => {
    const { graph } = parseFile(p.text);
    if (graph) await saveProject(p.id, title, writeFile({ ...graph, title }), p.revision);
  });
}
export async function duplicateProject(p: Project): Promise<void> {
  const { graph } = parseFile(p.text);
  if (!graph) return;
  const title = copyTitle(graph.title);
  if (await copyProject(p.id, { id: newId(), title, text: writeFile({ ...graph, title }) })) toast('good', `Made “${title}”.`);
}
/** `after`: the list has changed. */
export async function removeProject(p: Project, after: () => void): Promise<void> {
  const here = p.id === projectNow().id;
  const remove = async (): Promise<void> => {
    await deleteProject(p.id);
    toast('plain', `Deleted “${p.title}”.`, 'It can be brought back for 30 days.', {
      label: 'Undo',
      run: () =>
        void undeleteProject(p.id)
          .then(() => (here ? openProject(p.id) : undefined))
          .then(after),
    });
  };
  if (!here) {
    await alone(p, 'deleted', remove);
    return;
  }
  await saveNow();
  const next = (await listProjects()).find((x) => x.id !== p.id && x.deletedAt === 0);
  await (next ? openProject(next.id) : openNew());
  if (projectNow().id !== p.id) await remove();
}
