/** Settings that may change while a model learns: the weights and the optimiser's memory stay what they are. */

/** Of an Optimiser all but the algorithm, the batch and the phase, which make another run; of a distribution how it draws, which asks for the same weights. */
const HOT: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['Optimiser', new Set(['rate', 'schedule', 'warmup', 'every', 'factor', 'clip', 'momentum', 'beta1', 'beta2', 'epsilon', 'decay'])],
  ['Autoregressive', new Set(['temperature', 'greedy', 'topK', 'topP'])],
]);
type Row = readonly [id: string, kind: string, version: number, params: Readonly<Record<string, unknown>>, muted: boolean];

const rows = (content: string): readonly unknown[] => JSON.parse(content) as readonly unknown[];
/** Imported columns stand behind the drawing in a content's text. */
function parts(content: string): { readonly nodes: readonly Row[]; readonly rest: string } | undefined {
  const end = content.lastIndexOf(']');
  try {
    const [nodes, ...rest] = rows(content);
    return { nodes: nodes as readonly Row[], rest: JSON.stringify(rest) };
  } catch {
    // with columns of imported files behind it, it is two values in a row
    for (let at = content.indexOf(']['); at > 0 && at < end; at = content.indexOf('][', at + 1))
      try {
        const [nodes, ...rest] = rows(content.slice(0, at + 1));
        return { nodes: nodes as readonly Row[], rest: JSON.stringify(rest) + content.slice(at + 1) };
      } catch {
        continue;
      }
    return undefined;
  }
}
export interface Change {
  readonly node: string;
  readonly param: string;
  readonly from: unknown;
  readonly to: unknown;
}
/**
 * What changed between two contents of a drawing, where a run may go on under the new one; undefined where it must begin anew.
 * @param before, after as contentOf writes them
 */
export function hotChanges(before: string, after: string): readonly Change[] | undefined {
  const [a, b] = [parts(before), parts(after)];
  if (!a || !b || a.rest !== b.rest || a.nodes.length !== b.nodes.length) return undefined;
  const changes: Change[] = [];
  for (const [i, was] of a.nodes.entries()) {
    const now = b.nodes[i]!;
    const [wasParams, nowParams] = [was[3], now[3]];
    if (JSON.stringify([...was.slice(0, 3), was[4]]) !== JSON.stringify([...now.slice(0, 3), now[4]])) return undefined;
    for (const param of new Set([...Object.keys(wasParams), ...Object.keys(nowParams)])) {
      if (JSON.stringify(wasParams[param]) === JSON.stringify(nowParams[param])) continue;
      if (!HOT.get(was[1])?.has(param)) return undefined;
      changes.push({ node: was[0], param, from: wasParams[param], to: nowParams[param] });
    }
  }
  return changes;
}
