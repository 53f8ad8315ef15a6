import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../src/compiler/compile.ts';
import { apply } from '../../../src/graph/commands.ts';
import { parseFile } from '../../../src/graph/file.ts';
import { type Graph, emptyGraph } from '../../../src/graph/model.ts';
import { NODES } from '../../../src/nodes/registry.ts';
import { type Advice, nextStep } from '../../../src/studio/advice/next-step.ts';
import { mendsOf } from '../../../src/studio/advice/mends.ts';
import { type Offer, NEW, wordsOf } from '../../../src/studio/advice/offers.ts';
import { withinOf } from '../../../src/studio/place.ts';
import { environment } from '../../../src/studio/environment.ts';

const blank = (id: string, kind: string, params = {}) => ({
  id,
  kind,
  version: NODES.get(kind)!.version,
  params,
  position: { x: 0, y: 0 },
});
const wire = (from: string, to: string) => {
  const [a, b] = [from.split('.'), to.split('.')];
  return { from: { node: a[0]!, port: a[1]! }, to: { node: b[0]!, port: b[1]! } };
};
const begun: Graph = {
  ...emptyGraph('Begun'),
  nodes: [blank('data', 'Dataset'), blank('x', 'Observed')],
  wires: [wire('data.x', 'x.data')],
};
const compiled = (g: Graph) => compile(g, environment(new Map()));
const ask = (g: Graph): Advice | undefined => nextStep(g, compiled(g).diagnostics, learns(g));
const learns = (g: Graph): boolean => compiled(g).learn.players.length > 0;

/** What the studio does with an offer, without a page. */
function take(g: Graph, offer: Offer, id: string): Graph {
  const named = (node: string): string => (node === NEW ? id : node);
  const within = withinOf(g, offer.path ?? [])!.within;
  const apply1 = (graph: Graph, command: Parameters<typeof apply>[1]): Graph => {
    const done = apply(graph, { ...command, ...(within !== undefined && { within }) });
    expect(done.refusal).toBeUndefined();
    return done.graph;
  };
  switch (offer.does) {
    case 'wire':
      return apply1(g, { type: 'add-wire', wire: { from: offer.from, to: offer.to } });
    case 'add':
      return apply1(g, {
        type: 'batch',
        name: offer.label,
        commands: [
          { type: 'add-node', node: { ...blank(id, offer.kind), params: offer.params } },
          ...offer.wires.map((w) => ({
            type: 'add-wire' as const,
            wire: { from: { ...w.from, node: named(w.from.node) }, to: { ...w.to, node: named(w.to.node) } },
          })),
        ],
      });
    case 'set':
      return apply1(g, { type: 'set-param', node: offer.node, name: offer.param, value: offer.value });
    case 'choose':
    case 'show':
      throw new Error(`nothing is done by “${offer.label}”`);
  }
}
/** Follows the first offer until there is none; gives what was pressed. */
function followed(start: Graph, prefix = 'n'): { readonly graph: Graph; readonly pressed: readonly string[] } {
  let graph = start;
  const pressed: string[] = [];
  for (let advice = ask(graph); advice && pressed.length < 20; advice = ask(graph)) {
    const [offer] = advice.offers;
    if (!offer) throw new Error(`no offer after ${pressed.join(', ')}`);
    pressed.push(offer.label);
    graph = take(graph, offer, `${prefix}${pressed.length}`);
  }
  return { graph, pressed };
}

test('an empty canvas greets by itself, notes or not', () => {
  expect(ask(emptyGraph('Empty'))).toBeUndefined();
  expect(ask({ ...emptyGraph('Noted'), nodes: [blank('note', 'Note')] })).toBeUndefined();
});
test('data alone asks for its variable, and wires it', () => {
  const [offer] = ask({ ...begun, nodes: [blank('data', 'Dataset')], wires: [] })!.offers;
  expect(offer).toMatchObject({ does: 'add', kind: 'Observed', wires: [wire('data.x', '.data')] });
});
test('the first offers lead from data to a VAE that learns', () => {
  const { pressed, graph } = followed(begun);
  expect(pressed).toEqual(['Add Decoder', 'Add Latent', 'Add Prior', 'Add Encoder', 'Add ELBO', 'Add Optimiser']);
  expect(graph.wires).toContainEqual(expect.objectContaining({ from: { node: 'data', port: 'x' }, to: { node: 'n4', port: 'x' } }));
});

