import { expect, it } from 'vitest';
import { changeBetween } from '../../../src/graph/changes.ts';
import { execute, redo, settle, start, undo } from '../../../src/graph/history.ts';
import { node, vae } from './sample.ts';

const first = start(vae());
const added = execute(first, { type: 'add-node', node: node('mlp', 'MLP') });

it('says what was done, undone and done again', () => {
  expect(changeBetween(first, added)).toEqual({ text: 'Add MLP', unfinished: false });
  expect(changeBetween(added, undo(added))).toEqual({ text: 'Undone: Add MLP', unfinished: false });
  expect(changeBetween(undo(added), redo(undo(added)))).toEqual({ text: 'Redone: Add MLP', unfinished: false });
});
it('knows a step that may go on', () => {
  const typed = execute(added, { type: 'set-title', title: 'A' }, 'title');
  const more = execute(typed, { type: 'set-title', title: 'AB' }, 'title');
  expect(changeBetween(added, typed)).toEqual({ text: 'Change title', unfinished: true });
  expect(changeBetween(typed, more)).toEqual({ text: 'Change title', unfinished: true });
});
it('is silent when the drawing is as it was', () => {
  expect(changeBetween(added, settle(added))).toBeUndefined();
  expect(changeBetween(added, execute(added, { type: 'remove-nodes', ids: ['nobody'] }))).toBeUndefined();
});
