/** Everything that can be done, by name: commands, templates, nodes of the drawing, kinds of node to add. And finding a node. */
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { NODES } from '../../nodes/registry.ts';
import { arrangeSelected } from '../actions/arrange.ts';
import { openGraph } from '../actions/files.ts';
import { nodesCalled } from '../actions/find.ts';
import { addNode } from '../actions/nodes.ts';
import { ARRANGEMENTS, type Arrange } from '../arrange.ts';
import { focusNode } from '../canvas/focus.ts';
import { found, matches } from '../palette/search.ts';
import { type Choice, Picker } from '../parts/picker.tsx';
import { SHORTCUTS } from '../shortcuts.ts';
import { bodyOf, useGraph } from '../stores/document.ts';
import { session, useSession } from '../stores/session.ts';
import { Dialog } from './dialog.tsx';
import { type Template, templates } from './gallery.ts';

const MOST = 60;
const close = (): void => session().set({ dialog: undefined });
const later = (run: () => unknown) => (): void => {
  // The dialog gives the focus back first.
  window.setTimeout(run, 0);
};

const ACTIONS: readonly Choice[] = [
  ...SHORTCUTS.flatMap((s): readonly Choice[] =>
    s.run && s.keys && s.does !== 'Commands' ? [{ key: `do ${s.does}`, label: s.does, detail: '', aside: s.show, take: later(s.run) }] : [],
  ),
  ...(Object.keys(ARRANGEMENTS) as readonly Arrange[]).map((how): Choice => ({
    key: `do ${how}`,
    label: ARRANGEMENTS[how],
    detail: '',
    aside: 'selected nodes',
    take: later(() => arrangeSelected(how)),
  })),
];
const templateChoice = (t: Template): Choice => ({
  key: `open ${t.name}`,
  label: t.graph.title,
  detail: t.about,
  aside: 'template',
  take: later(() => openGraph(t.graph)),
});

export default function Commands({ only }: { readonly only?: 'nodes' }): ReactNode {
  const graph = useGraph();
  const within = useSession((s) => s.within);
  const [gallery, setGallery] = useState<readonly Template[]>([]);
  useEffect(() => {
    void templates().then(setGallery);
  }, []);
  const find = useCallback(
    (text: string): readonly Choice[] => {
      const nodes = nodesCalled(bodyOf(graph, within), text).map((c) => ({ ...c, take: later(c.take) }));
      if (only === 'nodes') return nodes.slice(0, MOST);
      const actions = ACTIONS.filter((c) => matches(c.label, text));
      if (text.trim() === '') return actions;
      const kinds = found(
        [...NODES.values()].filter((d) => (d.layer === true) === (within !== undefined)),
        text.replace(/^\s*add\s+/i, ''),
      ).map(({ key, definition: d, title, params }): Choice => ({
        key: `add ${key}`,
        label: `Add ${title}`,
        detail: d.summary,
        aside: 'node',
        take: later(() => focusNode(addNode(d.kind, { params }))),
      }));
      const opened = gallery.filter((t) => matches(`${t.graph.title} ${t.name} template`, text)).map(templateChoice);
      return [...actions, ...nodes, ...kinds, ...opened].slice(0, MOST);
    },
    [graph, within, gallery, only],
  );
  const finding = only === 'nodes';
  return (
    <Dialog title={finding ? 'Find a node' : 'Commands'} close={close} plain>
      <Picker
        label={finding ? 'Node to find' : 'Command'}
        list={finding ? 'Nodes of the drawing' : 'Commands, nodes and templates'}
        placeholder={finding ? 'Name, label or kind of a node' : 'What to do: a command, a node, a template…'}
        empty={finding ? 'No node of this drawing is called that.' : 'Nothing is called that.'}
        find={find}
        close={close}
      />
    </Dialog>
  );
}
