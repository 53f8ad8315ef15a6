#!/usr/bin/env node
/**
 * Takes a picture of every template on the canvas, by day and by night, for README and docs: docs/templates/<name>-<theme>.jpg.
 *   node scripts/pictures.mjs [name …]
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { preview, build } from 'vite';
import { ROOT } from './setup.mjs';
import { ensureChromium } from './chromium.mjs';

const SUFFIX = '.wellspring.json';
const asked = process.argv.slice(2);
const names = readdirSync(join(ROOT, 'templates'))
  .filter((f) => f.endsWith(SUFFIX))
  .map((f) => f.slice(0, -SUFFIX.length));
const unknown = asked.find((n) => !names.includes(n));
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
const browser = await browserType.launch({ executablePath: chromium, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
for (const theme of ['light', 'dark']) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: theme, reducedMotion: 'reduce' });
  await page.goto('http://localhost:4184/');
  // nothing but the drawing
  for (const panel of ['p', 'i', 'r']) await page.keyboard.press(panel);
  for (const name of asked.length > 0 ? asked : names) {
    await page.getByRole('button', { name: 'Templates' }).click();
    await page.locator(`[data-template="${name}"]`).click();
    await page.locator('.react-flow__node').first().waitFor();
    await page.keyboard.press('f');
    await page.waitForTimeout(900);
    writeFileSync(
      join(folder, `${name}-${theme}.jpg`),
      await page.getByRole('region', { name: 'Canvas' }).screenshot({ type: 'jpeg', quality: 80 }),
    );
    process.stderr.write(`${name}, ${theme}\n`);
  }
  await page.close();
}
await browser.close();
await server.close();
