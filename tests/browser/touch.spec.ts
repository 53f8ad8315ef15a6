import { type CDPSession, type Page, expect, test } from '@playwright/test';
import { node, nodeCount, open, openFromGallery, settled } from './studio.ts';

interface Finger {
  readonly x: number;
  readonly y: number;
}
const touch = (cdp: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Finger[]): Promise<unknown> =>
  cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((p, id) => ({ ...p, id })) });
const zoom = (page: Page): Promise<number> =>
  page.locator('.react-flow__viewport').evaluate((v) => new DOMMatrix(getComputedStyle(v).transform).a);

test('a right click offers what can be done there, also by the menu key', async ({ page }) => {
  await open(page);
  await openFromGallery(page, 'vae-moons');
  const before = await nodeCount(page);
  await node(page, 'prior').click({ button: 'right' });
  const menu = page.getByRole('menu', { name: 'prior' });
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await menu.getByRole('menuitem', { name: /Duplicate/ }).click();
  await expect(node(page, 'prior2')).toBeVisible();
  expect(await nodeCount(page)).toBe(before + 1);
  await node(page, 'prior2').focus();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu', { name: 'prior2' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(node(page, 'prior2')).toBeFocused();
  await page.locator('.react-flow__pane').click({ button: 'right', position: { x: 60, y: 420 } });
  await page.getByRole('menuitem', { name: /Add a node here/ }).click();
  await expect(page.getByRole('combobox', { name: 'Name of a node' })).toBeFocused();
});

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  test('two fingers zoom, a finger that rests opens the menu, one that moves drags', async ({ page }) => {
    await open(page);
    await openFromGallery(page, 'vae-moons');
    const cdp = await page.context().newCDPSession(page);
    const pane = (await page.locator('.react-flow__pane').boundingBox())!;
    const [x, y] = [pane.x + 420, pane.y + pane.height - 100];
    const before = await zoom(page);
    await touch(cdp, 'touchStart', [
      { x: x - 20, y },
      { x: x + 20, y },
    ]);
    for (let d = 25; d <= 60; d += 5)
      await touch(cdp, 'touchMove', [
        { x: x - d, y },
        { x: x + d, y },
      ]);
    await touch(cdp, 'touchEnd', []);
    await expect.poll(() => zoom(page)).toBeGreaterThan(before * 1.3);
    await page.getByRole('button', { name: 'Fit view' }).click();
    await expect.poll(() => zoom(page)).toBeLessThan(before * 1.1);
    await settled(page);

    const box = (await node(page, 'prior').boundingBox())!;
    const at = { x: box.x + 40, y: box.y + 12 };
    await touch(cdp, 'touchStart', [at]);
    await expect(page.getByRole('menu', { name: 'prior' })).toBeVisible();
    await touch(cdp, 'touchEnd', []);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);

    await touch(cdp, 'touchStart', [at]);
    for (let i = 1; i <= 8; i++) await touch(cdp, 'touchMove', [{ x: at.x, y: at.y - 9 * i }]);
    await touch(cdp, 'touchEnd', []);
    await page.waitForTimeout(700);
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect.poll(async () => (await node(page, 'prior').boundingBox())!.y).toBeLessThan(box.y - 20);
  });
});
