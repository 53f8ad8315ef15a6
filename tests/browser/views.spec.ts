/** Run views and living nodes: what a person sees of a model while it learns. */
import { readFile } from 'node:fs/promises';
import { type Page, expect, test } from '@playwright/test';
import { node, open, openTemplate, steps } from './studio.ts';

const run = (page: Page) => page.getByRole('region', { name: 'Run' });
/** The plain backend: a software graphics card takes the cores that the page draws with. */
async function ready(page: Page, template: string): Promise<string[]> {
  const faults = await open(page);
  await openTemplate(page, template);
  await page.getByRole('button', { name: 'Run settings' }).click();
  await page.getByRole('dialog').getByLabel('Backend').selectOption('wasm');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  return faults;
}
async function trainTo(page: Page, step: number): Promise<void> {
  await page.getByRole('button', { name: 'Train' }).click();
  await expect.poll(() => steps(page), { timeout: 80_000 }).toBeGreaterThanOrEqual(step);
}
async function halt(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Train' })).toBeVisible({ timeout: 30_000 });
}

test('losses by term, one unit an axis, dimensions of a latent on demand, and as CSV', async ({ page }) => {
  const faults = await ready(page, 'vae-moons');
  await trainTo(page, 5);
  await halt(page);
  const loss = run(page).getByRole('group', { name: 'Loss' });
  const dimensions = loss.getByRole('button', { name: /kl z by dimension/ });
  await expect(dimensions).toHaveAttribute('aria-pressed', 'false');
  const lines = loss.locator('.chart-box path[stroke-linejoin="round"]');
  const before = await lines.count();
  await dimensions.click();
  await expect(lines).toHaveCount(before + 2);
  await loss.getByRole('combobox', { name: 'What the chart measures' }).selectOption('gradient norm');
  await expect(loss.getByRole('img', { name: /gradient .* gradient norm at step/ })).toBeVisible();
  const waiting = page.waitForEvent('download');
  await loss.getByRole('button', { name: 'Save the numbers as CSV' }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  const rows = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(rows[0]!.split(',')).toEqual(expect.arrayContaining(['step', 'loss.elbo', 'elbo.kl.z.0', 'opt.gradient', 'opt.rate']));
  expect(rows.length - 1).toBe(await steps(page));
  expect(faults).toEqual([]);
});

test('nodes live: codes by class, draws, gradient norm; collapsed ones are left alone', async ({ page }) => {
  const faults = await ready(page, 'vae-8gaussians');
  await trainTo(page, 3);
  await expect(node(page, 'enc').getByRole('img', { name: /^Codes z of held-out data, by class/ })).toBeVisible({ timeout: 30_000 });
  await expect(node(page, 'prior').getByRole('img', { name: /^Draws of z/ })).toBeVisible();
  await expect(node(page, 'opt').getByRole('img', { name: /Gradient norm .*, learning rate 0\.00/ })).toBeVisible();
  await halt(page);
  expect(faults).toEqual([]);
});

test('a flow shows its warped grid on every layer, and a critic its landscape', async ({ page }) => {
  await ready(page, 'spline-checkerboard');
  await trainTo(page, 1);
  for (const id of ['f1', 'f4'])
    await expect(node(page, id).getByRole('img', { name: /^A grid of the base/ })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Stop' }).click();
  await openTemplate(page, 'gan-8gaussians');
  await trainTo(page, 1);
  await expect(node(page, 'discNet').getByRole('img', { name: /^Score of the critic/ })).toBeVisible({ timeout: 60_000 });
});

test('inside a diffusion: density, difference, its field by noise level, paths of particles', async ({ page }) => {
  const faults = await ready(page, 'rectified-flow-moons');
  await page.getByRole('button', { name: 'Train' }).click();
  const choice = run(page).getByRole('combobox', { name: 'Which picture of the inside' });
  await expect(choice).toBeVisible({ timeout: 90_000 });
  await halt(page);
  const heat = run(page).getByRole('img', { name: /^Density of x under the model/ });
  await heat.hover();
  await expect(run(page).getByRole('status', { name: 'Log density under the pointer' })).toContainText(/log p .*, true .* nats/);
  await choice.selectOption({ label: 'Difference' });
  await expect(run(page).getByText(/% of the mass misplaced/)).toBeVisible();
  await choice.selectOption({ label: 'Velocity field' });
  const level = run(page).getByRole('slider', { name: 'Noise level of the field' });
  const before = await level.getAttribute('aria-valuetext');
  await level.press('Home');
  await expect(level).not.toHaveAttribute('aria-valuetext', before!);
  await choice.selectOption({ label: 'Paths' });
  await expect(run(page).getByRole('img', { name: /^Paths of 60 particles of x/ })).toBeVisible();
  expect(faults).toEqual([]);
});

test('a run is steered: rate, target, slow motion, another seed', async ({ page }) => {
  const faults = await ready(page, 'gaussian-fit');
  await page.getByRole('button', { name: 'Steer the run' }).click();
  const steer = page.getByRole('group', { name: 'Steer the run' });
  await steer.getByLabel('Speed').selectOption('5 steps a second');
  await trainTo(page, 2);
  await steer.getByRole('button', { name: 'Halve' }).click();
  const mark = run(page).locator('.chart-mark title');
  await expect(mark).toHaveText(/opt rate .* → /, { timeout: 30_000 });
  await expect.poll(() => steps(page), { timeout: 30_000 }).toBeGreaterThan(4);
  await expect(page.getByText('The drawing has changed since')).toBeHidden();
  await steer.getByLabel('Speed').selectOption('full');
  await steer.getByLabel('Until loss ≤').fill('100');
  await steer.getByLabel('Until loss ≤').press('Enter');
  await expect(page.getByRole('log', { name: 'Messages' })).toContainText('The loss has come down to', { timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Train' })).toBeVisible();
  await steer.getByLabel('Until loss ≤').fill('');
  await steer.getByLabel('Until loss ≤').press('Enter');
  await steer.getByRole('button', { name: 'Restart with another seed' }).click();
  await expect.poll(() => steps(page), { timeout: 30_000 }).toBeGreaterThan(0);
  await page.getByRole('tab', { name: 'Model' }).click();
  await expect(page.getByLabel('Seed')).toHaveValue('1');
  expect(faults).toEqual([]);
});

test('the history of runs: named, pinned, compared, its drawing restored', async ({ page }) => {
  const faults = await ready(page, 'gaussian-fit');
  await page.getByRole('button', { name: 'Steer the run' }).click();
  await page.getByRole('group', { name: 'Steer the run' }).getByLabel('Speed').selectOption('20 steps a second');
  await trainTo(page, 8);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Double' }).click();
  await trainTo(page, 8);
  await halt(page);
  await page.keyboard.press('Shift+R');
  const rows = page.getByRole('list', { name: 'Runs' }).getByRole('listitem');
  await expect(rows).toHaveCount(2, { timeout: 30_000 });
  const first = rows.last();
  await expect(first).toContainText(/rate of opt/);
  await first.getByLabel('Name of the run').fill('slow rate');
  await first.getByLabel('Name of the run').press('Tab');
  await first.getByRole('button', { name: 'Pin' }).click();
  await expect(rows.first().getByLabel('Name of the run')).toHaveValue('slow rate');
  for (const row of [rows.first(), rows.last()]) await row.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('list', { name: 'How the compared runs differ' })).toContainText(/slow rate.*rate of opt/);
  await page.keyboard.press('Escape');
  await expect(run(page).getByRole('list', { name: 'Earlier runs' })).toContainText('slow rate');
  await page.reload();
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  await expect(rows.first().getByLabel('Name of the run')).toHaveValue('slow rate');
  await rows.first().getByRole('button', { name: 'Restore drawing' }).click();
  await expect(page.getByRole('log', { name: 'Messages' })).toContainText('The drawing is that of “slow rate”');
  expect(faults).toEqual([]);
});
