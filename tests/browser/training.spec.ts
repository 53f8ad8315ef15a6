import { expect, test } from '@playwright/test';
import { open, openFromGallery, openTemplate, steps } from './studio.ts';

test('a template trains: losses appear, the step rises, pause, one step, stop', async ({ page }) => {
  const faults = await open(page);
  await openFromGallery(page, 'vae-moons');
  await expect(page.getByRole('status', { name: 'Step' })).toContainText('0');
  await page.getByRole('button', { name: 'Train' }).click();
  await expect.poll(() => steps(page), { timeout: 60_000 }).toBeGreaterThan(20);
  await expect(page.getByRole('status', { name: 'Backend' })).toHaveText(/WebGPU|WebGL|WebAssembly|CPU/);
  await expect(page.getByRole('status', { name: 'Backend' })).toHaveAttribute('title', /\S/);

  const run = page.getByRole('region', { name: 'Run' });
  await expect(run.getByRole('img', { name: /^Loss by step/ })).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Train' })).toBeVisible();
  await page.waitForTimeout(400);
  const paused = await steps(page);
  await page.waitForTimeout(600);
  expect(await steps(page)).toBe(paused);

  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect.poll(() => steps(page)).toBe(paused + 1);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeDisabled();
  await expect(run.getByRole('img', { name: /^Loss by step/ })).toBeVisible();
  expect(faults).toEqual([]);
});

test('pictures of the model come while it learns, and one slider moves them all', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await page.getByRole('button', { name: 'Train' }).click();
  const run = page.getByRole('region', { name: 'Run' });
  await expect(run.getByRole('img', { name: /Samples of x at step [1-9]/ })).toBeVisible({ timeout: 60_000 });
  await expect(run.getByRole('img', { name: 'Density of x under the model, lower' })).toBeVisible();
  await expect(run.getByText(/nats above it/)).toBeVisible();
  await expect(run.getByText(/[2-9] frames/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Train' })).toBeVisible({ timeout: 30_000 });
  // a run that rests shows where it stands: no frame comes after that one
  await expect(run.getByText(`frame at step ${await steps(page)} `)).toBeVisible({ timeout: 30_000 });
  const film = page.getByRole('slider', { name: /Film/ });
  await film.focus();
  const newest = await film.getAttribute('aria-valuetext');
  await film.press('ArrowLeft');
  await expect(film).not.toHaveAttribute('aria-valuetext', newest!);
});

test('how samples came about is played turn by turn', async ({ page }) => {
  const faults = await open(page);
  await openTemplate(page, 'rectified-flow-moons');
  await page.getByRole('button', { name: 'Train' }).click();
  const run = page.getByRole('region', { name: 'Run' });
  await expect(run.getByRole('button', { name: 'Play the chain' })).toBeVisible({ timeout: 90_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Train' })).toBeVisible({ timeout: 30_000 });
  const turns = run.getByRole('slider', { name: /Turn of the chain/ });
  await expect(turns).toHaveAttribute('aria-valuetext', /^turn (\d+) of \1$/);
  await turns.focus();
  await turns.press('Home');
  await expect(turns).toHaveAttribute('aria-valuetext', /^turn 1 of /);
  await run.getByRole('button', { name: 'Play the chain' }).click();
  await expect(turns).toHaveAttribute('aria-valuetext', /^turn (\d+) of \1$/);
  await expect(run.getByRole('button', { name: 'Play the chain' })).toBeVisible();
  expect(faults).toEqual([]);
});

test('a reload goes on from the last checkpoint', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await page.getByRole('button', { name: 'Train' }).click();
  await expect.poll(() => steps(page), { timeout: 80_000 }).toBeGreaterThan(260);
  await page.reload();
  await expect.poll(() => steps(page)).toBeGreaterThanOrEqual(250);
  const kept = await steps(page);
  await page.getByRole('button', { name: 'Train' }).click();
  await expect.poll(() => steps(page), { timeout: 60_000 }).toBeGreaterThan(kept + 5);
});

test('a worker that breaks is replaced, and the run goes on from its checkpoint', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await page.getByRole('button', { name: 'Train' }).click();
  await expect.poll(() => steps(page), { timeout: 80_000 }).toBeGreaterThan(260);
  const [worker] = page.workers();
  await worker!.evaluate(() => {
    setTimeout(() => {
      throw new Error('broken by a test');
    });
  });
  await expect(page.getByRole('log', { name: 'Messages' })).toContainText('goes on from the last checkpoint', { timeout: 30_000 });
  const then = await steps(page);
  expect(then).toBeGreaterThanOrEqual(250);
  await expect.poll(() => steps(page), { timeout: 60_000 }).toBeGreaterThan(then);
});
