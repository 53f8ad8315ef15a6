/** What score says of examples alone: of which variable, and whether its examples are points of a plane to draw a density over. */
import type { Graph } from '../graph/model.ts';
import type { Space } from '../graph/space.ts';
import type { Compiled } from './compiled.ts';

export interface Explained {
  readonly variable: string;
  /** The column it is clamped to. */
  readonly node: string;
  readonly column: string;
  readonly space: Space;
}
export type Scored = Pick<Compiled, 'models' | 'spaces' | 'score'>;

/** Of the value that a variable has. */
export const spaceOf = ({ spaces }: Pick<Compiled, 'spaces'>, variable: string): Space | undefined =>
  ['x', 'z', 'out'].map((p) => spaces.get(`${variable}.${p}`)).find((s) => s !== undefined);

/** The one observed variable, where nothing else is needed to score it, with its column. @param graph flat */
export function explainedBy(compiled: Scored, graph: Graph): Explained | undefined {
  const [ids = []] = compiled.models;
  const [only, ...others] = graph.nodes.filter((n) => n.kind === 'Observed' && ids.includes(n.id));
  if (!only || others.length > 0 || compiled.score.needs.length > 0) return undefined;
  const space = spaceOf(compiled, only.id);
  const from = graph.wires.find((w) => w.to.node === only.id && w.to.port === 'data')?.from;
  return from && space && { variable: only.id, node: from.node, column: from.port, space };
}
/** That variable, where it is a pair of real numbers. */
export function planeOf(compiled: Scored, graph: Graph): Explained | undefined {
  const at = explainedBy(compiled, graph);
  return at?.space.values.kind === 'real' && at.space.shape.join() === '2' ? at : undefined;
}
