/** Lines that stand for nodes, in a list that works by keyboard: which is current, which are marked. */
import { type KeyboardEvent, useMemo, useState } from 'react';
import { light, unlight } from '../stores/highlight.ts';
import { useSession } from '../stores/session.ts';
import { reveal, shares } from './point.ts';

export interface Linked {
  readonly nodes: readonly string[];
}
interface Lines {
  readonly current: number;
  /** Numbers of the lines of selected nodes. */
  readonly marked: readonly number[];
  readonly go: (line: number) => void;
  readonly onKeyDown: (e: KeyboardEvent) => void;
  readonly onBlur: () => void;
}
const PAGE = 12;

export function useLines(lines: readonly Linked[], show: (line: number) => void): Lines {
  const selection = useSession((s) => s.selection);
  const [current, setCurrent] = useState(-1);
  const marked = useMemo(() => lines.flatMap((l, i) => (shares(l.nodes, selection) ? [i] : [])), [lines, selection]);
  const go = (line: number): void => {
    const to = Math.max(0, Math.min(lines.length - 1, line));
    setCurrent(to);
    show(to);
    light(lines[to]?.nodes ?? []);
  };
  const onKeyDown = (e: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };
    const by = steps[e.key];
    if (by !== undefined) go(current + by);
    else if (e.key === 'Home') go(0);
    else if (e.key === 'End') go(lines.length - 1);
    else if (e.key === 'Enter') reveal(lines[current]?.nodes ?? []);
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  return { current: current < lines.length ? current : -1, marked, go, onKeyDown, onBlur: unlight };
}
