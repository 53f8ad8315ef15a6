/** A note: paper with Markdown and mathematics, written in its place. */
import { type ReactNode, useEffect, useRef } from 'react';
import { NODES } from '../../nodes/registry.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { useCanvas } from '../stores/canvas.ts';
import { dispatch, useDocument } from '../stores/document.ts';
import { session } from '../stores/session.ts';
import { toastDiagnostic } from '../stores/toasts.ts';
import type { NodeFaceProps } from './node-view.tsx';
import { takeFocus } from './take-focus.ts';

const spec = NODES.get('Note')?.params['text'];
const MOST = spec?.type === 'text' ? spec.maxLength : 10_000;

export function Paper({ node }: NodeFaceProps): ReactNode {
  const editing = useCanvas((s) => s.editing === node.id);
  const given = node.params['text'];
  const text = typeof given === 'string' ? given : '';
  if (editing) return <Writing id={node.id} text={text} />;
  return (
    <div className="paper">{text === '' ? <em>An empty note. Double-click or press Enter to write.</em> : <Markdown text={text} />}</div>
  );
}

/** What is typed is kept at once, as one step; Escape ends it. */
function Writing({ id, text }: { readonly id: string; readonly text: string }): ReactNode {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(
    () =>
      takeFocus(area.current, () => {
        const end = area.current?.value.length ?? 0;
        area.current?.setSelectionRange(end, end);
      }),
    [],
  );
  const set = (value: string): void => {
    const { within } = session();
    const place = within === undefined ? {} : { within };
    const refusal = dispatch({ type: 'set-param', node: id, name: 'text', value, ...place }, `param:${id}:text`);
    if (refusal) toastDiagnostic(refusal);
  };
  return (
    <div className="paper writing">
      <textarea
        ref={area}
        className="nodrag nopan nowheel"
        aria-label={`Text of the note ${id}`}
        value={text}
        maxLength={MOST}
        rows={Math.min(24, Math.max(4, text.split('\n').length + Math.floor(text.length / 42)))}
        placeholder="Markdown, and mathematics between $ signs"
        onChange={(e) => set(e.target.value)}
        onBlur={() => {
          useDocument.getState().settle();
          useCanvas.setState({ editing: undefined });
        }}
        onKeyDown={(e) => {
          e.stopPropagation();
          if (e.key !== 'Escape') return;
          e.currentTarget.blur();
          document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus();
        }}
      />
      <small>Markdown · $x$ for mathematics · Esc ends</small>
    </div>
  );
}
