/** Every screen there is: what leads to it, and what then stands there. Each is looked at by axe, in both themes. */
import type { Flow } from './flow.ts';

const from = 'vae-moons';
const SMALL = { opt: { batch: 16 } };
const RUN = { from: 'gaussian-fit', with: SMALL, length: 3 } as const;
const file = (item: string | RegExp) => [{ click: ['button', 'File'] }, { click: ['menuitem', item] }] as const;

interface Screen extends Flow {
  /** The part of the page that no other test looks at. */
  readonly part: string;
}
export const SCREENS: Readonly<Record<string, Screen>> = {
  'the menu of files': { part: '.header', from, steps: [{ click: ['button', 'File'] }, { see: ['menu'] }] },
  'the drawings that are kept': { part: 'dialog', from, steps: [...file(/^Drawings/), { see: ['list', 'Drawings'] }] },
  'the menu of a node': { part: '[role=menu]', from, steps: [{ choose: 'enc' }, { press: 'Shift+F10' }, { see: ['menu', 'enc'] }] },
  'the list of what fits a port': {
    part: '.quick-add',
    from,
    steps: [{ choose: 'dec' }, { press: 'c' }, { see: ['dialog', 'Wire dec.out'] }],
  },
  'the facts of a node': { part: '.hover-card', from, steps: [{ choose: 'enc' }, { press: 'q' }, { see: ['region', 'Facts of enc'] }] },
  'the facts of a wire': {
    part: '.hover-card',
    from,
    steps: [{ chooseWire: ['data.x', 'enc.x'] }, { press: 'q' }, { see: ['region', 'Facts of data.x → enc.x'] }],
  },
  'several nodes selected': {
    part: '.inspector',
    from,
    steps: [{ choose: 'enc' }, { choose: 'dec', holding: 'Shift' }, { see: ['heading', '2 nodes'] }],
  },
  'a frame and its title': {
    part: '.inspector',
    from,
    steps: [{ choose: 'enc' }, { press: 'g' }, { on: ['textbox', 'Title of the frame'] }, { press: 'Enter' }, { see: ['tab', 'Frame'] }],
  },
  'the inside of a group': {
    part: '.canvas-top',
    from,
    steps: [
      { choose: 'enc' },
      { press: 'Control+g' },
      { hear: 'Group 1 node' },
      { press: 'Enter' },
      { see: ['navigation', 'Where you are'] },
    ],
  },
  'the text of a note': {
    part: '.react-flow__node.selected',
    from,
    steps: [{ choose: 'note' }, { press: 'Enter' }, { on: ['textbox', /^Text of the note/] }],
  },
  'a refusal': { part: '.toasts', from, steps: [{ draw: 'encNet.out', to: 'z.p' }, { told: /network/ }] },
  'problems with their mends, and the next step': {
    part: '.inspector',
    from,
    steps: [{ choose: 'opt' }, { press: 'Delete' }, { click: ['tab', /^Problems/] }, { see: ['region', 'Next step'] }],
  },
  'the programs, as source': {
    part: '.inspector',
    from,
    steps: [
      { choose: 'dec' },
      { click: ['button', 'Its lines of the program'] },
      { see: ['listbox', 'Source of learn'], saying: '// dec' },
    ],
  },
  'the list of templates': {
    part: 'dialog',
    from,
    steps: [{ press: 't' }, { click: ['button', 'List'] }, { see: ['region', 'Latent variables'] }],
  },
  'the panes of a run in the plane, and how it is steered': {
    part: '.dock',
    from,
    with: SMALL,
    length: 3,
    steps: [{ train: 'to the end' }, { see: ['img', /^True density/] }, { press: 's' }, { see: ['group', 'Steer the run'] }],
  },
  'the history of runs, two of them compared': {
    part: 'dialog',
    ...RUN,
    steps: [
      { press: 's' },
      { train: 'to the end' },
      { press: 'Shift+r' },
      { click: ['button', 'Compare'] },
      { clickSecond: ['button', 'Compare'] },
      { see: ['list', 'How the compared runs differ'] },
    ],
  },
  'earlier runs behind the chart': { part: '.dock', ...RUN, steps: [{ train: 'to the end' }, { see: ['list', 'Earlier runs'] }] },
  'a run that ended without finite numbers': {
    part: '.dock',
    from: 'gaussian-fit',
    with: { opt: { rate: 10, algorithm: 'sgd' } },
    length: 50,
    steps: [{ click: ['button', 'Train'] }, { see: ['button', 'Lower the learning rate'] }],
  },
  'versions, and what changed since': {
    part: 'dialog',
    from,
    steps: [{ press: 'h' }, { click: ['button', 'Keep a version now'] }, { see: ['list', 'Versions'] }],
  },
};
