import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { binding } from '../../src/compiler/binding.ts';
import type { Compiled } from '../../src/compiler/compiled.ts';
import { drawingOf } from '../../src/compiler/drawing.ts';
import { inferSpaces } from '../../src/compiler/infer-spaces.ts';
import { Model } from '../../src/compiler/model.ts';
import { Trace } from '../../src/compiler/trace.ts';
import { SYNTHETIC } from '../../src/data/catalogue.ts';
import type { Datum, Distribution } from '../../src/distributions/distribution.ts';
import { parseFile, writeFile } from '../../src/graph/file.ts';
import { flat } from '../../src/graph/groups/flatten.ts';
import { type Graph, type Json, emptyGraph } from '../../src/graph/model.ts';
import { eventOf } from '../../src/graph/space.ts';
import type { ParamSpec } from '../../src/graph/vocabulary.ts';
import { Builder } from '../../src/ir/builder.ts';
import { verify } from '../../src/ir/verify.ts';
import type { NodeDefinition } from '../../src/nodes/define.ts';
import { type Formula, isFraction, latexOf } from '../../src/nodes/notation/formula.ts';
import { fits } from '../../src/nodes/params.ts';
import { NODES } from '../../src/nodes/registry.ts';
import { COLUMNS, SOURCES } from '../../src/nodes/sources/dataset.ts';
import { environmentOf as worldOf } from '../../src/runtime/world.ts';
import { DRAWINGS } from '../drawings/all.ts';
import { LIKELIHOODS } from '../drawings/likelihood.ts';
import { VAES } from '../drawings/vae.ts';
import { type Drawn, compiled, environmentOf, graphOf } from '../drawings/notation.ts';
import { HABITATS } from './habitats.ts';

const KINDS = [...NODES].map(([kind, d]) => [kind, d] as const);
/** Values to try for a setting: every choice, both answers, both ends of a range beside the default, and a size that fits. */
function valuesOf(s: ParamSpec): readonly Json[] {
  switch (s.type) {
    case 'choice':
      return s.options.map((o) => o.value);
    case 'boolean':
      return [true, false];
    case 'number':
      return [s.default, s.min, s.max];
    case 'optional-number':
      return [null, Math.max(s.min, Math.min(s.max, 2))];
    default:
      return [s.default];
  }
}
/** A value that is allowed and is not the default. */
function other(s: ParamSpec): Json {
  switch (s.type) {
    case 'choice':
      return s.options.at(-1)!.value;
    case 'boolean':
      return !s.default;
    case 'number':
    case 'optional-number':
      return s.max;
    case 'integers':
      return [s.min, s.max];
    case 'names':
      return ['one', 'two'];
    case 'text':
      return 'a $text$ with “signs”\n';
    case 'subgraph':
      return 'layers';
  }
}
const render = (latex: string): string => katex.renderToString(latex, { throwOnError: true, strict: 'error', displayMode: true });