describe('whatever generates x, the advice ends in a model that learns', () => {
  test.each([
    ['Prior', 'NLL'],
    ['Coupling', 'NLL'],
    ['Diffusion', 'Denoising'],
    ['Generator', 'Adversarial'],
    ['Energy', 'Contrastive divergence'],
  ])('%s, by %s', (kind, objective) => {
    const g: Graph = { ...begun, nodes: [...begun.nodes, blank('p', kind)], wires: [...begun.wires, wire('p.out', 'x.p')] };
    const { graph, pressed } = followed(g, 'm');
    expect(learns(graph)).toBe(true);
    expect(pressed).toContain(`Add ${objective}`);
    // The players of a game have an optimiser each.
    expect(graph.nodes.filter((n) => n.kind === 'Optimiser')).toHaveLength(kind === 'Generator' ? 2 : 1);
  });
});

test('a latent over a latent: nobody is offered a distribution that reads what is drawn from it', () => {
  const g: Graph = {
    ...begun,
    nodes: [...begun.nodes, blank('dec', 'Decoder'), blank('z', 'Latent', { size: 2 }), blank('dec2', 'Decoder')],
    wires: [...begun.wires, wire('dec.out', 'x.p'), wire('z.z', 'dec.x'), wire('dec2.out', 'z.p')],
  };
  expect(ask(g)!.offers.map((o) => o.label)).toEqual(['Add Latent', 'Others…']);
  const { graph, pressed } = followed(g);
  expect(pressed).toEqual(['Add Latent', 'Add Encoder', 'Add Prior', 'Add Encoder', 'Add ELBO', 'Add Optimiser']);
  expect(learns(graph)).toBe(true);
});

