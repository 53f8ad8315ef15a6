import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, expect, test } from '@playwright/test';
import { writeServiceWorker } from '../../src/offline/plugin.ts';
import { POLICY } from '../../src/offline/policy.ts';
import { BUILT, serve } from './serving.ts';
import { openTemplate, steps } from './studio.ts';

test.use({ serviceWorkers: 'allow' });

/** The whole build is in the browser. */
const kept = (page: Page): Promise<void> =>
  expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state ?? ''), { timeout: 60_000 })
    .toBe('activated');

test('after the first visit the studio opens, draws and trains without a server', async ({ page }) => {
  test.setTimeout(150_000);
  const faults: string[] = [];
  page.on('pageerror', (e) => faults.push(e.message));
  const server = await serve(BUILT);
  await page.goto(server.url);
  await kept(page);
  await server.close();
  await page.reload();
  await expect(page.getByRole('region', { name: 'Canvas' })).toBeVisible();
  await openTemplate(page, 'vae-moons');
  await page.getByRole('button', { name: 'Train' }).click();
  await expect.poll(() => steps(page), { timeout: 60_000 }).toBeGreaterThan(5);
  // parts that are loaded late: mathematics, a picture of the canvas
  await page.locator('.react-flow__node[data-id="enc"]').click();
  await expect(page.getByRole('region', { name: 'Inspector' }).locator('.katex').first()).toBeVisible();
  expect(faults).toEqual([]);
});

test('a newer build waits until it is asked for, and then is whole', async ({ page }) => {
  test.setTimeout(150_000);
  const newer = mkdtempSync(join(tmpdir(), 'wellspring-newer-'));
  try {
    cpSync(BUILT, newer, { recursive: true });
    const index = readFileSync(join(newer, 'index.html'), 'utf8');
    writeFileSync(join(newer, 'index.html'), index.replace('<title>Wellspring</title>', '<title>Wellspring, newer</title>'));
    const server = await serve(BUILT);
    await page.goto(server.url);
    await kept(page);
    await openTemplate(page, 'vae-moons');
    await expect(page.locator('.saved')).toHaveText('saved');

    // a server in the middle of an update: the page of one build, the list of another
    server.folder = newer;
    await page.reload();
    await expect(page).toHaveTitle('Wellspring');
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await page.waitForTimeout(1500);
    await expect(page.getByText('A new version of Wellspring is ready.')).toHaveCount(0);

    writeServiceWorker(newer, POLICY);
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    const notice = page.getByRole('status').filter({ hasText: 'A new version of Wellspring is ready.' });
    await expect(notice).toBeVisible({ timeout: 60_000 });
    await page.reload();
    await expect(page).toHaveTitle('Wellspring');
    await notice.getByRole('button', { name: 'Reload' }).click();
    await expect(page).toHaveTitle('Wellspring, newer');
    await expect(page.locator('.react-flow__node[data-id="enc"]')).toBeVisible();
    await server.close();
  } finally {
    rmSync(newer, { recursive: true, force: true });
  }
});
