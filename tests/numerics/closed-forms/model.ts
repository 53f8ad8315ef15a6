/** The model behind a drawing, to ask it for programs that compile() does not make by itself. */
import { drawingOf } from '../../../src/compiler/drawing.ts';
import { inferSpaces } from '../../../src/compiler/infer-spaces.ts';
import { Model } from '../../../src/compiler/model.ts';
import type { Drawing } from '../../../src/compiler/trace.ts';
import { components } from '../../../src/graph/components.ts';
import { NODES } from '../../../src/nodes/registry.ts';
import { type Drawn, environmentOf, graphOf } from '../../drawings/notation.ts';

export function modelOf(d: Drawn): Drawing {
  const graph = graphOf(d);
  const [first] = components(graph, NODES);
  const m = new Model(graph, new Set(first!.nodes.map((n) => n.id)));
  return drawingOf(m, inferSpaces(m, environmentOf(d)).spaces);
}
