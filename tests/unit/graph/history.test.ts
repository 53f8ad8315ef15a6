import { describe, expect, it } from 'vitest';
import { execute, MAX_STEPS, redo, redoLabel, settle, start, undo, undoLabel } from '../../../src/graph/history.ts';
import { emptyGraph } from '../../../src/graph/model.ts';

const title = (t: string) => ({ type: 'set-title', title: t }) as const;

describe('history', () => {
  it('goes back to the very object, and forward again', () => {
    const g = emptyGraph();
    const one = execute(start(g), title('one'));
    const two = execute(one, { type: 'set-seed', seed: 3 });
    expect(undoLabel(two)).toBe('Set seed to 3');
    const back = undo(undo(two));
    expect(back.present.graph).toBe(g);
    expect(undo(back)).toBe(back);
    expect(redoLabel(back)).toBe('Change title');
    const forth = redo(redo(back));
    expect(forth.present.graph).toBe(two.present.graph);
    expect(redo(forth)).toBe(forth);
  });
  it('merges steps with the same key, until something else happens', () => {
    const g = emptyGraph();
    let h = execute(start(g), title('a'), 'typing');
    h = execute(h, title('ab'), 'typing');
    expect(h.past).toHaveLength(1);
    h = execute(settle(h), title('abc'), 'typing');
    expect(h.past).toHaveLength(2);
    h = execute(undo(h), title('abd'), 'typing');
    expect(h.past).toHaveLength(2);
    expect(h.future).toHaveLength(0);
    h = execute(h, title('e'));
    expect(h.past).toHaveLength(3);
    expect(undo(undo(undo(h))).present.graph).toBe(g);
  });
  it('does not count what changes nothing, and tells what was refused', () => {
    const h = start(emptyGraph('same'));
    expect(execute(h, title('same'))).toBe(h);
    const refused = execute(h, { type: 'remove-nodes', ids: ['nobody'] });
    expect(refused.refusal?.code).toBe('command-node-missing');
    expect(refused.present).toBe(h.present);
    expect(refused.past).toHaveLength(0);
    expect(execute(refused, title('other')).refusal).toBeUndefined();
  });
  it('keeps a bounded past', () => {
    let h = start(emptyGraph());
    for (let i = 0; i < MAX_STEPS + 20; i++) h = execute(h, title(String(i)));
    expect(h.past).toHaveLength(MAX_STEPS);
  });
});
