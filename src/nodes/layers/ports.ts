/** Ports that most layers share. */
import type { LayerContext } from '../define.ts';
import type { Val } from '../../ir/value.ts';

export const ONE_IN = { x: { kind: 'value', arity: 'one', meaning: 'what the layer reads' } } as const;
export const MANY_IN = { x: { kind: 'value', arity: 'many', meaning: 'what the layer reads, in the order of the wires' } } as const;
export const OUT = { out: { kind: 'value', meaning: 'what the layer gives' } } as const;

export const input = (c: LayerContext): Val => c.inputs('x')[0] ?? c.refuse('nothing is wired to it', 'wire a layer to its input');
/** The one input, as an image [height, width, channels]. */
export function image(c: LayerContext): Val {
  const x = input(c);
  return x.event.length === 3
    ? x
    : c.refuse(`it reads images [height×width×channels], not [${x.event.join('×')}]`, 'put a Reshape before it');
}
