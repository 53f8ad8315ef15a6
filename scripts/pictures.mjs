#!/usr/bin/env node
/**
 * Takes a picture of every template on the canvas after it has trained for a while, by day and by night, for README and docs:
 * docs/templates/<name>-<theme>.jpg; and of the whole studio: docs/studio-<theme>.jpg.
 *   node scripts/pictures.mjs [name … | studio]
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { preview, build } from 'vite';
import { ROOT } from './setup.mjs';
import { ensureChromium } from './chromium.mjs';

const SUFFIX = '.wellspring.json';
/** The whole page, beside the names of templates. */
const STUDIO = 'studio';
const asked = process.argv.slice(2);
/** How long it trains, on the processor: pictures of pixels and texts want longer. */
const seconds = (name) => (/digits|text|lstm|autoencoder/.test(name) ? 60 : 30);
const names = readdirSync(join(ROOT, 'templates'))
  .filter((f) => f.endsWith(SUFFIX))
  .map((f) => f.slice(0, -SUFFIX.length));
const unknown = asked.find((n) => n !== STUDIO && !names.includes(n));
if (unknown !== undefined) {
  process.stderr.write(`There is no template ${unknown}. There are: ${names.join(', ')}.\n`);
  process.exit(2);
}
const chromium = await ensureChromium();
if (!chromium) process.exit(1);

const outDir = join(ROOT, 'dist', 'pictures');
await build({ root: ROOT, build: { outDir, emptyOutDir: true }, logLevel: 'warn' });
const server = await preview({ root: ROOT, build: { outDir }, preview: { port: 4184, strictPort: true }, logLevel: 'warn' });
const folder = join(ROOT, 'docs', 'templates');
mkdirSync(folder, { recursive: true });

const { chromium: browserType } = await import('playwright');
const browser = await browserType.launch({
  executablePath: chromium,
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu-rasterization', '--disable-gpu-compositing'],
});
/** A page on which the template has trained for some seconds, and then rests. */
async function trained(name, viewport) {
  const page = await browser.newPage({ viewport, colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto('http://localhost:4184/');
  await page.getByRole('button', { name: 'Templates' }).click();
  await page.locator(`[data-template="${name}"]`).click();
  await page.locator('[aria-label="Programs"][aria-busy="false"]').waitFor();
  await page.getByRole('button', { name: 'Train' }).click();
  const status = page.getByRole('status', { name: 'Step' });
  const till = Date.now() + 1000 * seconds(name);
  while (Date.now() < till && !/done/.test((await status.textContent()) ?? '')) await page.waitForTimeout(500);
  const pause = page.getByRole('button', { name: 'Pause' });
  if (await pause.isEnabled()) await pause.click();
  await page.getByRole('button', { name: 'Train' }).waitFor();
  // a run that rests shows where it stands
  const [step] = /\d+/.exec((await status.textContent()) ?? '') ?? ['0'];
  await page.getByText(`frame at step ${step} `).waitFor({ timeout: 180_000 });
  process.stderr.write(`${name}: ${(await status.textContent())?.replace(/\s+/g, ' ')}\n`);
  return page;
}
async function take(page, what, file) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(800);
    writeFileSync(`${file}-${colorScheme}.jpg`, await what.screenshot({ type: 'jpeg', quality: 80 }));
  }
  await page.close();
}
for (const name of names.filter((n) => asked.length === 0 || asked.includes(n))) {
  const page = await trained(name, { width: 1280, height: 800 });
  // nothing but the drawing
  for (const panel of ['p', 'i', 'r']) await page.keyboard.press(panel);
  await page.waitForTimeout(500);
  await page.keyboard.press('f');
  await take(page, page.getByRole('region', { name: 'Canvas' }), join(folder, name));
}
if (asked.length === 0 || asked.includes(STUDIO)) {
  const page = await trained('vae-8gaussians', { width: 1440, height: 900 });
  await take(page, page, join(ROOT, 'docs', 'studio'));
}
await browser.close();
await server.close();
