// Works in the studio for half an hour, as a person would, and watches whether memory stays flat and the console empty.
//   node scripts/soak.mjs [--minutes 30] [--backend wasm] [--templates a,b] [--out tests/bench/soak.json]
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { ROOT, ensureInstalled, ensureStudio } from './setup.mjs';
import { ensureChromium } from './chromium.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    backend: { type: 'string', default: 'wasm' },
    out: { type: 'string' },
    templates: { type: 'string', default: 'gaussian-fit,vae-moons,gan-8gaussians,autoencoder' },
    port: { type: 'string', default: '4199' },
  },
});
const MINUTES = Number(values.minutes);
if (!(MINUTES > 0)) {
  process.stderr.write(`--minutes cannot be “${values.minutes}”: it is a number of minutes.\n`);
  process.exit(2);
}
const TEMPLATES = values.templates.split(',');
const TRAIN_MS = 5000;
/** Growth from the first rounds to the last that counts as none: caches fill, and a heap is never exactly as large again. */
const MOST_GROWTH = 1.15;
const SLACK = { pageHeap: 4e6, workerHeap: 4e6, elements: 400, listeners: 200, device: 1e6 };

await ensureInstalled();
await ensureStudio();
const { preview } = await import('vite');
const server = await preview({
  root: ROOT,
  logLevel: 'error',
  build: { outDir: 'dist/studio' },
  preview: { port: Number(values.port), strictPort: true, open: false },
});
const { chromium } = await import('playwright');
const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--js-flags=--expose-gc',
    '--enable-precise-memory-info',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--enable-unsafe-webgpu',
    '--enable-features=Vulkan',
    '--use-vulkan=swiftshader',
    '--use-angle=swiftshader',
    // the page itself is painted without the software GPU
    '--disable-gpu-rasterization',
    '--disable-gpu-compositing',
  ],
});
const context = await browser.newContext({
  viewport: { width: 1440, height: 900 },
  reducedMotion: 'reduce',
  permissions: ['clipboard-read', 'clipboard-write'],
});
const page = await context.newPage();
const console_ = [];
page.on('pageerror', (e) => console_.push(`error: ${e.message}`));
page.on('console', (m) => {
  if (m.type() === 'error' || m.type() === 'warning') console_.push(`${m.type()}: ${m.text()}`);
});
const cdp = await context.newCDPSession(page);
await cdp.send('Performance.enable');
// a worker tells the size of its heap to nobody but the debugger
let workerSession;
let asked = 0;
const answers = new Map();
cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
  if (targetInfo.type === 'worker') workerSession = sessionId;
});
cdp.on('Target.detachedFromTarget', ({ sessionId }) => {
  if (sessionId === workerSession) workerSession = undefined;
});
cdp.on('Target.receivedMessageFromTarget', ({ message }) => {
  const { id, result } = JSON.parse(message);
  answers.get(id)?.(result);
  answers.delete(id);
});
await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
function askWorker(method) {
  const id = ++asked;
  const answer = new Promise((resolve, reject) => {
    answers.set(id, resolve);
    setTimeout(() => reject(new Error(`the worker did not answer ${method}`)), 20_000).unref();
  });
  const sent = cdp.send('Target.sendMessageToTarget', { sessionId: workerSession, message: JSON.stringify({ id, method }) });
  return within(60, `asking the worker for ${method}`, sent).then(() => answer);
}

/** What the debugger is asked has no end of its own. */
const within = (seconds, what, promise) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};
const button = (name) => page.getByRole('button', { name, exact: true });
const step = async () => Number(/\d+/.exec((await page.getByRole('status', { name: 'Step' }).textContent()) ?? '')?.[0] ?? 0);

