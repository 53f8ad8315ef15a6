/** The widths of the hidden layers of a fully connected network, as its nodes declare them. */
import type { ParamSpecs } from '../params.ts';

export const HIDDEN = {
  type: 'integers',
  label: 'Hidden widths',
  meaning: 'units of each hidden layer; an empty list leaves one layer',
  default: [128, 128],
  min: 1,
  max: 4096,
  maxLength: 16,
  unit: 'units',
} as const satisfies ParamSpecs[string];
