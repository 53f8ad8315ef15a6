/** Texts with the probability of each symbol, what comes next, ways between examples, raw weights beside their average, and nodes that live inside groups. */
import { readFile } from 'node:fs/promises';
import { type Locator, type Page, expect, test } from '@playwright/test';
import { violations } from './axe.ts';
import { node, open, openText, openTemplate, settled, steps } from './studio.ts';

type Params = Readonly<Record<string, unknown>>;
const run = (page: Page): Locator => page.getByRole('region', { name: 'Run' });

/** A template with other settings of some nodes, a few steps long, on the plain backend. */
async function opened(page: Page, template: string, changes: Readonly<Record<string, Params>>, length = 4): Promise<string[]> {
  const faults = await open(page);
  const file = JSON.parse(await readFile(`templates/${template}.wellspring.json`, 'utf8')) as {
    nodes: { id: string; params: Params }[];
    view: Params;
  };
  for (const n of file.nodes) n.params = { ...n.params, ...changes[n.id] };
  file.view = { ...file.view, steps: length };
  await openText(page, `${template}.wellspring.json`, JSON.stringify(file));
  await expect(page.getByRole('region', { name: 'Programs' })).toHaveAttribute('aria-busy', 'false');
  await expect(node(page, 'x')).toBeVisible();
  await page.getByRole('button', { name: 'Run settings' }).click();
  await page.getByRole('dialog').getByLabel('Backend').selectOption('wasm');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  return faults;
}
async function trained(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Train' }).click();
  await expect(page.getByRole('log', { name: 'Messages' })).toContainText(/Trained \d+ steps/, { timeout: 80_000 });
}
const inside = (page: Page): Locator => run(page).getByRole('combobox', { name: 'Which picture of the inside' });
const pixels = (canvas: Locator): Promise<string> => canvas.evaluate((c: HTMLCanvasElement) => c.toDataURL());

test('text: symbol by symbol, each with its probability, by pointer and by key, drawn again as the node is set', async ({ page }) => {
  const faults = await opened(page, 'char-lstm', { net: { size: 8 }, opt: { batch: 8 } });
  await trained(page);
  const texts = run(page).getByRole('group', { name: /^Texts drawn of x/ });
  const symbols = texts.locator('[data-symbol]');
  await expect(symbols.first()).toBeVisible();
  const readout = run(page).getByRole('status', { name: 'Probability of a symbol' });
  await symbols.nth(5).hover();
  await expect(readout).toContainText(/^“.” p [\d.]+, [\d.]+ bits, after “.{5}”$/);
  await texts.focus();
  await page.keyboard.press('Home');
  await expect(readout).toContainText(/bits, first$/);
  await page.keyboard.press('ArrowRight');
  await expect(readout).toContainText(/bits, after “.”$/);
  await page.keyboard.press('End');
  await expect(texts.locator('[data-at]')).toHaveAttribute('data-symbol', '63');
  // before the last symbol the others stand where they will stand
  const slider = run(page).getByRole('slider', { name: 'Symbols drawn' });
  await slider.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', 'symbol 1 of 64');
  await expect(texts.locator('p').first().locator('.undrawn')).toHaveCount(63);
  await slider.press('End');
  await expect(texts.locator('.undrawn')).toHaveCount(0);

  expect(await violations(page, 'section.dock')).toEqual([]);

  const before = await texts.textContent();
  await run(page).getByRole('button', { name: 'Draw other samples' }).click();
  await expect.poll(() => texts.textContent(), { timeout: 30_000 }).not.toBe(before);
  // drawing says nothing of training, which was done before
  expect(await page.getByText(/^Trained \d+ steps/).count()).toBeLessThanOrEqual(1);
  await expect(run(page)).toContainText('Drawn at temperature 1.');
  await run(page).getByRole('button', { name: 'Change' }).click();
  await page.locator('[data-param="greedy"] input').check();
  await expect(page.getByText('Settings that leave the weights as they are have changed')).toBeVisible();
  await run(page).getByRole('button', { name: 'Draw other samples' }).click();
  // the likeliest, always: every text is the same
  await expect.poll(async () => new Set(await texts.locator('p').allTextContents()).size, { timeout: 30_000 }).toBe(1);
  await expect(run(page)).toContainText('Drawn with always the likeliest; p is the model’s own.');
  expect(await steps(page)).toBe(4);
  expect(faults).toEqual([]);
});

