import { type Locator, expect, test } from '@playwright/test';
import { node, open, openTemplate, steps } from './studio.ts';

test('four programs are graded, with reasons and their source', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  const programs = page.getByRole('region', { name: 'Programs' });
  for (const task of ['learn', 'sample', 'score', 'infer'])
    await expect(programs.getByRole('button', { name: new RegExp(task) })).toBeVisible();
  await expect(programs).toContainText('lower bound');
  await programs.getByRole('button', { name: /score/ }).click();
  const panel = page.getByRole('tabpanel', { name: 'Programs' });
  await expect(panel.locator('[data-task]')).toHaveCount(4);
  await expect(panel.locator('[data-task="score"]')).toHaveAttribute('data-fidelity', 'lower');
  await panel.locator('[data-task="score"]').getByRole('button', { name: 'IR' }).click();
  await expect(panel.locator('[data-task="score"] pre')).toContainText('program');
  await panel.locator('[data-task="score"]').getByRole('button', { name: 'TF.js' }).click();
  await expect(panel.locator('[data-task="score"] pre')).toContainText('tfjs');
});

test('what is wrong is listed, and leads to its node', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await node(page, 'dec').click();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('region', { name: 'Programs' })).toContainText('impossible');
  await page.getByRole('tab', { name: /Problems/ }).click();
  const first = page.getByRole('tabpanel').locator('.diagnostic').first();
  await expect(first).toBeVisible();
  await first.getByRole('button').click();
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(1);
});

test('the model as mathematics', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await page.getByRole('tab', { name: 'Model' }).click();
  await expect(page.getByRole('tabpanel').locator('.katex').first()).toBeVisible();
});

test('dark mode is remembered', async ({ page }) => {
  await open(page);
  await page.keyboard.press('d');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('dark mode follows the system', async ({ browser }) => {
  const page = await browser.newPage({ colorScheme: 'dark' });
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.close();
});

test('the help page lists the shortcuts', async ({ page }) => {
  await open(page);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard and mouse' })).toContainText('Undo');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a model drawn, wired and trained with the keyboard alone', async ({ page }) => {
  await open(page);
  const focused = (l: Locator): Promise<boolean> => l.evaluate((el) => el === document.activeElement, undefined, { timeout: 5000 });
  const tabTo = async (l: Locator): Promise<void> => {
    for (let i = 0; i < 25 && !(await focused(l)); i++) await page.keyboard.press('Tab');
    await expect(l).toBeFocused();
  };
  // Shortcuts rest while somebody types, and Escape ends that.
  const choose = async (name: string, typed: string): Promise<void> => {
    const list = page.getByRole('combobox', { name });
    if (!(await focused(list))) {
      await page.keyboard.press('e');
      await tabTo(list);
    }
    await page.keyboard.type(typed);
    // A list of wires takes what is chosen by Enter; a setting is taken as it is chosen.
    if (name.startsWith('Wire')) await page.keyboard.press('Enter');
  };
  const add = async (name: string, expected: string): Promise<void> => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await expect(page.getByRole('combobox', { name: 'Name of a node' })).toBeFocused();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await expect(node(page, expected)).toBeAttached();
  };
  await add('dataset', 'dataset');
  await add('prior', 'prior');
  await choose('Family', 'Mix');
  await add('observed', 'x');
  await choose('Wire x.p from', 'prior');
  await choose('Wire x.data from', 'dataset.x');
  await add('nll', 'nll');
  await choose('Wire nll.variables from', 'x.v');
  await add('optimiser', 'optimiser');
  await choose('Wire optimiser.objectives from', 'nll');
  await page.keyboard.press('Escape');
  await page.keyboard.press('l');
  await page.keyboard.press('.');
  await expect.poll(() => steps(page), { timeout: 40_000 }).toBe(1);
});
