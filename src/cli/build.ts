/** From a drawing and data to programs. */
import { compile } from '../compiler/compile.ts';
import type { Compiled } from '../compiler/compiled.ts';
import type { DataSource } from '../data/source.ts';
import type { Diagnostic } from '../graph/diagnostic.ts';
import { openWorld } from '../runtime/world.ts';
import { requireData } from './data.ts';
import type { Drawing } from './drawing.ts';
import { unlessErrors } from './problem.ts';

export interface Built {
  readonly drawing: Drawing;
  readonly compiled: Compiled;
  /** By Dataset node. */
  readonly sources: ReadonlyMap<string, DataSource>;
  /** Warnings and remarks. */
  readonly diagnostics: readonly Diagnostic[];
}
/** @throws Problem where the drawing has errors */
export function build(drawing: Drawing, imported: ReadonlyMap<string, DataSource>): Built {
  requireData(drawing.graph, imported);
  const { environment, sources } = openWorld(drawing.graph, imported);
  const compiled = compile(drawing.drawn, environment);
  return { drawing, compiled, sources, diagnostics: unlessErrors(compiled.diagnostics) };
}
