import { type Page, expect, test } from '@playwright/test';
import { violations } from './axe.ts';
import { onBackend } from './backend.ts';
import { follow } from './flows/follow.ts';
import { SCREENS } from './flows/screens.ts';
import { node, open, openTemplate } from './studio.ts';

/** Looks at a part of the page in both themes: the other one changes colours alone. */
async function inBothThemes(page: Page, where: string, part = 'html'): Promise<void> {
  expect.soft(await violations(page, part), where).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect.soft(await violations(page, part, ['color-contrast']), `${where}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
}
const dialogs: readonly (readonly [string, string, string])[] = [
  ['t', 'Templates', 'the gallery'],
  ['?', 'Keyboard and mouse', 'the shortcut sheet'],
  ['h', 'Versions', 'the versions'],
  ['Control+k', 'Commands', 'the commands'],
  ['Control+f', 'Find a node', 'finding a node'],
];

test('an empty studio breaks no rule of accessibility', async ({ page }) => {
  test.setTimeout(180_000);
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await inBothThemes(page, 'empty');
  for (const [key, name, where] of dialogs) {
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog', { name });
    await expect(dialog).toBeVisible();
    if (name === 'Templates') await expect(dialog.locator('[data-template]').first()).toBeVisible();
    await inBothThemes(page, where);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  }
});

test('a drawing and every tab of the inspector break no rule of accessibility', async ({ page }) => {
  test.setTimeout(180_000);
  await open(page);
  await openTemplate(page, 'vae-moons');
  for (const tab of ['Model', 'Programs', 'Problems']) {
    await page.getByRole('tab', { name: tab }).click();
    await inBothThemes(page, tab);
  }
  await node(page, 'enc').click();
  await expect(page.getByRole('tab', { name: 'Encoder' })).toHaveAttribute('aria-selected', 'true');
  await inBothThemes(page, 'a node selected');
  await page.keyboard.press('o');
  await page.keyboard.press('Control+a');
  await inBothThemes(page, 'everything selected, with the overview');
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Name of a node' })).toBeFocused();
  await inBothThemes(page, 'the quick box');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Run settings' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await inBothThemes(page, 'the settings');
});
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
