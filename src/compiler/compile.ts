/**
 * From a drawing to its programs. The story:
 * check the drawing, unfold its groups, split the canvas into its models, infer spaces, derive learn, sample, score and infer by tracing,
 * pack the parameters into vectors, simplify. Lowering for a backend (lower/) happens when a program runs.
 */
import { check } from '../graph/check.ts';
import { components } from '../graph/components.ts';
import type { Diagnostic } from '../graph/diagnostic.ts';
import { diagnose, hasErrors } from '../graph/diagnostics.ts';
import { flat } from '../graph/groups/flatten.ts';
import type { Graph } from '../graph/model.ts';
import type { Space } from '../graph/space.ts';
import { all, grade } from '../distributions/grade.ts';
import type { Slot } from '../ir/value.ts';
import { latexOf } from '../nodes/notation/formula.ts';
import { NODES } from '../nodes/registry.ts';
import type { Compiled, Environment, TaskProgram, Vector } from './compiled.ts';
import { drawingOf } from './drawing.ts';
import { infer } from './infer.ts';
import { inferSpaces } from './infer-spaces.ts';
import { factorisation } from './latex.ts';
import { learn, sentence, untrained } from './learn.ts';
import { inferLines } from './maths/algorithms/infer.ts';
import { learnLines } from './maths/algorithms/learn.ts';
import { sampleLines } from './maths/algorithms/sample.ts';
import { scoreLines } from './maths/algorithms/score.ts';
import { plateOf } from './maths/plate/plate.ts';
import { type Algorithms, NOTHING, mathsOf, notationOf, onPaper } from './maths/maths.ts';
import { Model } from './model.ts';
import { packed, vectorsOf } from './pack.ts';
import { playerOf } from './player.ts';
import { reconstruct } from './reconstruct.ts';
import { sample } from './sample.ts';
import { score } from './score.ts';
import { signatureClash } from './signatures.ts';
import { startsOf } from './start.ts';
import type { Drawing } from './trace.ts';

export interface CompileOptions {
  /** Which model of the canvas: an index into `models`. */
  readonly model?: number;
  /** Importance samples of the score program, where latents have a q. */
  readonly samples?: number;
}
/** Importance samples a pass of score; passes are averaged for more. */
export const SCORE_SAMPLES = 50;

/** Checks and compiles one model of a canvas. Mistakes of the user are diagnostics; nothing is thrown. */
export function compile(drawn: Graph, env: Environment, o: CompileOptions = {}): Compiled {
  const structural = check(drawn, NODES);
  // From here on there are no groups and no reroutes.
  const graph = flat(drawn);
  const models = components(graph, NODES)
    .map((c) => c.nodes.map((n) => n.id))
    .toSorted((a, b) => learnable(graph, b) - learnable(graph, a));
  const ids = models[o.model ?? 0];
  if (!ids) return nothing([...structural, diagnose('no-model', {}, {})], models);
  const model = new Model(graph, new Set(ids));
  const { spaces, diagnostics } = inferSpaces(model, env);
  const before = [...structural, ...diagnostics];
  if (hasErrors(before.filter((d) => d.node === undefined || model.has(d.node))))
    return { ...nothing(before, models), spaces: spaces.known() };
  return derive(drawingOf(model, spaces), before, spaces.known(), models, o.samples ?? SCORE_SAMPLES);
}

/** Models that can be trained come first. */
const learnable = (g: Graph, ids: readonly string[]): number => Number(g.nodes.some((n) => n.kind === 'Optimiser' && ids.includes(n.id)));

