import { type CDPSession, type Locator, type Page, expect, test } from '@playwright/test';
import { violations } from './axe.ts';
import { node, open, settled, steps } from './studio.ts';

/** Phones and small windows: panels are sheets, one at a time, and the canvas stays of use. */

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
async function fits(page: Page): Promise<void> {
  const { across, wide, down, high } = await page.evaluate(() => ({
    across: document.documentElement.scrollWidth,
    wide: window.innerWidth,
    down: document.documentElement.scrollHeight,
    high: window.innerHeight,
  }));
  expect([across, down]).toEqual([wide, high]);
  for (const shown of await page.locator('.header button:visible, .rail button:visible, .header input:visible').all()) {
    const box = (await shown.boundingBox())!;
    expect(box.x >= 0 && box.x + box.width <= wide, (await shown.textContent()) ?? '').toBe(true);
  }
}
async function openVae(page: Page, tap: boolean): Promise<void> {
  const press = (l: Locator): Promise<void> => (tap ? l.tap() : l.click());
  await press(button(page, 'Gallery'));
  const dialog = page.getByRole('dialog', { name: 'Templates' });
  await expect(dialog.locator('[data-template="vae-moons"]')).toBeVisible();
  const box = (await dialog.boundingBox())!;
  expect(box.x >= 0 && box.x + box.width <= page.viewportSize()!.width).toBe(true);
  await press(dialog.locator('[data-template="vae-moons"]'));
  await expect(node(page, 'enc')).toBeVisible();
  await settled(page);
}
async function noViolations(page: Page, where: string): Promise<void> {
  expect.soft(await violations(page), where).toEqual([]);
}

test.describe('a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('shows the canvas first, opens one sheet at a time, and trains a template by touch', async ({ page }) => {
    const faults = await open(page);
    const canvas = page.getByRole('region', { name: 'Canvas' });
    const sheets = [page.getByRole('region', { name: 'Palette' }), page.getByRole('region', { name: 'Inspector' }), page.locator('.panes')];
    const shown = async (): Promise<readonly boolean[]> => Promise.all(sheets.map((s) => s.isVisible()));
    expect(await shown()).toEqual([false, false, false]);
    await fits(page);
    await openVae(page, true);
    await fits(page);
    for (const [i, name] of ['Nodes', 'Inspect', 'Panes'].entries()) {
      await button(page, name).tap();
      await expect.poll(shown).toEqual([0, 1, 2].map((k) => k === i));
      expect((await canvas.boundingBox())!.height).toBeGreaterThan(250);
      await fits(page);
    }
    await button(page, 'Panes').tap();
    await expect.poll(shown).toEqual([false, false, false]);
    await button(page, 'Inspect').tap();
    await button(page, 'Close the inspector').tap();
    await expect.poll(shown).toEqual([false, false, false]);
    await button(page, 'Train').tap();
    await expect.poll(() => steps(page), { timeout: 60_000 }).toBeGreaterThan(0);
    // What training shows comes up by itself.
    await expect.poll(shown).toEqual([false, false, true]);
    await button(page, 'Pause').tap();
    await button(page, 'Stop').tap();
    // The whole drawing is in what is left of the canvas.
    await button(page, 'Fit view').tap();
    await settled(page);
    const area = (await canvas.boundingBox())!;
    const x = (await node(page, 'x').boundingBox())!;
    expect(x.y + x.height < area.y + area.height && x.x + x.width < area.x + area.width).toBe(true);
    expect(faults).toEqual([]);
  });

  test('a model begins by touch, and the next step fits', async ({ page }) => {
    await open(page);
    await button(page, 'Begin with data').tap();
    const next = page.getByRole('region', { name: 'Next step' });
    await next.getByRole('button', { name: 'Add Prior' }).tap();
    await expect(node(page, 'prior')).toBeVisible();
    await expect(next).toContainText('What should learning make small?');
    await fits(page);
    const box = (await next.boundingBox())!;
    expect(box.x >= 0 && box.x + box.width <= 390).toBe(true);
    await button(page, 'Nodes').tap();
    await page.getByRole('region', { name: 'Palette' }).getByRole('button', { name: 'Note', exact: true }).tap();
    await expect(page.locator('.react-flow__node[data-id="note"]')).toBeVisible();
  });

  test('two fingers zoom also where one of them is on a node, which stays where it is', async ({ page }) => {
    await open(page);
    await openVae(page, true);
    const cdp: CDPSession = await page.context().newCDPSession(page);
    const zoom = (): Promise<number> =>
      page.locator('.react-flow__viewport').evaluate((v) => new DOMMatrix(getComputedStyle(v).transform).a);
    const place = (): Promise<string | null> => node(page, 'enc').getAttribute('style');
    const before = await zoom();
    const stood = await place();
    const box = (await node(page, 'enc').boundingBox())!;
    const at = { x: box.x + box.width / 2, y: box.y + 6 };
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', d: number): Promise<unknown> =>
      cdp.send('Input.dispatchTouchEvent', {
        type,
        touchPoints:
          type === 'touchEnd'
            ? []
            : [
                { x: at.x, y: at.y, id: 0 },
                { x: at.x + 30 + d, y: at.y + 60 + d, id: 1 },
              ],
      });
    await touch('touchStart', 0);
    for (let d = 10; d <= 80; d += 10) await touch('touchMove', d);
    await touch('touchEnd', 0);
    await expect.poll(zoom).toBeGreaterThan(before * 1.5);
    expect(await place()).toBe(stood);
    await expect(page.getByRole('menu')).toHaveCount(0);
  });

  for (const theme of ['light', 'dark'] as const)
    test.describe(theme, () => {
      test.use({ colorScheme: theme });
      test('breaks no rule of accessibility', async ({ page }) => {
        await open(page);
        await openVae(page, true);
        await node(page, 'enc').tap();
        for (const name of theme === 'light' ? ['Nodes', 'Panes'] : ['Inspect']) {
          await button(page, name).tap();
          await noViolations(page, name);
        }
      });
    });
});

for (const [width, height] of [
  [768, 1024],
  [1024, 700],
  [844, 390],
] as const)
  test(`a window of ${width} by ${height} holds everything`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    await fits(page);
    await openVae(page, false);
    await fits(page);
    await button(page, 'Inspect').click();
    await fits(page);
    expect((await page.getByRole('region', { name: 'Canvas' }).boundingBox())!.height).toBeGreaterThan(150);
  });

test('a window made small and large again has its panels as before', async ({ page }) => {
  await open(page);
  await expect(page.getByRole('region', { name: 'Palette' })).toBeVisible();
  await page.setViewportSize({ width: 600, height: 800 });
  await expect(page.getByRole('region', { name: 'Palette' })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Inspector' })).toHaveCount(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(page.getByRole('region', { name: 'Palette' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Inspector' })).toBeVisible();
});