describe.each(KINDS)('%s', (kind, d) => {
  test('has a name, a title, a summary and a version', () => {
    expect(d.kind).toBe(kind);
    expect(kind).toMatch(/^[A-Z][A-Za-z0-9]*$/);
    expect(d.title.trim()).not.toBe('');
    expect(d.summary).toMatch(/^\S.*[^.]\.$/);
    expect(Number.isInteger(d.version) && d.version >= 1).toBe(true);
  });
  test('says what its ports mean', () => {
    for (const port of [...Object.values(d.inputs), ...Object.values(d.outputs)]) expect(port.meaning).toMatch(/^\S.*[^.\s]$/);
    for (const out of Object.values(d.outputs)) for (const read of out.reads ?? []) expect(d.inputs).toHaveProperty([read]);
    // an input and an output of one name would share one Space in inference
    if (d.infer) expect(Object.keys(d.inputs).filter((p) => p in d.outputs)).toEqual([]);
  });
  test('has the role of its category', () => {
    expect(d.layerRule !== undefined).toBe(d.category === 'layer');
    expect(d.layer === true).toBe(d.category === 'layer');
    expect(d.losses !== undefined).toBe(d.category === 'objective');
    // what can be wired to a variable can be written down
    expect(d.law !== undefined).toBe(Object.values(d.outputs).some((o) => o.kind === 'distribution'));
    expect(d.optimiser !== undefined).toBe(d.category === 'training');
    expect(d.build !== undefined).toBe(d.category === 'distribution' || d.category === 'network');
  });
  test('its settings are explained, and their defaults are allowed', () => {
    for (const [name, s] of Object.entries(d.params)) {
      expect(s.label.trim(), name).not.toBe('');
      expect(s.meaning, name).toMatch(/^\S.*[^.\s]$/);
      expect(fits(s, s.default) || (s.type === 'subgraph' && s.default === ''), name).toBe(true);
      if (s.type === 'choice') expect(new Set(s.options.map((o) => o.value)).size).toBe(s.options.length);
      if (s.type === 'number' || s.type === 'optional-number') expect(s.min).toBeLessThan(s.max);
      if (s.when) {
        const on = d.params[s.when.param];
        expect(on, `${name} asks for ${s.when.param}`).toBeDefined();
        for (const v of s.when.in) expect(fits(on!, v), `${name} shows at ${String(v)}`).toBe(true);
      }
    }
  });
  test('its mathematics can be typeset', () => {
    if (!d.math) return expect(d.category).toMatch(/layer|note|data|network|variable|structure/);
    expect(d.math.text.trim()).not.toBe('');
    return expect(render(d.math.latex)).toContain('katex');
  });
  test('its references can be followed', () => {
    for (const r of d.references ?? []) {
      expect(r.text.trim()).not.toBe('');
      expect(new URL(r.url).protocol).toBe('https:');
    }
  });
  test('migrates from every older version', () => {
    const from = Object.keys(d.migrations ?? {}).map(Number);
    expect(from.sort((a, b) => a - b)).toEqual(Array.from({ length: d.version - 1 }, (_, i) => i + 1));
  });
  test('survives a round trip through a file with its settings', () => {
    const params = Object.fromEntries(Object.entries(d.params).map(([name, s]) => [name, other(s)]));
    for (const [name, s] of Object.entries(d.params)) expect(fits(s, params[name]), name).toBe(true);
    const graph: Graph = { ...emptyGraph(kind), nodes: [{ id: 'it', kind, version: d.version, params, position: { x: 12, y: -3.5 } }] };
    const read = parseFile(writeFile(graph));
    expect(read.diagnostics).toEqual([]);
    expect(read.graph).toEqual(graph);
  });
  describe('each of its settings builds', () => {
    const habitat = HABITATS[kind];
    const cases = Object.entries(d.params).flatMap(([name, s]) => valuesOf(s).map((v) => ({ [name]: v, ...needed(d, name) })));
    test.each([{}, ...cases])('%j', (params) => {
      const c = kind === 'Dataset' ? compiledWithData(habitat!(params)) : compiled(habitat!(params));
      const trouble = c.diagnostics.filter((x) => x.severity === 'error').map((x) => `${x.code}: ${x.what} ${x.why}`);
      expect(trouble).toEqual(REFUSALS[`${kind} ${JSON.stringify(params)}`] ?? []);
      const programs = [...c.learn.players, c.sample, c.score, c.infer].flatMap((t) => t.program ?? []);
      expect(programs.length > 0).toBe(!trouble.some((x) => /^(dataset-unknown|subgraph-missing|group-missing)/.test(x)));
      expect(programs.flatMap((p) => verify(p))).toEqual([]);
    });
  });
});

/** The setting that shows another one must have the value at which it shows. */
function needed(d: NodeDefinition, name: string): Record<string, Json> {
  const when = d.params[name]!.when;
  return when ? { [when.param]: when.in[0] as Json } : {};
}
const compiledWithData = (drawn: Drawn): Compiled => compiledIn(drawn, new Map());
function compiledIn(drawn: Drawn, imported: Parameters<typeof worldOf>[0]): Compiled {
  const columns = worldOf(imported);
  const graph = graphOf(drawn);
  const node = graph.nodes.find((n) => n.kind === 'Dataset')!;
  const d = NODES.get('Dataset')!;
  const params = Object.fromEntries(Object.entries(d.params).map(([name, s]) => [name, node.params[name] ?? s.default]));
  const found = columns.columns(node.id, params);
  return found ? compiled({ ...drawn, columns: found }) : compiled({ ...drawn, columns: undefined as never });
}
/** What a setting cannot do in its drawing, and says so. */
const REFUSALS: Readonly<Record<string, readonly string[]>> = {
  'Prior {"high":-1000000,"family":"uniform"}': [
    'cannot-learn: This model cannot be learned as it is drawn. Its interval -1 … -1000000 is empty.',
  ],
  'Prior {"low":1000000,"family":"uniform"}': [
    'cannot-learn: This model cannot be learned as it is drawn. Its interval 1000000 … 1 is empty.',
  ],
  'CustomNetwork {"subgraph":""}': [
    'subgraph-missing: This Custom network has no inside yet. Its layers are kept in a drawing of their own, and there is none to read.',
  ],
  'Group {"subgraph":""}': [
    'group-missing: The group it has no inside yet. What a group holds is kept in a drawing of its own, and there is none to read.',
    'space-unknown: Nothing in the drawing says what shape z has. It could follow from prior and z, and each of them leaves it open.',
  ],
  'Dataset {"source":"file"}': ['dataset-unknown: There is no data set called “file”. No data set has been loaded.'],
  'Encoder {"family":"deterministic"}': [
    'cannot-learn: This model cannot be learned as it is drawn. There is no bound: it is deterministic: a point mass has no density.',
  ],
  'Decoder {"likelihood":"deterministic"}': [
    'cannot-learn: This model cannot be learned as it is drawn. it is deterministic: a point mass has no density.',
  ],
};

