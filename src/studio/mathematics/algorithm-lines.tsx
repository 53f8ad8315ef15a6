/** An algorithm as in papers: numbered lines of words and mathematics, each of which shows its nodes. */
import { type ReactNode, Suspense, lazy, useCallback, useEffect, useId, useMemo, useRef } from 'react';
import type { Line } from '../../nodes/notation/formula.ts';
import { light, unlight } from '../stores/highlight.ts';
import { reveal } from './point.ts';
import { useLines } from './use-lines.ts';

const MixedText = lazy(() => import('./mixed-text.tsx'));

interface Props {
  readonly lines: readonly Line[];
  readonly label: string;
}
export function AlgorithmLines({ lines, label }: Props): ReactNode {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const show = useCallback((line: number): void => document.getElementById(`${id}-${line}`)?.scrollIntoView({ block: 'nearest' }), [id]);
  const { current, marked, go, onKeyDown, onBlur } = useLines(lines, show);
  const first = marked[0];
  useEffect(() => {
    if (first !== undefined && !box.current?.matches(':focus, :hover')) show(first);
  }, [first, show]);
  const isMarked = useMemo(() => new Set(marked), [marked]);
  return (
    <div
      className="algorithm"
      ref={box}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={current >= 0 ? `${id}-${current}` : undefined}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
      onPointerLeave={unlight}
    >
      {lines.map((l, i) => (
        <div
          key={i}
          id={`${id}-${i}`}
          role="option"
          aria-selected={isMarked.has(i)}
          className={`algorithm-line${i === current ? ' current' : ''}${isMarked.has(i) ? ' marked' : ''}${/^(repeat|for|if|return|start|stop)\b/.test(l.text) ? ' flow' : ''}${l.text.startsWith('where ') ? ' where' : ''}`}
          style={{ paddingLeft: 30 + 16 * l.depth }}
          title={l.nodes.join(', ')}
          data-nodes={l.nodes.join(' ')}
          onPointerEnter={() => light(l.nodes)}
          onClick={() => {
            go(i);
            reveal(l.nodes);
          }}
        >
          <i aria-hidden="true">{i + 1}</i>
          <Suspense fallback={<span>…</span>}>
            <MixedText text={l.text} />
          </Suspense>
        </div>
      ))}
    </div>
  );
}
