/** What cards and panels want to know of nodes and wires, put together into one question to the engine. */
import { useEffect } from 'react';
import { ASKED_NOTHING, type Asked } from '../../workers/protocol.ts';
import { engine } from '../actions/engine.ts';

const askers = new Map<symbol, Asked>();
let before = '';
function tell(): void {
  const all = document.hidden ? [] : [...askers.values()];
  const asked: Asked = { times: all.some((a) => a.times), outputs: [...new Set(all.flatMap((a) => a.outputs))] };
  const text = JSON.stringify(asked);
  if (text === before) return;
  before = text;
  engine().examine(asked.times || asked.outputs.length > 0 ? asked : ASKED_NOTHING);
}
/** Asks as long as the component is there and the page is seen. @param output an output that carries values, by full name */
export function useExamining(times: boolean, output?: string): void {
  useEffect(() => {
    const me = Symbol('asker');
    askers.set(me, { times, outputs: output === undefined ? [] : [output] });
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => {
      document.removeEventListener('visibilitychange', tell);
      askers.delete(me);
      tell();
    };
  }, [times, output]);
}
