/** How many lines belong to what is selected, and the way to the next of them. */
import type { ReactNode } from 'react';
import { count } from '../../graph/messages/message.ts';

interface Props {
  readonly marked: readonly number[];
  readonly current: number;
  readonly go: (line: number) => void;
}
export function MarkedLines({ marked, current, go }: Props): ReactNode {
  const first = marked[0];
  if (first === undefined) return null;
  // a run of lines is one place
  const places = marked.filter((line, i) => marked[i - 1] !== line - 1);
  const next = places.find((line) => line > current) ?? first;
  return (
    <p className="marked-lines">
      {count(marked.length, 'line')} of what is selected
      {places.length > 1 && (
        <button type="button" className="link" onClick={() => go(next)}>
          Next
        </button>
      )}
    </p>
  );
}
