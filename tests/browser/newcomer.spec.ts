import { type Locator, type Page, expect, test } from '@playwright/test';
import { node, nodeCount, open, settled, steps } from './studio.ts';

/** Only what the screen says and names is used here: this is somebody's first hour. */
const next = (page: Page): Locator => page.getByRole('region', { name: 'Next step' });
const take = (page: Page, name: string): Promise<void> => next(page).getByRole('button', { name, exact: true }).click();

/** What was added stands apart, and in sight. */
async function standApart(page: Page, count: number): Promise<void> {
  const boxes = await Promise.all((await page.locator('.react-flow__node-graph').all()).map(async (n) => (await n.boundingBox())!));
  expect(boxes).toHaveLength(count);
  const canvas = (await page.getByRole('region', { name: 'Canvas' }).boundingBox())!;
  for (const [i, a] of boxes.entries()) {
    expect(
      a.x >= canvas.x && a.y >= canvas.y && a.x + a.width <= canvas.x + canvas.width && a.y + a.height <= canvas.y + canvas.height,
    ).toBe(true);
    for (const b of boxes.slice(i + 1))
      expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
  }
}

test('from an empty canvas to a trained VAE by what the screen says, then digits, then a mixture prior', async ({ page }) => {
  const faults = await open(page);
  await expect(page.getByRole('heading', { name: 'Draw a model' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Programs' })).toContainText('no model yet');
  await expect(page.getByRole('region', { name: 'Programs' })).not.toContainText('impossible');
  await page.getByRole('button', { name: 'Begin with data' }).click();
  for (const [said, button] of [
    ['What generates x?', 'Add Decoder'],
    ['Decoder needs something at its x', 'Add Latent'],
    ['How is z distributed before any data is seen?', 'Add Prior'],
    ['How is z inferred from data?', 'Add Encoder'],
    ['What should learning make small?', 'Add ELBO'],
    ['Who takes the steps?', 'Add Optimiser'],
  ] as const) {
    await expect(next(page)).toContainText(said);
    await take(page, button);
  }
  await expect(next(page)).toContainText('The drawing is complete');
  await expect(page.getByRole('region', { name: 'Programs' })).not.toContainText('impossible');
  await standApart(page, 8);
  await take(page, 'Train it');
  await expect.poll(() => steps(page), { timeout: 60_000 }).toBeGreaterThan(100);
  await expect(page.getByRole('group', { name: 'Samples', exact: true }).locator('canvas').first()).toBeVisible();
  await expect(next(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Stop' }).click();

  await page
    .getByRole('button', { name: /Two moons/ })
    .or(node(page, 'dataset'))
    .first()
    .click();
  await page.getByRole('combobox', { name: 'Data', exact: true }).selectOption({ label: 'Drawn digits 8×8' });
  await expect(node(page, 'x')).toContainText('8×8');
  await node(page, 'prior').click();
  await page.getByRole('combobox', { name: 'Family' }).selectOption({ label: 'Mixture of Gaussians (learnt)' });
  await expect(page.getByRole('region', { name: 'Programs' })).toContainText('ELBO');
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect.poll(() => steps(page), { timeout: 60_000 }).toBe(1);
  expect(faults).toEqual([]);
});

test('another family is found under Others, and laid out like what is offered first: a GAN', async ({ page }) => {
  const faults = await open(page);
  await page.getByRole('button', { name: 'Begin with data' }).click();
  await take(page, 'Others…');
  await page.keyboard.type('generator');
  await page.keyboard.press('Enter');
  for (const [said, button] of [
    ['Generator needs something at its base', 'Add Prior'],
    ['What should learning make small?', 'Add Adversarial'],
    ['minimises generator of Adversarial', 'Add Optimiser'],
    ['minimises critic of Adversarial', 'Add Optimiser'],
  ] as const) {
    await expect(next(page)).toContainText(said);
    await take(page, button);
  }
  await expect(next(page)).toContainText('The drawing is complete');
  await standApart(page, 7);
  await take(page, 'Train it');
  await expect.poll(() => steps(page), { timeout: 60_000 }).toBeGreaterThan(20);
  // with their pictures and losses, too
  await expect(page.locator('.react-flow__node-graph canvas').first()).toBeVisible();
  await standApart(page, 7);
  await page.getByRole('button', { name: 'Stop' }).click();
  expect(faults).toEqual([]);
});

test('nodes clicked together are wired by what the next step offers', async ({ page }) => {
  await open(page);
  const palette = page.getByRole('region', { name: 'Palette' });
  for (const name of ['Dataset', 'Latent', 'Observed', 'Encoder', 'Decoder', 'Prior', 'ELBO', 'Optimiser'])
    await palette.getByRole('button', { name, exact: true }).click();
  const boxes = await Promise.all((await page.locator('.react-flow__node-graph').all()).map(async (n) => (await n.boundingBox())!));
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(i + 1))
      expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
  for (const button of [
    'Wire dataset.x to x.data',
    'Wire Decoder to x.p',
    'Wire z.z to decoder.x',
    'Wire Prior to z.p',
    'Wire Encoder to z.q',
    'Wire dataset.x to encoder.x',
    // nothing said yet how large z is
    '2 numbers',
    'Wire x.variable to elbo.variables',
    'Wire ELBO to optimiser',
  ])
    await take(page, button);
  await expect(next(page)).toContainText('The drawing is complete');
  expect(await nodeCount(page)).toBe(8);
  await page.keyboard.press('Control+z');
  await expect(next(page)).toContainText('Who takes the steps?');
});

test('a message offers its mend, and the next step can be put away', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Begin with data' }).click();
  await take(page, 'Add Decoder');
  await page.getByRole('tab', { name: /Problems/ }).click();
  const problem = page.getByRole('tabpanel').locator('.diagnostic').first();
  await expect(problem).toContainText('Nothing is wired to the x of this Decoder');
  await next(page).getByRole('button', { name: 'Hide the next step' }).click();
  await expect(next(page)).toHaveCount(0);
  await problem.getByRole('button', { name: 'Add Latent' }).click();
  await expect(node(page, 'z')).toBeVisible();
  await expect(problem).not.toContainText('Nothing is wired to the x of this Decoder');
  await page.keyboard.press('Escape');
  await page.locator('.react-flow__pane').click({ position: { x: 20, y: 460 } });
  await page.keyboard.press('n');
  await expect(next(page)).toContainText('How is z distributed');
});

test('the words people type lead somewhere', async ({ page }) => {
  await open(page);
  const search = page.getByRole('searchbox', { name: 'Find a node' });
  const palette = page.getByRole('region', { name: 'Palette' });
  await search.fill('moons');
  await expect(palette.getByRole('button', { name: 'Dataset', exact: true })).toBeVisible();
  await search.fill('mnist');
  await palette.getByRole('button', { name: 'Dataset: Drawn digits 8×8' }).click();
  await expect(node(page, 'dataset')).toContainText('Drawn digits 8×8');
  await search.fill('vae');
  await palette.getByRole('group', { name: 'Finished models' }).getByRole('button', { name: /moons/i }).first().click();
  await settled(page);
  await expect(page.getByRole('region', { name: 'Programs' })).toContainText('lower bound');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(node(page, 'dataset')).toContainText('Drawn digits 8×8');
  await page.locator('.react-flow__pane').dblclick({ position: { x: 60, y: 300 } });
  await page.getByRole('combobox', { name: 'Name of a node' }).fill('kl');
  await expect(page.getByRole('option').first()).toContainText('ELBO');
});
