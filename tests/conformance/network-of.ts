/** Networks by the kind of their node, for tests that ask them without a drawing. */
import type { Network } from '../../src/distributions/distribution.ts';
import type { Params } from '../../src/graph/model.ts';
import type { Builder } from '../../src/ir/builder.ts';
import type { BuildContext } from '../../src/nodes/define.ts';
import { NODES } from '../../src/nodes/registry.ts';

export type Settings = Params;
export const defaultsOf = (kind: string): Settings =>
  Object.fromEntries(Object.entries(NODES.get(kind)!.params).map(([name, s]) => [name, s.default]));
/** The network that a node of a kind gives, made of its settings alone. */
export const networkOf = (kind: string, params: Settings, b: Builder): Network => {
  const never = (): never => {
    throw new Error('a causal network is made of its settings alone');
  };
  const c: BuildContext = {
    b,
    id: 'net',
    use: 'learn',
    space: never,
    wired: never,
    value: never,
    values: never,
    distribution: never,
    distributions: never,
    network: never,
    schedule: never,
    unconditioned: never,
    condition: 'keep',
    subgraph: never,
    refuse: (why) => {
      throw new Error(why);
    },
  };
  return NODES.get(kind)!.build!(c, params)['out']!() as Network;
};
