/** A printed program: only the lines in view are drawn, so that length costs nothing. */
import { type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { CodeLine } from '../../ir/print.ts';
import { light, unlight } from '../stores/highlight.ts';
import { MarkedLines } from './marked-lines.tsx';
import { reveal } from './point.ts';
import { useLines } from './use-lines.ts';

/** Pixels a line; the style sheet says the same. */
const LINE = 16;
const PADDING = 8;
const BEYOND = 12;

interface Props {
  readonly lines: readonly CodeLine[];
  readonly label: string;
}
export function CodeLines({ lines, label }: Props): ReactNode {
  const box = useRef<HTMLPreElement>(null);
  const id = useId();
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(340);
  const linked = useMemo(() => lines.map((l) => ({ nodes: l.node === '' ? [] : [l.node] })), [lines]);
  const show = useCallback((line: number): void => {
    const el = box.current;
    if (!el) return;
    const y = line * LINE + PADDING;
    if (y < el.scrollTop || y + LINE > el.scrollTop + el.clientHeight) el.scrollTop = Math.max(0, y - el.clientHeight / 3);
  }, []);
  const { current, marked, go, onKeyDown, onBlur } = useLines(linked, show);
  // What is selected on the canvas comes into view.
  const first = marked[0];
  const opened = useRef(false);
  useEffect(() => {
    // nobody reads it yet where it has just been opened, though it may be under the pointer
    if (first !== undefined && (!opened.current || !box.current?.matches(':focus, :hover'))) show(first);
    opened.current = true;
  }, [first, show]);
  useEffect(() => {
    const el = box.current;
    if (!el) return undefined;
    const watch = new ResizeObserver(() => setHeight(el.clientHeight));
    watch.observe(el);
    return () => watch.disconnect();
  }, []);
  const widest = useMemo(() => lines.reduce((n, l) => Math.max(n, l.text.length), 0), [lines]);
  const from = Math.max(0, Math.floor((top - PADDING) / LINE) - BEYOND);
  const to = Math.min(lines.length, Math.ceil((top + height) / LINE) + BEYOND);
  const isMarked = useMemo(() => new Set(marked), [marked]);
  const drawn = [...new Set([...Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i), ...(current >= 0 ? [current] : [])])];
  return (
    <>
      <pre
        className="code-lines"
        ref={box}
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={current >= 0 ? `${id}-${current}` : undefined}
        onScroll={(e) => setTop(e.currentTarget.scrollTop)}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
        onPointerLeave={unlight}
      >
        <span className="code-body" role="presentation" style={{ height: lines.length * LINE, minWidth: `${widest + 2}ch` }}>
          {drawn.map((i) => {
            const { text, node } = lines[i]!;
            return (
              <span
                key={i}
                id={`${id}-${i}`}
                role="option"
                aria-selected={isMarked.has(i)}
                aria-label={text.trim() === '' ? 'blank line' : undefined}
                aria-setsize={lines.length}
                aria-posinset={i + 1}
                className={`code-line${i === current ? ' current' : ''}${isMarked.has(i) ? ' marked' : ''}${node === '' ? '' : ' linked'}`}
                style={{ top: i * LINE }}
                data-node={node || undefined}
                onPointerEnter={() => light(node === '' ? [] : [node])}
                onClick={() => {
                  go(i);
                  if (node !== '') reveal([node]);
                }}
              >
                {`${text}\n`}
              </span>
            );
          })}
        </span>
      </pre>
      <MarkedLines marked={marked} current={current} go={go} />
    </>
  );
}