test('every kind has a drawing to stand in', () => {
  expect(Object.keys(HABITATS).sort()).toEqual([...NODES.keys()].sort());
});
test('no two kinds share a title in the palette of one place', () => {
  for (const layer of [true, false]) {
    const titles = KINDS.filter(([, d]) => (d.layer ?? false) === layer).map(([, d]) => d.title);
    expect(titles.filter((t, i) => titles.indexOf(t) !== i)).toEqual([]);
  }
});

describe('the Dataset node and the data catalogue', () => {
  test('know the same sets', () => {
    expect(SOURCES.map((s) => s.value)).toEqual([...SYNTHETIC.map((s) => s.name), 'file']);
  });
  test('know the same columns', () => {
    expect(Object.keys(NODES.get('Dataset')!.outputs)).toEqual([...COLUMNS]);
    for (const s of SYNTHETIC) expect(Object.keys(s.columns).filter((c) => !COLUMNS.some((k) => k === c))).toEqual([]);
  });
});

describe('mathematics of the drawings can be typeset', () => {
  test.each(DRAWINGS.map((d) => [d.name, d] as const))('%s', (_, d) => {
    const { latex, maths, learn } = compiled(d);
    const losses = learn.players.flatMap((p) => p.losses);
    const statements = [...maths.laws, ...losses].flatMap((l) => l.statements);
    const formulas = [maths.p, maths.q, ...statements.map((s) => s.formula)];
    // a view shows every piece by itself, so each is whole by itself
    const pieces = formulas.flatMap(piecesIn);
    const lines = losses.flatMap((l) => l.draws).flatMap((l) => l.text.split('$').filter((_, i) => i % 2 === 1));
    for (const source of [latex.p, latex.q, ...formulas.map(latexOf), ...pieces, ...lines].filter(Boolean))
      expect(render(source)).toContain('katex');
  });
});

const piecesIn = (f: Formula): readonly string[] =>
  f.flatMap((p) => (isFraction(p) ? [...piecesIn(p.over), ...piecesIn(p.under)] : [p.latex]));

describe('inferred spaces are the shapes that are built', () => {
  const drawings = [...VAES, ...LIKELIHOODS, ...Object.values(HABITATS).map((h) => h({}))].filter((d) => compiled(d).sample.program);
  const seen = new Set<string>();
  test.each(drawings.map((d, i) => [`${d.name} (${i})`, d] as const))('%s', (_, d) => {
    const graph = flat(graphOf(d));
    const m = new Model(graph, new Set(compiled(d).models[0]));
    const { spaces } = inferSpaces(m, environmentOf(d));
    const b = new Builder('shapes');
    const t = new Trace(drawingOf(m, spaces), b, binding({ side: 'model', use: 'score' }));
    for (const { id, kind } of m.nodes)
      for (const [port, { kind: wire }] of Object.entries(m.definition(id).outputs)) {
        const space = spaces.get(id, port);
        if (!space || !m.wires.some((w) => w.from.node === id && w.from.port === port)) continue;
        const built = t.output(id, port);
        seen.add(kind);
        if (wire === 'distribution') {
          const p = built as Distribution;
          expect([p.space, p.event], `${id}.${port}`).toEqual([space, eventOf(space)]);
          expect(p.sample(b, ['B']).datum.val.event).toEqual(eventOf(space));
          expect(p.mean?.(b).event ?? p.event).toEqual(p.event);
        } else expect((built as Datum).val.event, `${id}.${port}`).toEqual(eventOf(space));
      }
  });
  test('for every kind that gives values or distributions', () => {
    const giving = KINDS.filter(
      ([, d]) =>
        !d.layer && d.category !== 'structure' && Object.values(d.outputs).some((o) => o.kind === 'value' || o.kind === 'distribution'),
    );
    expect(giving.map(([kind]) => kind).filter((kind) => !seen.has(kind))).toEqual([]);
  });
});
