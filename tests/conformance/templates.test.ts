import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Compiled, TASKS, type Task } from '../../src/compiler/compiled.ts';
import { compile } from '../../src/compiler/compile.ts';
import { check } from '../../src/graph/check.ts';
import { parseFile, writeFile } from '../../src/graph/file.ts';
import { type Graph, emptyGraph } from '../../src/graph/model.ts';
import { verify } from '../../src/ir/verify.ts';
import { NODES } from '../../src/nodes/registry.ts';
import { environmentOf } from '../../src/runtime/world.ts';
import { graphOf } from '../drawings/notation.ts';
import { inLine, lineageOf } from '../../src/studio/dialogs/lineage.ts';
import { drawing } from '../drawings/all.ts';

const FOLDER = new URL('../../templates/', import.meta.url);
const TEMPLATES = readdirSync(FOLDER)
  .filter((f) => f.endsWith('.wellspring.json'))
  .map((f) => [f, readFileSync(new URL(f, FOLDER), 'utf8')] as const);
const environment = environmentOf(new Map());
/** The machines of continuous integration are slow and shared. */
const MARGIN = 3;

/** What a model cannot do by its nature. */
const IMPOSSIBLE: Readonly<Record<string, readonly Task[]>> = {
  autoencoder: ['sample', 'score'],
  'bigan-digits': ['score'],
  'dcgan-digits': ['score', 'infer'],
  'gan-8gaussians': ['score', 'infer'],
  'wgan-gp-8gaussians': ['score', 'infer'],
  'made-digits': ['infer'],
  'pixelcnn-digits': ['infer'],
  'char-lstm': ['infer'],
  'gpt-text': ['infer'],
  'ebm-moons': ['infer'],
  'product-of-experts': ['infer'],
};

const compiledText = (text: string): Compiled => compile(parseFile(text).graph!, environment);
/** The middle of five timings, after three that warm up: of the processor's time, so that what else runs on the machine counts little. */
function milliseconds(f: () => unknown): number {
  for (let i = 0; i < 3; i++) f();
  const times = Array.from({ length: 7 }, () => {
    const start = process.cpuUsage();
    f();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  // tests that run beside this one share its core and its memory: they only ever add
  return Math.min(...times);
}

test('there are templates', () => expect(TEMPLATES.length).toBeGreaterThanOrEqual(9));

describe.each(TEMPLATES)('%s', (file, text) => {
  test('opens without a diagnostic, and saves as it was', () => {
    const read = parseFile(text);
    expect(read.diagnostics).toEqual([]);
    expect(parseFile(writeFile(read.graph!)).graph).toEqual(read.graph);
  });
  test('says what it is', () => {
    const g = parseFile(text).graph!;
    expect(g.title).not.toMatch(/^(Untitled)?$/);
    for (const heading of ['What it is.', 'Which integral it escapes.', 'What to look at.', 'What to try.'])
      expect(g.notes).toContain(`**${heading}**`);
  });
  test('compiles without a diagnostic into four legal programs', () => {
    const c = compiledText(text);
    expect(c.diagnostics).toEqual([]);
    expect(c.models).toHaveLength(1);
    expect(TASKS.filter((task) => c[task].grade.fidelity === 'impossible')).toEqual(IMPOSSIBLE[file.replace('.wellspring.json', '')] ?? []);
    const programs = [...c.learn.players, c.sample, c.score, c.infer, c.reconstruct].flatMap((t) => t.program ?? []);
    expect(programs.flatMap((p) => verify(p))).toEqual([]);
  });
  test('uses settings that its kinds have', () => {
    for (const n of parseFile(text).graph!.nodes)
      expect(Object.keys(NODES.get(n.kind)!.params), n.id).toEqual(expect.arrayContaining(Object.keys(n.params)));
  });
  test('compiles in less than 50 ms', () => {
    const g = parseFile(text).graph!;
    const took = milliseconds(() => compile(g, environment));
    console.info(`${file}: compiled in ${took.toFixed(1)} ms`);
    expect(took).toBeLessThan(50 * MARGIN);
  });
});

test('a drawing of 200 nodes is checked in less than 16 ms', () => {
  const one = graphOf(drawing('vae'));
  const copies = Math.ceil(200 / one.nodes.length);
  const g: Graph = {
    ...emptyGraph('large'),
    nodes: Array.from({ length: copies }, (_, i) => one.nodes.map((n) => ({ ...n, id: `${n.id}_${i}` }))).flat(),
    wires: Array.from({ length: copies }, (_, i) =>
      one.wires.map((w) => ({ from: { ...w.from, node: `${w.from.node}_${i}` }, to: { ...w.to, node: `${w.to.node}_${i}` } })),
    ).flat(),
  };
  expect(g.nodes.length).toBeGreaterThanOrEqual(200);
  expect(check(g, NODES)).toEqual([]);
  const took = milliseconds(() => check(g, NODES));
  console.info(`${g.nodes.length} nodes: checked in ${took.toFixed(2)} ms`);
  expect(took).toBeLessThan(16 * MARGIN);
});
test('every template tells its family and grew from one that exists', () => {
  const names = new Set(TEMPLATES.map(([f]) => f.replace('.wellspring.json', '')));
  for (const [file, text] of TEMPLATES) {
    const lineage = lineageOf(parseFile(text).graph!);
    expect(lineage, file).toBeDefined();
    if (lineage!.from !== undefined) expect(names, file).toContain(lineage!.from);
    expect(lineage!.from === undefined, file).toBe(lineage!.by === undefined);
  }
  const listed = inLine(
    TEMPLATES.map(([f, text]) => ({ name: f.replace('.wellspring.json', ''), lineage: lineageOf(parseFile(text).graph!) })),
  );
  expect(new Set(listed.map((t) => t.name))).toEqual(names);
  expect(listed).toHaveLength(names.size);
  listed.forEach((t, i) => {
    if (t.lineage?.from !== undefined) expect(listed.findIndex((p) => p.name === t.lineage!.from)).toBeLessThan(i);
  });
});
