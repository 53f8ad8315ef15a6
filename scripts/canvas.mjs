// Measures the canvas with a drawing of 500 nodes: what frames take while it is panned, zoomed and nodes are dragged, and what opening, wiring and typing take. See tests/bench/README.md.
import { cpus } from 'node:os';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { build, preview } from 'vite';
import { chromium } from 'playwright';
import { clock } from './canvas/clock.mjs';
import { NODES, drawing, several } from './canvas/drawing.mjs';
import { ends, gesture, select } from './canvas/gestures.mjs';
import { findChromium } from './chromium.mjs';
import { ROOT } from './setup.mjs';

const FRAMES = 120;
const out = join(ROOT, 'dist/canvas-bench');
const rest = process.argv.slice(2);
const file = rest.includes('--out') ? rest[rest.indexOf('--out') + 1] : undefined;
/** A studio that is being served already. */
const served = rest.includes('--url') ? rest[rest.indexOf('--url') + 1] : undefined;
const quantile = (list, q) => Math.round(list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * q))] * 10) / 10;

let server;
if (!served) {
  process.stderr.write('building the studio\n');
  await build({ root: ROOT, logLevel: 'warn', build: { outDir: out, emptyOutDir: true } });
  server = await preview({ root: ROOT, logLevel: 'warn', build: { outDir: out }, preview: { port: 4391, strictPort: false } });
}
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
const actions = [];
const told = (list, row) => {
  list.push(row);
  process.stderr.write(`${JSON.stringify(row)}\n`);
};
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  page.on('pageerror', (e) => process.stderr.write(`${e.stack}\n`));
  const time = await clock(page);
  await page.goto(served ?? server.resolvedUrls.local[0]);
  const bytes = { name: '500.wellspring.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(drawing())) };
  const whole = async (action, act) => told(actions, { action, ...(await time.whole(browser, act)) });
  const compiled = () =>
    page.getByRole('region', { name: 'Programs' }).and(page.locator('[aria-busy=false]')).waitFor({ timeout: 120_000 });
  const frames = async (view, kind) => {
    const mounted = await page.locator('.react-flow__node').count();
    const { lengths, ...spent } = await time.perFrame(() => page.evaluate(gesture, { kind, frames: FRAMES, most: 15_000 }));
    const share = Math.round((spent.cpuMs / (1000 / 60)) * 100) / 100;
    const each = { share, frameMs: quantile(lengths, 0.5), frameMs95: quantile(lengths, 0.95) };
    told(rows, { view, gesture: kind, mounted, frames: lengths.length, ...spent, ...each });
    await page.waitForTimeout(1000);
  };
  await whole('open', async () => {
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open file' }).click();
    await (await choosing).setFiles(bytes);
    await page.locator('.react-flow__node').first().waitFor();
    await compiled();
    await page.waitForTimeout(3000);
  });
  for (const kind of ['pan', 'zoom', 'drag', 'drag frame', 'box']) await frames('all', kind);
  await select(page, several());
  await page.waitForTimeout(500);
  await frames('all', 'drag several');
  await page.keyboard.press('Escape');
  // A setting changed by key, with all that this brings about.
  await page.locator('.react-flow__node[data-id="opt22"]').click();
  await page.getByLabel('Learning rate', { exact: true }).focus();
  await page.waitForTimeout(1000);
  await whole('change a setting', async () => {
    await page.keyboard.press('ArrowUp');
    await page.waitForTimeout(100);
    await compiled();
    await page.waitForTimeout(1000);
  });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Fit view' }).focus();
  await frames('all', 'zoom through');
  for (let i = 0; i < 7; i++) await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.waitForTimeout(2000);
  for (const kind of ['pan', 'zoom', 'drag', 'wire']) await frames('near', kind);
  const [from, to] = await ends(page);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.waitForTimeout(500);
  await whole('drop a wire', async () => {
    await page.mouse.up();
    await page.waitForTimeout(100);
    await compiled();
    await page.waitForTimeout(1000);
  });
} finally {
  await browser.close();
  await server?.close();
}
const result = {
  machine: { cpu: cpus()[0]?.model.trim() ?? '', cores: cpus().length, raster: 'in software' },
  nodes: NODES,
  rows,
  actions,
};
const text = `${JSON.stringify(result, undefined, 2)}\n`;
if (file) writeFileSync(join(ROOT, file), text);
else process.stdout.write(text);