function derive(
  d: Drawing,
  before: readonly Diagnostic[],
  spaces: ReadonlyMap<string, Space>,
  models: Compiled['models'],
  samples: number,
): Compiled {
  const m = d.model;
  const learning = learn(d);
  const params = new Map<string, Slot>(learning.params);
  const states = new Map<string, Slot>(learning.states);
  const shared = (t: TaskProgram): TaskProgram => sharing(params, states, t);
  const drafts = {
    sample: shared(sample(d)),
    score: shared(score(d, samples)),
    infer: shared(infer(d)),
    reconstruct: shared(reconstruct(d)),
  };
  const vectors = vectorsOf(params.values(), learning.drafts);
  const starts = startsOf(d, learning.drafts, vectors);
  const notation = notationOf(m, spaces, params.keys(), learning.drafts);
  const players = learning.drafts.map((p) => {
    const losses = p.losses.map(({ written, ...loss }) => ({ ...loss, ...onPaper(notation, loss.node, written) }));
    return playerOf({ ...p, losses }, vectors, starts.get(p.optimiser));
  });
  const clamps = Object.keys(m.graph.clamps);
  const has = (t: TaskProgram): boolean => t.program !== undefined;
  const algorithms: Algorithms = {
    learn: learning.drafts.map((t, i) => ({
      optimiser: t.optimiser,
      lines: learnLines(notation, {
        ...t,
        losses: players[i]!.losses,
        starts: starts.has(t.optimiser) ? t.trained.filter((p) => t.b.params.get(p)?.init.kind === 'data') : [],
      }),
    })),
    sample: has(drafts.sample) ? sampleLines(notation, clamps) : [],
    score: has(drafts.score) ? scoreLines(notation, d.how, samples) : [],
    infer: has(drafts.infer) ? inferLines(notation, d.how, Object.keys(drafts.infer.program?.outputs ?? {})) : [],
  };
  const finish = (t: TaskProgram): TaskProgram => (t.program ? { ...t, program: packed(t.program, vectors) } : t);
  return {
    diagnostics: [
      ...before,
      ...learning.diagnostics,
      ...untrained(m, learning, params),
      ...buildFailures(m, learning.diagnostics, drafts.sample),
    ],
    models,
    spaces,
    params: [...params.values()],
    vectors,
    states: [...states.values()],
    learn: { grade: learning.grade, players },
    sample: finish(drafts.sample),
    score: finish(drafts.score),
    infer: finish(drafts.infer),
    reconstruct: finish(drafts.reconstruct),
    latex: {
      p: factorisation(m, 'p'),
      q: factorisation(m, 'q'),
      objectives: players.flatMap((p) => p.losses.flatMap((l) => l.statements.slice(0, 1).map((s) => latexOf(s.formula)))),
    },
    maths: mathsOf(notation, clamps, hiddenIn(m), algorithms, plateOf(notation, weighedIn(m))),
  };
}

/**
 * Adds a program's parameters and state to those of the programs before it, with which it shares them; refuses one that would share them in
 * another shape.
 */
function sharing(params: Map<string, Slot>, states: Map<string, Slot>, t: TaskProgram): TaskProgram {
  if (!t.program) return t;
  const clash = signatureClash(params, t.program.params) ?? signatureClash(states, t.program.states);
  if (clash) return { grade: grade('impossible', clash.node, clash.why), needs: [] };
  for (const [name, slot] of t.program.params) params.set(name, slot);
  for (const [name, slot] of t.program.states) if (!states.has(name)) states.set(name, slot);
  return t;
}

/** Importance samples of an objective, and the latents that they are samples of. */
function weighedIn(m: Model): Parameters<typeof plateOf>[1] {
  for (const { id } of m.nodes) {
    const count = m.definition(id).category === 'objective' ? m.resolved(id)['samples'] : undefined;
    if (typeof count !== 'number' || count < 2) continue;
    const explained = m.into(id, 'variables').map((w) => w.from.node);
    return { count, latents: m.of('Latent').filter((z) => m.wired(z, 'q') && explained.some((x) => m.ancestors(x).has(z))) };
  }
  return undefined;
}
/** Observed variables that an objective sums out. */
const hiddenIn = (m: Model): readonly string[] =>
  m.nodes.flatMap((n) => {
    const hidden = m.definition(n.id).category === 'objective' ? m.resolved(n.id)['hidden'] : undefined;
    return Array.isArray(hidden) ? hidden.filter((v): v is string => typeof v === 'string' && m.isVariable(v)) : [];
  });

/** A node that refuses to be built spoils sampling too; said once, where learning did not say it. That a variable has no p is no failure: its grade says so. */
function buildFailures(m: Model, said: readonly Diagnostic[], t: TaskProgram): readonly Diagnostic[] {
  const [reason] = t.grade.why;
  if (t.grade.fidelity !== 'impossible' || !reason?.node || m.isVariable(reason.node) || said.some((s) => s.node === reason.node))
    return [];
  return [
    {
      ...diagnose(
        'cannot-build',
        { node: reason.node },
        { why: sentence(m, reason.text), mend: 'See the Programs panel for what is still possible.' },
      ),
      severity: 'info',
    },
  ];
}

function nothing(diagnostics: readonly Diagnostic[], models: Compiled['models']): Compiled {
  const reasons = diagnostics.filter((d) => d.severity === 'error');
  const impossible = reasons.length
    ? all(...reasons.map((d) => grade('impossible', d.node ?? '', d.what)))
    : grade('impossible', '', 'there is no model yet');
  const none: TaskProgram = { grade: impossible, needs: [] };
  const vectors: readonly Vector[] = [];
  return {
    diagnostics,
    models,
    spaces: new Map(),
    params: [],
    vectors,
    states: [],
    learn: { grade: impossible, players: [] },
    sample: none,
    score: none,
    infer: none,
    reconstruct: none,
    latex: { p: '', q: '', objectives: [] },
    maths: NOTHING,
  };
}
