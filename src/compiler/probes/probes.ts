/** Derives the probes of a drawing: which of its nodes show something, and the programs that tell it. */
import type { Graph } from '../../graph/model.ts';
import { SHOWS, type Shows } from '../../graph/vocabulary.ts';
import { Builder } from '../../ir/builder.ts';
import { topological } from '../../ir/dependencies.ts';
import { Refusal } from '../../ir/refusal.ts';
import type { Program, Val } from '../../ir/value.ts';
import type { Compiled, Environment } from '../compiled.ts';
import { drawingOf } from '../drawing.ts';
import { inferSpaces } from '../infer-spaces.ts';
import { Model } from '../model.ts';
import { packed } from '../pack.ts';
import { signatureClash } from '../signatures.ts';
import type { Drawing } from '../trace.ts';
import { draws, manifold, posterior } from './clouds.ts';
import { field } from './field.ts';
import { grid } from './grid.ts';
import { landscape } from './landscape.ts';
import { next } from './next.ts';
import { noised } from './noised.ts';
import { PLACES, type Probe, type Rule, type Spot } from './probe.ts';
import { beside, codes } from './variables.ts';

const RULES: Readonly<Record<Shows, Rule>> = { field, landscape, grid, posterior, draws, manifold, next, noised, codes, beside };
/** Shows that read columns of data; of the others a program that does is no picture of the plane. */
const READS_DATA: ReadonlySet<Shows> = new Set(['posterior', 'next', 'noised', 'codes', 'beside']);

/** @param compiled what the drawing compiles to: probes read the weights of its programs */
export function probesOf(graph: Graph, env: Environment, compiled: Compiled): readonly Probe[] {
  const [ids] = compiled.models;
  if (!ids) return [];
  const model = new Model(graph, new Set(ids));
  const d = drawingOf(model, inferSpaces(model, env).spaces);
  return SHOWS.flatMap((shows) => derive(d, compiled, shows) ?? []);
}
/** Nodes that show it themselves, and networks that are wired where it is shown. */
function spotsOf(m: Model, shows: Shows): readonly Spot[] {
  const own = m.nodes.filter((n) => m.definition(n.id).shows === shows).map((n) => ({ node: n.id, of: n.id }));
  const wired = m.wires
    .filter((w) => m.definition(w.to.node).inputs[w.to.port]?.shows === shows)
    .map((w) => ({ node: w.from.node, of: w.to.node }));
  return [...own, ...wired];
}
function derive(d: Drawing, compiled: Compiled, shows: Shows): Probe | undefined {
  const b = new Builder(`probe.${shows}`);
  const outputs: Record<string, Val> = {};
  const spots: Probe['spots'][number][] = [];
  for (const spot of spotsOf(d.model, shows)) {
    const shown = attempt(() => RULES[shows](d, b, spot));
    if (!shown || !fits(shows, Object.values(shown.parts))) continue;
    spots.push({ ...spot, about: shown.about });
    for (const [part, v] of Object.entries(shown.parts))
      outputs[`${spot.node}/${part}`] = v.plates.includes('B') ? v : b.expand(v, ['B'], []);
  }
  if (spots.length === 0) return undefined;
  const program = joined(b.program(outputs), compiled);
  return program && { shows, spots, program };
}
/** A program that reads the weights of the drawing's other programs; undefined where it asks for any that they do not have. */
export function joined(program: Program, compiled: Pick<Compiled, 'params' | 'vectors'>): Program | undefined {
  const known = new Map(compiled.params.map((s) => [s.name, s]));
  if (signatureClash(known, program.params) || [...program.params.keys()].some((p) => !known.has(p) && reads(program, p))) return undefined;
  return packed(program, compiled.vectors);
}
export function attempt<T>(derive: () => T): T | undefined {
  try {
    return derive();
  } catch (e) {
    if (e instanceof Refusal) return undefined;
    throw e;
  }
}
const reads = (p: Program, param: string): boolean =>
  topological(Object.values(p.outputs)).some((v) => v.op === 'param' && v.at.name === param);
/** One number or more for each example, along no other plate, and of nothing that is not fed. */
function fits(shows: Shows, parts: readonly Val[]): boolean {
  if (parts.some((v) => v.plates.some((p) => p !== 'B'))) return false;
  if (READS_DATA.has(shows)) return true;
  return topological(parts).every((v) => v.op !== 'input' || v.at.name === PLACES || v.at.name!.startsWith('plane.'));
}
