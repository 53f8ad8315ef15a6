// Measures the canvas with a drawing of 500 nodes: how long frames take while it is panned, zoomed and a node is dragged. See tests/bench/README.md.
import { cpus } from 'node:os';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { build, preview } from 'vite';
import { chromium } from 'playwright';
import { findChromium } from './chromium.mjs';
import { ROOT } from './setup.mjs';

const NODES = 500;
const FRAMES = 120;
const out = join(ROOT, 'dist/canvas-bench');
const rest = process.argv.slice(2);
const file = rest.includes('--out') ? rest[rest.indexOf('--out') + 1] : undefined;

/** Flows side by side: nine nodes each, wired as the templates wire them. */
function drawing() {
  const node = (id, kind, x, y, params = {}) => ({ id, kind, version: 1, params, position: { x, y } });
  const wire = (from, to) => ({
    from: { node: from.split('.')[0], port: from.split('.')[1] },
    to: { node: to.split('.')[0], port: to.split('.')[1] },
  });
  const nodes = [];
  const wires = [];
  for (let m = 0; nodes.length < NODES; m++) {
    const [x, y] = [(m % 5) * 1900, Math.floor(m / 5) * 420];
    const chain = [`prior${m}`, ...[0, 1, 2, 3].map((i) => `flow${m}_${i}`)];
    nodes.push(node(chain[0], 'Prior', x, y), ...chain.slice(1).map((id, i) => node(id, 'Permute', x + 220 * (i + 1), y)));
    nodes.push(node(`x${m}`, 'Observed', x + 1120, y - 10), node(`data${m}`, 'Dataset', x + 880, y + 120));
    nodes.push(node(`nll${m}`, 'NLL', x + 1300, y + 120), node(`opt${m}`, 'Optimiser', x + 1480, y + 120));
    for (let i = 1; i < chain.length; i++) wires.push(wire(`${chain[i - 1]}.out`, `${chain[i]}.base`));
    wires.push(wire(`${chain.at(-1)}.out`, `x${m}.p`), wire(`data${m}.x`, `x${m}.data`));
    wires.push(wire(`x${m}.variable`, `nll${m}.variables`), wire(`nll${m}.out`, `opt${m}.objectives`));
  }
  return {
    format: 'wellspring',
    version: 1,
    title: '500 nodes',
    notes: '',
    seed: 0,
    nodes: nodes.slice(0, NODES),
    wires: wires.filter(
      (w) => nodes.slice(0, NODES).some((n) => n.id === w.to.node) && nodes.slice(0, NODES).some((n) => n.id === w.from.node),
    ),
    frames: [],
    subgraphs: {},
    clamps: {},
    view: {},
  };
}

/** In the page: one event of a gesture a frame; how long frames were. */
function measure({ kind, frames, most }) {
  const pane = document.querySelector('.react-flow__pane');
  const box = pane.getBoundingClientRect();
  const grabbed = [...document.querySelectorAll('.react-flow__node-graph')].find((n) => {
    const b = n.getBoundingClientRect();
    return b.x > box.x + box.width / 3 && b.y > box.y + box.height / 3 && b.right < box.right - 60 && b.bottom < box.bottom - 60;
  });
  const b = grabbed.getBoundingClientRect();
  const at = { x: b.x + b.width / 2, y: b.y + 4 };
  const mouse = (type, target, x, y) =>
    target.dispatchEvent(
      new MouseEvent(type, { bubbles: true, cancelable: true, view: window, button: 0, buttons: 1, clientX: x, clientY: y }),
    );
  const wheel = (how) =>
    pane.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: at.x, clientY: at.y, ...how }));
  const step = {
    pan: (i) => wheel({ deltaX: i % 40 < 20 ? 18 : -18, deltaY: i % 20 < 10 ? 7 : -7 }),
    zoom: (i) => wheel({ ctrlKey: true, deltaY: i % 40 < 20 ? 3 : -3 }),
    drag: (i) => mouse('mousemove', window, at.x + 60 * Math.sin(i / 9), at.y + 40 * Math.sin(i / 7)),
  }[kind];
  if (kind === 'drag') mouse('mousedown', grabbed, at.x, at.y);
  return new Promise((resolve) => {
    const lengths = [];
    const begun = performance.now();
    let last;
    const frame = (now) => {
      if (last !== undefined) lengths.push(now - last);
      last = now;
      if (lengths.length >= frames || now - begun > most) {
        if (kind === 'drag') mouse('mouseup', window, at.x, at.y);
        resolve(lengths);
        return;
      }
      step(lengths.length);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}
const quantile = (list, q) => Math.round(list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * q))] * 10) / 10;

process.stderr.write('building the studio\n');
await build({ root: ROOT, logLevel: 'warn', build: { outDir: out, emptyOutDir: true } });
const server = await preview({ root: ROOT, logLevel: 'warn', build: { outDir: out }, preview: { port: 4391, strictPort: false } });
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--enable-unsafe-webgpu',
    '--enable-features=Vulkan',
    '--use-vulkan=swiftshader',
    '--use-angle=swiftshader',
    // painted by the processor itself, as the browser tests do: through a GPU in software a frame takes a hundred times as long
    '--disable-gpu-rasterization',
    '--disable-gpu-compositing',
  ],
});
const rows = [];
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  // Time of the page's own thread, which other work on the machine does not lengthen.
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async () => Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map((m) => [m.name, m.value]));
  await page.goto(server.resolvedUrls.local[0]);
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open file' }).click();
  await (
    await choosing
  ).setFiles({ name: '500.wellspring.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(drawing())) });
  await page.locator('.react-flow__node').first().waitFor();
  await page.getByRole('region', { name: 'Programs' }).and(page.locator('[aria-busy=false]')).waitFor({ timeout: 120_000 });
  await page.waitForTimeout(3000);
  for (const view of ['all', 'near']) {
    if (view === 'near') for (let i = 0; i < 7; i++) await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.waitForTimeout(2000);
    const mounted = await page.locator('.react-flow__node').count();
    for (const kind of ['pan', 'zoom', 'drag']) {
      const before = await spent();
      const lengths = await page.evaluate(measure, { kind, frames: FRAMES, most: 15_000 });
      const after = await spent();
      const each = (name) => Math.round(((after[name] - before[name]) / lengths.length) * 1e4) / 10;
      rows.push({
        view,
        gesture: kind,
        mounted,
        frames: lengths.length,
        cpuMs: each('TaskDuration'),
        scriptMs: each('ScriptDuration'),
        styleMs: each('RecalcStyleDuration'),
        layoutMs: each('LayoutDuration'),
        frameMs: quantile(lengths, 0.5),
        frameMs95: quantile(lengths, 0.95),
      });
      process.stderr.write(`${JSON.stringify(rows.at(-1))}\n`);
      await page.waitForTimeout(1000);
    }
  }
} finally {
  await browser.close();
  await server.close();
}
const result = { machine: { cpu: cpus()[0]?.model.trim() ?? '', cores: cpus().length, raster: 'in software' }, nodes: NODES, rows };
const text = `${JSON.stringify(result, undefined, 2)}\n`;
if (file) writeFileSync(join(ROOT, file), text);
else process.stdout.write(text);