async function home() {
  await page.goto(server.resolvedUrls.local[0]);
  await page.getByRole('region', { name: 'Canvas' }).waitFor();
}
async function chooseBackend() {
  await button('Run settings').click();
  await page.getByRole('dialog').getByRole('combobox', { name: 'Backend' }).selectOption(values.backend);
  await page.keyboard.press('Escape');
}
async function template(name) {
  await button('Templates').click();
  await page.locator(`[data-template="${name}"]`).click();
  await page.locator('[aria-label="Programs"][aria-busy="false"]').waitFor();
  await page.waitForTimeout(400);
}
async function edit() {
  const nodes = page.locator('.react-flow__node-graph');
  await page.getByRole('region', { name: 'Palette' }).getByRole('button', { name: 'Embedding' }).click();
  for (let i = 0; i < 6; i++) await page.keyboard.press(i % 2 ? 'Control+Shift+z' : 'Control+z');
  await page.keyboard.press('Control+z');
  const box = await nodes.first().boundingBox();
  if (!box) throw new Error('the first node is out of view');
  await page.mouse.move(box.x + box.width / 2, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + 50, { steps: 12 });
  await page.mouse.up();
  for (const tab of await page.getByRole('tab').all()) await tab.click();
  await page.locator('.react-flow__pane').click({ position: { x: 15, y: 420 } });
  await page.keyboard.press('h');
  await page.getByRole('dialog', { name: 'Versions' }).waitFor();
  await page.keyboard.press('Escape');
}
async function train() {
  await button('Train').click();
  // the drawing is compiled first, which on a busy machine takes a while
  await page.locator('.progress small', { hasNotText: /not running|preparing/ }).waitFor({ timeout: 120_000 });
  await page.waitForTimeout(TRAIN_MS);
  // a short run may have come to its end
  const pause = page.locator('.run-buttons .primary', { hasText: 'Pause' });
  const ready = page.locator('.run-buttons .primary:enabled', { hasText: 'Train' });
  for (let i = 0; i < 20 && !(await ready.isVisible()); i++) {
    await pause.click({ timeout: 3000 }).catch(() => {});
    await page.waitForTimeout(1000);
  }
  await ready.waitFor().catch(async (error) => {
    const said = await page.locator('.run-buttons, .toasts, .run-banner').allInnerTexts();
    throw new Error(`The run could not be paused. The page says: ${said.join(' ').replaceAll('\n', ' ')}`, { cause: error });
  });
  return step();
}
async function measure() {
  await within(60, 'collecting garbage on the page', cdp.send('HeapProfiler.collectGarbage'));
  const { metrics } = await within(60, 'measuring the page', cdp.send('Performance.getMetrics'));
  const of = (name) => metrics.find((m) => m.name === name)?.value ?? 0;
  if (workerSession !== undefined) await askWorker('HeapProfiler.collectGarbage');
  const worker = workerSession === undefined ? undefined : await askWorker('Runtime.getHeapUsage');
  const title = (await page.getByRole('status', { name: 'Backend' }).getAttribute('title')) ?? '';
  return {
    pageHeap: of('JSHeapUsedSize'),
    elements: of('Nodes'),
    listeners: of('JSEventListeners'),
    workerHeap: (worker?.usedSize ?? 0) + (worker?.backingStorageSize ?? 0),
    device: Math.round(Number(/([\d.]+) MB on the device/.exec(title)?.[1] ?? 0) * 2 ** 20),
  };
}

const began = Date.now();
const minutes = () => (Date.now() - began) / 60_000;
const rounds = [];
let steps = 0;
let reloads = 0;
await home();
await chooseBackend();
// The first half stays on one page, so that what leaks adds up; the second loads it again before every turn through the templates.
for (let turn = 0; minutes() < MINUTES; turn++) {
  const half = minutes() < MINUTES / 2 ? 'one page' : 'reloaded';
  if (half === 'reloaded') {
    await page.reload();
    await page.getByRole('region', { name: 'Canvas' }).waitFor();
    reloads++;
  }
  for (const name of TEMPLATES) {
    await template(name);
    await edit();
    steps += await train();
    const figures = await measure();
    rounds.push({ minute: Number(minutes().toFixed(2)), half, turn, template: name, ...figures });
    process.stderr.write(
      `${minutes().toFixed(1)} min  ${name.padEnd(16)} page ${(figures.pageHeap / 1e6).toFixed(1)} MB, worker ${(figures.workerHeap / 1e6).toFixed(1)} MB, device ${(figures.device / 1e6).toFixed(1)} MB, ${figures.elements} elements\n`,
    );
    await button('Stop').click();
  }
}
await browser.close();
await server.close();

/** Growth of one figure on one page, template by template: the last turn over the second (the first fills caches). */
function growthOf(figure) {
  const worst = { template: '', ratio: -1, from: 0, to: 0 };
  for (const name of TEMPLATES) {
    const of = rounds.filter((r) => r.half === 'one page' && r.template === name).map((r) => r[figure]);
    if (of.length < 3) continue;
    const [from, to] = [of[1], of.at(-1)];
    const ratio = to / Math.max(1, from);
    if (ratio > worst.ratio) Object.assign(worst, { template: name, ratio: Number(ratio.toFixed(3)), from, to });
  }
  // too few turns to tell is not flat
  return { ...worst, flat: worst.template !== '' && worst.to <= worst.from * MOST_GROWTH + SLACK[figure] };
}
const growth = Object.fromEntries(Object.keys(SLACK).map((figure) => [figure, growthOf(figure)]));
const summary = {
  machine: { cpu: cpus()[0]?.model ?? '', cores: cpus().length, node: process.version },
  minutes: Number(minutes().toFixed(1)),
  backend: values.backend,
  turns: new Set(rounds.map((r) => r.turn)).size,
  reloads,
  steps,
  console: console_.slice(0, 50),
  growth,
  rounds,
};
const flat = Object.values(growth).every((g) => g.flat);
if (values.out) writeFileSync(values.out, `${JSON.stringify(summary, null, 2)}\n`);
for (const [figure, g] of Object.entries(growth))
  process.stdout.write(
    g.template === ''
      ? `too few turns to tell of ${figure}: let it run for longer\n`
      : `${g.flat ? 'flat ' : 'GROWS'} ${figure}: ${g.from} to ${g.to} (${g.ratio}, ${g.template})\n`,
  );
process.stdout.write(`${console_.length === 0 ? 'The console stayed empty.' : `The console said:\n${console_.join('\n')}`}\n`);
process.exitCode = flat && console_.length === 0 ? 0 : 1;
