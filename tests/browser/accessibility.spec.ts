import AxeBuilder from '@axe-core/playwright';
import { type Page, expect, test } from '@playwright/test';
import { onBackend } from './backend.ts';
import { follow } from './flows/follow.ts';
import { SCREENS } from './flows/screens.ts';
import { node, open, openTemplate } from './studio.ts';

async function noViolations(page: Page, where: string, part = 'html'): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  const told = violations.map(
    (v) => `${v.id} (${v.impact}): ${v.nodes.map((n) => `${n.target.join(' ')} ${n.failureSummary ?? ''}`).join(' | ')}`,
  );
  expect.soft(told, where).toEqual([]);
}
const dialogs: readonly (readonly [string, string, string])[] = [
  ['t', 'Templates', 'the gallery'],
  ['?', 'Keyboard and mouse', 'the shortcut sheet'],
  ['h', 'Versions', 'the versions'],
  ['Control+k', 'Commands', 'the commands'],
  ['Control+f', 'Find a node', 'finding a node'],
];

for (const theme of ['light', 'dark'] as const)
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    test('an empty studio breaks no rule of accessibility', async ({ page }) => {
      await open(page);
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await noViolations(page, 'empty');
      for (const [key, name, where] of dialogs) {
        await page.keyboard.press(key);
        const dialog = page.getByRole('dialog', { name });
        await expect(dialog).toBeVisible();
        if (name === 'Templates') await expect(dialog.locator('[data-template]').first()).toBeVisible();
        await noViolations(page, where);
        await page.keyboard.press('Escape');
        await expect(dialog).toHaveCount(0);
      }
    });

    test('a drawing and every tab of the inspector break no rule of accessibility', async ({ page }) => {
      await open(page);
      await openTemplate(page, 'vae-moons');
      for (const tab of ['Model', 'Programs', 'Problems']) {
        await page.getByRole('tab', { name: tab }).click();
        await noViolations(page, tab);
      }
      await node(page, 'enc').click();
      await expect(page.getByRole('tab', { name: 'Encoder' })).toHaveAttribute('aria-selected', 'true');
      await noViolations(page, 'a node selected');
      await page.keyboard.press('o');
      await page.keyboard.press('Control+a');
      await noViolations(page, 'everything selected, with the overview');
      await page.keyboard.press('Escape');
      await page.keyboard.press('/');
      await expect(page.getByRole('combobox', { name: 'Name of a node' })).toBeFocused();
      await noViolations(page, 'the quick box');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Run settings' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await noViolations(page, 'the settings');
    });
  });

/** The other theme changes colours alone. */
async function inBothThemes(page: Page, where: string, part: string): Promise<void> {
  await noViolations(page, where, part);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const { violations } = await new AxeBuilder({ page }).include(part).withRules(['color-contrast']).analyze();
  expect
    .soft(
      violations.map((v) => v.nodes.map((n) => `${n.target.join(' ')} ${n.failureSummary ?? ''}`).join(' | ')),
      `${where}, dark`,
    )
    .toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}
/** Screens that follow one another in one page. */
const PER_PAGE = 10;
const all = Object.entries(SCREENS);
for (let first = 0; first < all.length; first += PER_PAGE)
  test(`every other screen breaks no rule of accessibility, from ${all[first]![0]}`, async ({ page }) => {
    test.setTimeout(240_000);
    await open(page);
    await onBackend(page);
    for (const [where, flow] of all.slice(first, first + PER_PAGE))
      await test.step(where, async () => {
        await follow(page, flow);
        await inBothThemes(page, where, flow.part);
        // out of dialogs, menus and cards
        for (let i = 0; i < 3; i++) await page.keyboard.press('Escape');
        await expect(page.locator('dialog')).toHaveCount(0);
      });
  });
