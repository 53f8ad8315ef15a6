/** Attributes of our own kernels, read from what TF.js hands on untyped. What is missing is a mistake of ours and throws. */
import type { PatchAttributes } from './patches.ts';

export type Attributes = Readonly<Record<string, unknown>>;
export const text = (attributes: Attributes, name: string): string => String(attributes[name]);
export const count = (attributes: Attributes, name: string): number => {
  const n = attributes[name];
  if (typeof n !== 'number') throw new Error(`attribute ${name} is no number`);
  return n;
};
export const counts = (attributes: Attributes, name: string): readonly number[] => {
  const list: unknown = attributes[name];
  if (!Array.isArray(list)) throw new Error(`attribute ${name} is no list`);
  return list.map(Number);
};
export function patchAttributes(a: Attributes): PatchAttributes {
  const [height, width, channels] = counts(a, 'input') as [number, number, number];
  const [kh, kw] = counts(a, 'filter') as [number, number];
  const [oh, ow] = counts(a, 'out') as [number, number];
  return {
    rows: count(a, 'rows'),
    height,
    width,
    channels,
    kh,
    kw,
    oh,
    ow,
    stride: count(a, 'stride'),
    top: count(a, 'top'),
    left: count(a, 'left'),
  };
}
