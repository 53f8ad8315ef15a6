/** Files may be dropped anywhere on the page: while they are held over it, it says what will become of them. */
import { type ReactNode, useEffect, useState } from 'react';
import { filesOf } from '../actions/dropped.ts';
import { takeDropped } from '../actions/files.ts';
import { targetDataset } from '../actions/data.ts';
import { titleOf } from '../facts.ts';
import { graphNow } from '../stores/document.ts';
import { session } from '../stores/session.ts';

interface Held {
  /** The Dataset under the pointer. */
  readonly node: string | undefined;
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number } | undefined;
}
const hasFiles = (e: DragEvent): boolean => e.dataTransfer?.types.includes('Files') ?? false;

function under(e: DragEvent): Held {
  const element = e.target instanceof Element ? e.target.closest<HTMLElement>('.react-flow__node[data-id]') : null;
  const id = element?.dataset['id'];
  const node = session().within === undefined ? graphNow().nodes.find((n) => n.id === id && n.kind === 'Dataset') : undefined;
  if (!element || !node) return { node: undefined, box: undefined };
  const { left, top, width, height } = element.getBoundingClientRect();
  return { node: node.id, box: { left, top, width, height } };
}
const nameOf = (id: string | undefined): string | undefined => {
  const node = graphNow().nodes.find((n) => n.id === id);
  return node && `${titleOf(node)} (${node.id})`;
};

export function DropZone(): ReactNode {
  const [held, setHeld] = useState<Held>();
  useEffect(() => {
    let last = '';
    const over = (e: DragEvent): void => {
      if (!hasFiles(e)) return;
      // without this the browser would leave the page for the file
      e.preventDefault();
      e.stopPropagation();
      if (e.dataTransfer) e.dataTransfer.dropEffect = 'copy';
      const now = under(e);
      const key = now.node ?? '-';
      if (key === last) return;
      last = key;
      setHeld(now);
    };
    const end = (): void => {
      last = '';
      setHeld(undefined);
    };
    const leave = (e: DragEvent): void => {
      if (hasFiles(e) && e.relatedTarget === null) end();
    };
    const drop = (e: DragEvent): void => {
      if (!hasFiles(e) || !e.dataTransfer) return;
      e.preventDefault();
      e.stopPropagation();
      end();
      const { node } = under(e);
      void filesOf(e.dataTransfer).then((given) => takeDropped(given, node));
    };
    const options = { capture: true };
    window.addEventListener('dragenter', over, options);
    window.addEventListener('dragover', over, options);
    window.addEventListener('dragleave', leave, options);
    window.addEventListener('drop', drop, options);
    return () => {
      window.removeEventListener('dragenter', over, options);
      window.removeEventListener('dragover', over, options);
      window.removeEventListener('dragleave', leave, options);
      window.removeEventListener('drop', drop, options);
    };
  }, []);
  if (!held) return null;
  const own = nameOf(targetDataset());
  return (
    <div className={`drop-zone${held.box ? ' on-node' : ''}`} role="status" aria-label="Drop target">
      {held.box && <div className="drop-ring" style={held.box} />}
      <div className="drop-words">
        {held.node === undefined ? (
          <>
            <b>Drop to open</b>
            <span>A drawing, or a picture with one inside, takes the place of this one; Undo brings this one back.</span>
            <span>{own === undefined ? 'Data: you will be asked which Dataset it is for.' : `Data goes to ${own}.`}</span>
          </>
        ) : (
          <>
            <b>Drop as data</b>
            <span>For {nameOf(held.node)}: CSV, NPY, IDX, images, text or zip.</span>
          </>
        )}
      </div>
    </div>
  );
}