test('an autoregressive node shows what comes next, and every position in the pane', async ({ page }) => {
  const faults = await opened(page, 'char-lstm', { net: { size: 8 }, opt: { batch: 8 } });
  await trained(page);
  await expect(
    node(page, 'ar').getByRole('img', { name: /^Next value of x, symbol \d+ of 64 after “.*”: .* %, .* entropy [\d.]+ nats$/ }),
  ).toBeVisible();
  const at = run(page).getByRole('slider', { name: 'Position in a held-out example' });
  await at.press('Home');
  await expect(at).toHaveAttribute('aria-valuetext', 'symbol 1 of 64');
  await expect(run(page).getByRole('img', { name: /^Next value of x, symbol 1 of 64, the first: / })).toBeVisible();
  await at.press('ArrowRight');
  await expect(run(page).getByRole('img', { name: /^Next value of x, symbol 2 of 64 after “.”: / })).toBeVisible();
  expect(faults).toEqual([]);
});

test('ways between held-out examples, and between others', async ({ page }) => {
  const faults = await opened(page, 'vae-moons', {});
  await trained(page);
  await inside(page).selectOption({ label: 'Interpolation' });
  const ways = run(page).getByRole('img', { name: /^12 ways from one held-out x to another, straight through z/ });
  await expect(ways).toBeVisible();
  const before = await pixels(ways);
  await run(page).getByRole('button', { name: 'Other pairs' }).click();
  await expect.poll(() => pixels(ways)).not.toBe(before);
  expect(faults).toEqual([]);
});

test('raw weights beside their average, from one noise', async ({ page }) => {
  const faults = await opened(page, 'rectified-flow-moons', { opt: { batch: 32, ema: 0.9 }, diffusion: { odeSteps: 5, steps: 3 } });
  await trained(page);
  const raw = run(page).getByRole('img', { name: 'Samples of x by raw weights' });
  const average = run(page).getByRole('img', { name: 'Samples of x by EMA of the weights' });
  await expect(raw).toBeVisible();
  await expect(average).toBeVisible();
  expect(await pixels(raw)).not.toBe(await pixels(average));
  const which = run(page).getByRole('group', { name: 'Which weights draw the samples' });
  await which.getByRole('button', { name: 'EMA' }).click();
  await expect(raw).toBeHidden();
  await expect(run(page).getByRole('img', { name: /^Samples of x at step 4/ })).toBeVisible();
  expect(faults).toEqual([]);
});

test('nodes live inside a group too', async ({ page }) => {
  const faults = await open(page);
  await openTemplate(page, 'vae-moons');
  await page.getByRole('button', { name: 'Run settings' }).click();
  await page.getByRole('dialog').getByLabel('Backend').selectOption('wasm');
  await page.keyboard.press('Escape');
  await node(page, 'enc').click();
  await node(page, 'encNet').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+g');
  await expect(node(page, 'group')).toBeVisible();
  await page.getByRole('button', { name: 'Train' }).click();
  await expect.poll(() => steps(page), { timeout: 60_000 }).toBeGreaterThan(1);
  await node(page, 'group').dblclick();
  await expect(node(page, 'enc')).toBeVisible();
  await settled(page);
  const codes = node(page, 'enc').getByRole('img', { name: /^Codes z of held-out data/ });
  await expect(codes).toBeVisible({ timeout: 30_000 });
  // they move while it learns
  const before = await pixels(codes.and(page.locator('canvas')));
  await expect.poll(() => pixels(codes.and(page.locator('canvas'))), { timeout: 30_000 }).not.toBe(before);
  await page.getByRole('button', { name: 'Pause' }).click();
  expect(faults).toEqual([]);
});
