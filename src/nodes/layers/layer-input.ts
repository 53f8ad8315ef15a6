/** Input of a custom network. */
import { defineNode } from '../define.ts';
import { OUT } from './ports.ts';

const NAMES = { x: 'input', condition: 'condition', time: 'time' } as const;

export default defineNode({
  kind: 'LayerInput',
  version: 1,
  title: 'Input',
  summary: 'What the network is given: its main input, its condition, or how noisy its input is.',
  category: 'layer',
  layer: true,
  inputs: {},
  outputs: OUT,
  params: {
    role: {
      type: 'choice',
      label: 'Role',
      meaning: 'which of the values the network is given',
      default: 'x',
      options: [
        { value: 'x', label: 'Input' },
        { value: 'condition', label: 'Condition' },
        { value: 'time', label: 'Time, as sines and cosines' },
      ],
    },
  },
  layerRule: (c, p) => {
    const values = c.given[p.role];
    if (values.length === 0)
      return c.refuse(
        `the network is given no ${NAMES[p.role]} where it is used`,
        p.role === 'time' ? 'remove this Input, or use the network as a denoiser' : 'remove this Input, or wire a condition',
      );
    // a lone number becomes a vector of one: layers work over a last axis
    const whole = values.length === 1 && values[0]!.event.length > 0;
    return whole
      ? values[0]!
      : c.b.concat(
          values.map((v) => c.b.flat(v)),
          0,
        );
  },
});