test('a latent without a size is asked for it, in the messages too', () => {
  const g: Graph = {
    ...begun,
    nodes: [...begun.nodes, blank('z', 'Latent'), blank('prior', 'Prior'), blank('enc', 'Encoder'), blank('dec', 'Decoder')],
    wires: [
      ...begun.wires,
      wire('prior.out', 'z.p'),
      wire('enc.out', 'z.q'),
      wire('data.x', 'enc.x'),
      wire('z.z', 'dec.x'),
      wire('dec.out', 'x.p'),
    ],
  };
  const advice = ask(g)!;
  expect(advice.offers.map((o) => o.label)).toEqual(['2 numbers', '16 numbers']);
  const found = compiled(g).diagnostics.find((d) => d.code === 'space-unknown')!;
  expect(mendsOf(found, g)).toEqual(advice.offers);
  expect(wordsOf(advice.offers[0]!)).toBe('Sets size of z to 2');
});
test('what is there is offered before what could be added', () => {
  const g: Graph = { ...begun, nodes: [...begun.nodes, blank('enc', 'Encoder'), blank('dec', 'Decoder'), blank('prior', 'Prior')] };
  expect(ask(g)!.offers.map((o) => o.label)).toEqual(['Wire Decoder to x.p', 'Wire Prior to x.p', 'Others…']);
});
describe('with groups', () => {
  const { graph: vae } = followed(begun);
  const kindOf = (kind: string): string => vae.nodes.find((n) => n.kind === kind)!.id;
  const [dec, z, prior, enc] = ['Decoder', 'Latent', 'Prior', 'Encoder'].map(kindOf) as [string, string, string, string];
  const packed = (g: Graph, ...ids: readonly string[]): Graph => {
    const done = apply(g, { type: 'pack', ids, group: 'part', subgraph: 'part', title: 'Part' });
    expect(done.refusal).toBeUndefined();
    return done.graph;
  };
  const without = (g: Graph, ...ids: readonly string[]): Graph => ({
    ...g,
    nodes: g.nodes.filter((n) => !ids.includes(n.id)),
    wires: g.wires.filter((w) => !ids.includes(w.from.node) && !ids.includes(w.to.node)),
  });
  const unwired = (g: Graph, to: string): Graph => ({ ...g, wires: g.wires.filter((w) => `${w.to.node}.${w.to.port}` !== to) });

  test('what is lacking of a model that lies in and beside a group is asked for step by step', () => {
    const g = packed(without(vae, prior, kindOf('ELBO'), kindOf('Optimiser')), dec, z);
    expect(ask(g)!.text).toContain(`How is part/${z} distributed`);
    const { graph, pressed } = followed(g, 'm');
    expect(pressed).toEqual(['Add Prior', 'Add ELBO', 'Add Optimiser']);
    expect(learns(graph)).toBe(true);
  });
  test('an open port of a group is wired at the group', () => {
    const g = unwired(packed(vae, enc), `part.${'x'}`);
    const advice = ask(g)!;
    expect(advice.text).toContain('Encoder needs something at its x');
    expect(advice.offers[0]).toMatchObject({ does: 'wire', from: { node: 'data', port: 'x' }, to: { node: 'part', port: 'x' }, path: [] });
    expect(learns(followed(g, 'm').graph)).toBe(true);
  });
  test('what is lacking inside a group is done inside, and says where', () => {
    const inside = packed(vae, dec, z, enc, prior);
    const part = inside.subgraphs['part']!;
    const g: Graph = {
      ...inside,
      subgraphs: {
        part: { ...part, nodes: part.nodes.filter((n) => n.id !== prior), wires: part.wires.filter((w) => w.from.node !== prior) },
      },
    };
    const [offer] = ask(g)!.offers;
    expect(offer).toMatchObject({ does: 'add', kind: 'Prior', path: ['part'], wires: [{ to: { node: z, port: 'p' } }] });
    expect(wordsOf(offer!)).toMatch(/Inside part$/);
    expect(learns(followed(g, 'm').graph)).toBe(true);
    const found = compiled(g).diagnostics.find((d) => d.node === `part/${z}`)!;
    expect(mendsOf(found, g).some((o) => o.does === 'add' && o.path?.join() === 'part')).toBe(true);
  });
  test('a setting that a group shows is set at the group', () => {
    const fixed: Graph = { ...begun, nodes: [...begun.nodes, blank('p', 'Prior')], wires: [...begun.wires, wire('p.out', 'x.p')] };
    const g = packed(fixed, 'p');
    const shown = apply(g, { type: 'set-promoted', subgraph: 'part', promoted: [{ name: 'learn', node: 'p', param: 'learn' }] }).graph;
    const d = { code: 'nothing-to-train', severity: 'error', node: 'part/p', what: '', why: '', mend: '' } as const;
    expect(mendsOf(d, g)).toMatchObject([{ does: 'set', node: 'p', path: ['part'] }]);
    expect(mendsOf(d, shown)).toMatchObject([{ does: 'set', node: 'part', param: 'learn', path: [] }]);
  });
});
test('an error that no offer mends is said, with the way to its node', () => {
  const g: Graph = { ...followed(begun).graph, wires: followed(begun).graph.wires.filter((w) => w.to.port !== 'data') };
  expect(ask(g)!.text).toContain('Which data is x?');
  const clash = take(followed(begun).graph, { does: 'set', label: '', node: 'n6', param: 'algorithm', value: 'magic' }, '');
  expect(ask(clash)!.offers).toEqual([{ does: 'show', label: 'Show n6', node: 'n6' }]);
});
test('no template lacks anything', () => {
  for (const f of readdirSync('templates').filter((name) => name.endsWith('.json'))) {
    const { graph } = parseFile(readFileSync(`templates/${f}`, 'utf8'));
    expect(nextStep(graph!, [], true), f).toBeUndefined();
  }
});
