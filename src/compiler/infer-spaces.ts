/** Runs every node's rule over the wires of a model, and names what stays unknown. */
import type { Diagnostic } from '../graph/diagnostic.ts';
import { diagnose } from '../graph/diagnostics.ts';
import type { Infer } from '../nodes/define.ts';
import { COLUMNS } from '../nodes/sources/dataset.ts';
import type { Environment } from './compiled.ts';
import type { Model } from './model.ts';
import { Spaces } from './spaces.ts';

export function inferSpaces(m: Model, env: Environment): { readonly spaces: Spaces; readonly diagnostics: readonly Diagnostic[] } {
  const spaces = new Spaces();
  const diagnostics: Diagnostic[] = [];
  const datasets = new Map(m.of('Dataset').map((id) => [id, env.columns(id, m.resolved(id))]));
  for (const w of m.wires) {
    const port = m.definition(w.to.node).inputs[w.to.port];
    // values that are read side by side need not be alike
    const beside = port?.kind === 'value' && port.arity === 'many';
    if ((port?.kind === 'value' && !beside) || port?.kind === 'distribution') spaces.same(w.from, w.to);
    diagnostics.push(...missingColumn(m, datasets, w.from.node, w.from.port));
  }
  spaces.solve(
    m.nodes.map((n) => {
      const ctx: Infer = {
        columns: datasets.get(n.id),
        same: (a, b) => spaces.same({ node: n.id, port: a }, { node: n.id, port: b }),
        set: (port, known) => spaces.set(n.id, port, known),
        get: (port) => spaces.term(n.id, port),
        wired: (port) => m.wired(n.id, port),
      };
      return () => m.definition(n.id).infer?.(ctx, n.params);
    }),
  );
  diagnostics.push(...spaces.diagnostics);
  const unique = diagnostics.filter(
    (x, i) => diagnostics.findIndex((y) => y.code === x.code && y.node === x.node && y.what === x.what) === i,
  );
  // a missing data set or column leaves shapes open; saying so twice would hide the cause
  if (unique.some((x) => x.code === 'dataset-unknown' || x.code === 'column-missing')) return { spaces, diagnostics: unique };
  for (const v of m.variables()) if (isUsed(m, v)) unique.push(...unknownSpace(m, spaces, v));
  return { spaces, diagnostics: unique };
}

function missingColumn(m: Model, datasets: ReadonlyMap<string, object | undefined>, node: string, port: string): readonly Diagnostic[] {
  if (!datasets.has(node)) return [];
  const columns = datasets.get(node);
  const source = String(m.resolved(node).source);
  if (!columns) return [diagnose('dataset-unknown', { node }, { name: source, known: [] })];
  if (port in columns) return [];
  return [diagnose('column-missing', { node, port }, { dataset: source, column: port, columns: COLUMNS.filter((c) => c in columns) })];
}
/** What nothing generates, infers or feeds is unfinished, not wrong. */
const isUsed = (m: Model, v: string): boolean =>
  ['p', 'q', 'data'].some((port) => m.wired(v, port)) || m.wires.some((w) => w.from.node === v);

function unknownSpace(m: Model, spaces: Spaces, v: string): readonly Diagnostic[] {
  const port = m.valuePort(v);
  if (m.kind(v) === 'Latent' && !m.wired(v, 'p') && !m.wired(v, 'q')) return [diagnose('latent-unbound', { node: v }, { variable: v })];
  if (spaces.get(v, port)) return [];
  const { shape, values } = spaces.term(v, port);
  const settle = (shape ? [] : m.nodes)
    .filter(
      (n) =>
        ['size', 'shape', 'classes', 'count'].some((p) => p in m.definition(n.id).params) &&
        Object.keys(m.definition(n.id).outputs).some((o) => spaces.joined(`${n.id}.${o}`, `${v}.${port}`)),
    )
    .map((n) => n.id);
  const aspect = shape ? 'kind of values' : values ? 'shape' : 'shape and kind of values';
  return [
    diagnose(
      'space-unknown',
      { node: v, port },
      { variable: v, aspect, settle: settle.length ? settle : m.kind(v) === 'Latent' && !shape ? [v] : [] },
    ),
  ];
}
