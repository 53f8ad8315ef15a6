/** What is said of a drawing: grades with reasons, mathematics, programs, and help for each node. */
import type { Flows } from './flow.ts';

const from = 'vae-moons';
const PROGRAMS = ['tabpanel', 'Programs'] as const;

export const PROGRAMS_AND_HELP: Flows = {
  'every task has a grade and a reason, and what is impossible says why': {
    from: 'autoencoder',
    steps: [
      { click: ['tab', 'Programs'] },
      { see: PROGRAMS, saying: /learn.*fit the parameters to the data/s },
      { see: PROGRAMS, saying: /sample.*impossible.*z has no p, only a q that reads x/s },
      { see: PROGRAMS, saying: /score.*impossible/s },
      { see: PROGRAMS, saying: /infer/ },
    ],
  },
  'a reason names its node and lights it up': {
    from,
    steps: [
      { click: ['tab', 'Programs'] },
      { see: PROGRAMS, saying: 'z is weighed with one draw from its q' },
      { lights: ['z'], by: { hover: ['button', 'z'], on: 'Inspector' } },
      { click: ['button', 'z'], on: 'Inspector' },
      { chosen: 1 },
    ],
  },
  'a term of the objective lights its nodes, and a node marks its terms': {
    from,
    steps: [
      { click: ['tab', 'Model'] },
      { see: ['heading', 'Factorisation'] },
      { see: ['heading', 'Minimised'] },
      { see: ['group', 'Plate diagram'] },
      { lights: ['dec', 'decNet', 'x'], by: { hover: ['button', 'p_θ(x | z)'] } },
      { lights: [], by: { hover: ['textbox', 'Title of the drawing'] } },
    ],
  },
  'help for a node: what it is, its shapes, what it costs, its mathematics and where that comes from': {
    from,
    steps: [
      { choose: 'enc' },
      { see: ['heading', 'Encoder'] },
      { see: ['tabpanel', /Encoder$/], saying: 'real [2]' },
      { see: ['heading', 'Mathematics'] },
      { see: ['link', /Kingma/] },
      { choose: 'encNet' },
      { see: ['heading', 'Weights'] },
      { see: ['tabpanel', /MLP$/], saying: 'trained by opt' },
    ],
  },
  'help for a node leads to its lines of the program, which are marked': {
    from,
    steps: [
      { choose: 'dec' },
      { click: ['button', 'Its lines of the program'] },
      { see: ['listbox', 'Source of learn'], saying: '// dec' },
      { see: ['tabpanel', 'Programs'], saying: /[1-9]\d* lines of what is selected/ },
      { click: ['button', 'Pseudocode'] },
    ],
  },
  'the gallery is a map: what led to what, by arrow keys, with what changed; and a list': {
    steps: [
      { press: 't' },
      { see: ['button', /, from .+: several Gaussians, weighed$/] },
      { focus: ['button', /^VAE on two moons/] },
      { press: 'ArrowRight' },
      { on: ['button', /, from VAE on two moons: /] },
      { click: ['button', 'List'] },
      { see: ['region', 'Latent variables'] },
      { set: ['searchbox', 'Find a template'], to: 'zzzz' },
      { see: ['dialog', 'Templates'], saying: 'No template is about that' },
      { click: ['button', 'Map'] },
      { press: 'Escape' },
      { missing: ['dialog', 'Templates'] },
    ],
  },
};
