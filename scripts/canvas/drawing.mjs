// A drawing of 500 nodes for measuring the canvas.
export const NODES = 500;
/** Models side by side. */
const ACROSS = 5;
const [WIDE, HIGH] = [1900, 420];

/** Flows side by side: nine nodes each, wired as the templates wire them; a frame around twelve of them. */
export function drawing() {
  const node = (id, kind, x, y, params = {}) => ({ id, kind, version: 1, params, position: { x, y } });
  const wire = (from, to) => ({
    from: { node: from.split('.')[0], port: from.split('.')[1] },
    to: { node: to.split('.')[0], port: to.split('.')[1] },
  });
  const nodes = [];
  const wires = [];
  for (let m = 0; nodes.length < NODES; m++) {
    const [x, y] = [(m % ACROSS) * WIDE, Math.floor(m / ACROSS) * HIGH];
    const chain = [`prior${m}`, ...[0, 1, 2, 3].map((i) => `flow${m}_${i}`)];
    nodes.push(node(chain[0], 'Prior', x, y), ...chain.slice(1).map((id, i) => node(id, 'Permute', x + 220 * (i + 1), y)));
    nodes.push(node(`x${m}`, 'Observed', x + 1120, y - 10), node(`data${m}`, 'Dataset', x + 880, y + 120));
    nodes.push(node(`nll${m}`, 'NLL', x + 1300, y + 120), node(`opt${m}`, 'Optimiser', x + 1480, y + 120));
    for (let i = 1; i < chain.length; i++) wires.push(wire(`${chain[i - 1]}.out`, `${chain[i]}.base`));
    wires.push(wire(`${chain.at(-1)}.out`, `x${m}.p`), wire(`data${m}.x`, `x${m}.data`));
    wires.push(wire(`x${m}.variable`, `nll${m}.variables`), wire(`nll${m}.out`, `opt${m}.objectives`));
  }
  const held = new Set(nodes.slice(0, NODES).map((n) => n.id));
  return {
    format: 'wellspring',
    version: 1,
    title: '500 nodes',
    notes: '',
    seed: 0,
    nodes: nodes.slice(0, NODES),
    wires: wires.filter((w) => held.has(w.to.node) && held.has(w.from.node)),
    // in the middle: dragged at the rim, the view would go with it
    frames: [
      {
        id: 'many',
        title: 'Twelve models',
        position: { x: 2 * WIDE - 60, y: 4 * HIGH - 50 },
        size: { width: 3 * WIDE - 100, height: 4 * HIGH - 20 },
      },
    ],
    subgraphs: {},
    clamps: {},
    view: {},
  };
}
/** Nodes of six models in the middle: 54. */
export const several = () =>
  [8, 9, 10]
    .flatMap((row) => [row * ACROSS + 1, row * ACROSS + 2])
    .flatMap((m) => [
      `prior${m}`,
      ...[0, 1, 2, 3].map((i) => `flow${m}_${i}`),
      ...['x', 'data', 'nll', 'opt'].map((name) => `${name}${m}`),
    ]);
