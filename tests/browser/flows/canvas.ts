/** The canvas: what a gesture does, and what it leaves alone. */
import type { Flows } from './flow.ts';

const from = 'vae-moons';
/** Of that template. */
const [NODES, WIRES] = [11, 10];

export const CANVAS: Flows = {
  'a drag is one step to undo, and so is each other drag': {
    from,
    steps: [
      { moves: 'nodes', by: { drag: 'prior', by: { x: 60, y: 30 } } },
      { undo: 'Move prior' },
      { drag: 'opt', by: { x: -60, y: 20 } },
      { undo: 'Move opt' },
      { press: 'Escape' },
      { press: 'Control+z' },
      { undo: 'Move prior' },
      { moves: 'nodes', by: { press: 'Control+z' } },
      { undo: 'Replace drawing' },
    ],
  },
  'what the arrow keys move in one go is one step': {
    from,
    steps: [
      { choose: 'prior' },
      { moves: 'nodes', by: { press: 'ArrowRight', times: 6 } },
      { undo: 'Move prior' },
      { press: 'Control+z' },
      { undo: 'Replace drawing' },
    ],
  },
  'what is typed in one go is one step: a label, a title, a setting': {
    from,
    steps: [
      { choose: 'enc' },
      { click: ['textbox', 'Label'] },
      { type: 'My encoder' },
      { press: 'Enter' },
      { undo: 'Label enc' },
      { click: ['textbox', 'Title of the drawing'] },
      { type: ', again and again' },
      { press: 'Escape' },
      { undo: 'Change title' },
      { choose: 'opt' },
      { click: ['textbox', 'Learning rate'] },
      { press: 'Control+a' },
      { type: '0.0123' },
      { press: 'Enter' },
      { undo: 'Set rate of opt' },
      { press: 'Escape' },
      { press: 'Control+z' },
      { undo: 'Change title' },
      { press: 'Control+z' },
      { value: ['textbox', 'Title of the drawing'], is: 'VAE on two moons' },
      { undo: 'Label enc' },
      { press: 'Control+z' },
      { undo: 'Replace drawing' },
    ],
  },
  'selecting is no step, and changes nothing': {
    from,
    steps: [
      {
        keeps: 'drawing',
        by: [
          { choose: 'prior' },
          { choose: 'enc', holding: 'Shift' },
          { press: 'Control+a' },
          { press: 'Escape' },
          { chooseWire: ['data.x', 'enc.x'] },
        ],
      },
      { undo: 'Replace drawing' },
    ],
  },
  'nothing moves unasked: adding, removing, undoing, settings and training leave every other node in its place': {
    from,
    with: { opt: { batch: 32 } },
    length: 30,
    steps: [
      {
        keeps: 'places',
        by: [
          { choose: 'prior' },
          { set: ['combobox', 'Family'], to: 'Mixture of Gaussians (learnt)' },
          { press: 'Escape' },
          { doubleClick: { x: 60, y: 420 } },
          { type: 'embedding' },
          { press: 'Enter' },
          { nodes: NODES + 1 },
          { train: 2 },
          { press: 'Control+z', times: 2 },
          { nodes: NODES },
          { choose: 'enc' },
          { press: 'Delete' },
          { press: 'Control+z' },
          { nodes: NODES },
        ],
      },
    ],
  },
  'a double click opens the search, and what is chosen lies where it was': {
    from,
    steps: [
      { keeps: 'places', by: [{ doubleClick: { x: 60, y: 420 } }, { on: ['combobox', 'Name of a node'] }] },
      { type: 'embedding' },
      { press: 'Enter' },
      { hear: 'Add Embedding' },
      { nodes: NODES + 1 },
    ],
  },
  'a wire let go over nothing lists what fits and nothing else': {
    from,
    steps: [
      { draw: 'encNet.out', to: { x: -30, y: 300 } },
      { on: ['combobox', 'Name of a node'] },
      { see: ['option', /^Encoder/] },
      { type: 'optimiser' },
      { missing: ['option', /^Optimiser/] },
      { press: 'Escape' },
      { nodes: NODES },
      { wires: WIRES },
    ],
  },
  'a wire that does not fit is refused, with what, why and how to mend it': {
    from,
    steps: [
      { draw: 'encNet.out', to: 'z.p' },
      { told: /network/ },
      { told: /distribution/ },
      { wires: WIRES },
      { wire: ['prior.out', 'z.p'] },
      { undo: 'Replace drawing' },
    ],
  },
  'a model that generates itself is refused in words, also where every wire fits': {
    from,
    steps: [
      { draw: 'dec.out', to: 'z.p' },
      { wire: ['prior.out', 'z.p'], gone: true },
      { click: ['tab', /^Problems/] },
      { see: ['tabpanel', /^Problems/], saying: 'conditioned on z itself' },
      { see: ['tabpanel', /^Problems/], saying: 'Feed z.p from' },
      { see: ['region', 'Programs'], saying: 'impossible' },
    ],
  },
  'what is copied is text, and is pasted in another tab with its wires inside': {
    from,
    steps: [
      { choose: 'encNet' },
      { choose: 'enc', holding: 'Shift' },
      { press: 'Control+c' },
      { clipboard: /"encNet"/ },
      {
        elsewhere: [
          { click: ['button', 'File'] },
          { click: ['menuitem', 'New drawing'] },
          { see: ['heading', 'Draw a model'] },
          { press: 'Control+v' },
          { nodes: 2 },
          { wire: ['encNet.out', 'enc.network'] },
          { undo: 'Paste 2 nodes' },
        ],
      },
      { nodes: NODES },
    ],
  },
  'a muted node counts as not there, in the drawing and in what is compiled of it': {
    from,
    steps: [
      { see: ['region', 'Programs'], saying: 'lower bound' },
      { choose: 'elbo' },
      { press: 'm' },
      { see: ['region', 'Programs'], saying: /learn\s*impossible/ },
      { press: 'm' },
      { see: ['region', 'Programs'], saying: /learn\s*ELBO/ },
    ],
  },
  'three nodes are spread evenly, as one step': {
    from,
    steps: [
      { choose: 'encNet' },
      { choose: 'dec', holding: 'Shift' },
      { choose: 'opt', holding: 'Shift' },
      { moves: 'nodes', by: { click: ['button', 'Distribute across'] } },
      { hear: 'Distribute across' },
      { moves: 'nodes', by: { press: 'Control+z' } },
    ],
  },
  'the overview shows where one is, and leads elsewhere': {
    from,
    steps: [
      { press: 'o' },
      { moves: 'view', by: { pull: ['img', 'Overview of the drawing'], by: { x: 30, y: 20 } } },
      { press: 'o' },
      { missing: ['img', 'Overview of the drawing'] },
    ],
  },
  'a group used twice is one: what changes inside changes in both': {
    from,
    steps: [
      { choose: 'encNet' },
      { press: 'Control+g' },
      { hear: 'Group 1 node' },
      { press: 'Control+d' },
      { hear: 'Duplicate' },
      { see: ['region', 'Inspector'], saying: 'Used 2 times' },
      { press: 'Enter' },
      { see: ['navigation', 'Where you are'] },
      { choose: 'encNet' },
      { press: 'Control+d' },
      { nodes: 3 },
      { click: ['button', 'VAE on two moons'] },
      { shows: 'group', saying: '2 nodes' },
      { shows: 'group2', saying: '2 nodes' },
    ],
  },
};
