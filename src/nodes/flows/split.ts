/** What the coupling nodes declare alike: what they read beside the base, and which part they move. */
import type { InputPort } from '../../graph/vocabulary.ts';
import type { ParamSpecs } from '../params.ts';

export const COUPLING_INPUTS = {
  condition: { kind: 'value', arity: 'optional', meaning: 'a condition its network also reads' },
  network: { kind: 'network', arity: 'optional', meaning: 'the network; a default one if nothing is wired' },
} as const satisfies Readonly<Record<string, InputPort>>;

export const SPLIT_PARAMS = {
  split: {
    type: 'choice',
    label: 'Parts',
    meaning: 'how the numbers are parted into those it reads and those it moves',
    default: 'alternate',
    options: [
      { value: 'alternate', label: 'Every other number (images: a chequerboard)' },
      { value: 'halves', label: 'Halves (images: of the channels)' },
    ],
  },
  flip: {
    type: 'boolean',
    label: 'Swap the parts',
    meaning: 'move the part that it would read, and the other way round',
    default: false,
  },
  channels: {
    type: 'number',
    label: 'Channels',
    meaning: 'hidden channels of its own network, for images',
    default: 64,
    min: 1,
    max: 1024,
    integer: true,
    unit: 'channels',
  },
} as const satisfies ParamSpecs;
