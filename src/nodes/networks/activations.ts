/** Activation functions by name. */
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';

export const ACTIVATION_OPTIONS = [
  { value: 'relu', label: 'ReLU' },
  { value: 'leaky-relu', label: 'Leaky ReLU (0.2)' },
  { value: 'silu', label: 'SiLU' },
  { value: 'gelu', label: 'GELU' },
  { value: 'tanh', label: 'tanh' },
  { value: 'sigmoid', label: 'Sigmoid' },
  { value: 'softplus', label: 'Softplus' },
  { value: 'identity', label: 'None' },
] as const;
export type Activation = (typeof ACTIVATION_OPTIONS)[number]['value'];

const TABLE: Readonly<Record<Activation, (b: Builder, x: Val) => Val>> = {
  relu: (b, x) => b.relu(x),
  'leaky-relu': (b, x) => b.maximum(x, b.mul(0.2, x)),
  silu: (b, x) => b.mul(x, b.sigmoid(x)),
  // exact form (Hendrycks & Gimpel, 2016): x Phi(x)
  gelu: (b, x) => b.mul(b.mul(0.5, x), b.add(1, b.erf(b.mul(Math.SQRT1_2, x)))),
  tanh: (b, x) => b.tanh(x),
  sigmoid: (b, x) => b.sigmoid(x),
  softplus: (b, x) => b.softplus(x),
  identity: (_, x) => x,
};
export const activate = (b: Builder, name: Activation, x: Val): Val => TABLE[name](b, x);
