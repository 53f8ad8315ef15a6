/** From a request to everything a run needs but a device: the drawing read, its data found, its programs compiled, its checkpoint fitted. */
import { compile } from '../compiler/compile.ts';
import type { Compiled, Environment } from '../compiler/compiled.ts';
import type { DataSource } from '../data/source.ts';
import type { Diagnostic } from '../graph/diagnostic.ts';
import { hasErrors } from '../graph/diagnostics.ts';
import { parseFile } from '../graph/file.ts';
import { flat } from '../graph/groups/flatten.ts';
import type { Graph } from '../graph/model.ts';
import { NAMES } from '../runtime/backends/backend.ts';
import { type Checkpoint, decodeCheckpoint, fit } from '../runtime/checkpoint.ts';
import { badCheckpoint, dataMissing, noBackend, notTrainable } from '../runtime/messages.ts';
import { initialVectors } from '../runtime/weights.ts';
import { openWorld } from '../runtime/world.ts';
import type { RunRequest } from './protocol.ts';

export interface Ready {
  readonly request: RunRequest;
  readonly graph: Graph;
  readonly environment: Environment;
  readonly compiled: Compiled;
  readonly sources: ReadonlyMap<string, DataSource>;
}
interface Refused {
  readonly refused: readonly Diagnostic[];
}
const refused = (diagnostics: readonly Diagnostic[]): Refused => ({ refused: diagnostics });

export function ready(
  wanted: RunRequest,
  imported: ReadonlyMap<string, DataSource>,
): (Ready & { readonly restored?: Checkpoint | undefined }) | Refused {
  if (wanted.backend !== 'auto' && !Object.hasOwn(NAMES, wanted.backend))
    return refused([noBackend(`No backend is called “${String(wanted.backend).slice(0, 40)}”`)]);
  const { graph: drawn, diagnostics: problems } = parseFile(wanted.graph);
  if (!drawn) return refused(problems);
  // data, variables and weights go by the names they have when groups are unfolded
  const graph = flat(drawn);
  const given = new Map<string, DataSource>();
  for (const [node, name] of Object.entries(wanted.data)) {
    const source = imported.get(name);
    if (!source) return refused([dataMissing(node)]);
    given.set(node, source);
  }
  const { environment, sources } = openWorld(graph, given);
  const compiled = compile(drawn, environment);
  const [ids = []] = compiled.models;
  const missing = graph.nodes.find((n) => n.kind === 'Dataset' && ids.includes(n.id) && !sources.has(n.id));
  if (missing) return refused([dataMissing(missing.id)]);
  if (compiled.learn.players.length === 0) {
    const errors = compiled.diagnostics.filter((d) => d.severity === 'error');
    return refused(hasErrors(errors) ? errors : [notTrainable(compiled.learn.grade.why.map((r) => r.text).join('; '))]);
  }
  const restored = wanted.checkpoint && restore(wanted.checkpoint, compiled, wanted.seed);
  if (restored && 'code' in restored) return refused([restored]);
  // data and draws are functions of the seed: a run goes on under the one it began with
  const request = restored ? { ...wanted, seed: restored.seed } : wanted;
  return { request, graph, environment, compiled, sources, restored };
}
/** A checkpoint's bytes as state for this drawing, or why they are none. */
function restore(bytes: Uint8Array, compiled: Compiled, seed: number): Checkpoint | Diagnostic {
  const raw = decodeCheckpoint(bytes);
  if ('malformed' in raw) return badCheckpoint(raw.malformed);
  const fitted = fit(raw, compiled, initialVectors(compiled, seed));
  return 'mismatch' in fitted ? badCheckpoint(fitted.mismatch) : fitted;
}
