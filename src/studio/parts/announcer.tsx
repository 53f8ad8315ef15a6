/** Tells screen readers of every change of the drawing, and of every undo: one place, words from the command itself. */
import { type ReactNode, useEffect, useState } from 'react';
import { changeBetween } from '../../graph/changes.ts';
import { useDocument } from '../stores/document.ts';

/** A drag or a burst of typing is told once, when it pauses. */
const PAUSE_MS = 700;

export function Announcer(): ReactNode {
  const [said, setSaid] = useState({ text: '', turn: 0 });
  useEffect(() => {
    let before = useDocument.getState().history;
    let timer: number | undefined;
    const say = (text: string): void => setSaid((s) => ({ text, turn: s.turn + 1 }));
    const stop = useDocument.subscribe(({ history }) => {
      const change = changeBetween(before, history);
      before = history;
      if (!change) return;
      window.clearTimeout(timer);
      if (change.unfinished) timer = window.setTimeout(() => say(change.text), PAUSE_MS);
      else say(change.text);
    });
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, []);
  // The same words twice in a row would pass unsaid.
  return (
    <p className="only-heard" role="status" aria-label="What changed">
      {said.text}
      {said.turn % 2 === 0 ? '' : '\u00a0'}
    </p>
  );
}
