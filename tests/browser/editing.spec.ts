import { expect, test } from '@playwright/test';
import { drawWire, node, nodeCount, open, openTemplate, socket } from './studio.ts';

test.beforeEach(async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
});

test('what was removed comes back by undo, and goes again by redo', async ({ page }) => {
  const before = await nodeCount(page);
  const wires = await page.locator('.react-flow__edge').count();
  await node(page, 'enc').click();
  await page.keyboard.press('Delete');
  await expect(node(page, 'enc')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await nodeCount(page)).toBe(before);
  await expect(page.locator('.react-flow__edge')).toHaveCount(wires);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(node(page, 'enc')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(node(page, 'enc')).toBeVisible();
});

test('a wire that does not fit is refused, with the reason', async ({ page }) => {
  const wires = await page.locator('.react-flow__edge').count();
  await drawWire(page, socket(page, 'decNet', 'out', 'source'), socket(page, 'enc', 'x', 'target'));
  const messages = page.getByRole('log', { name: 'Messages' });
  await expect(messages).toContainText(/network/);
  await expect(messages).toContainText(/value/);
  await expect(page.locator('.react-flow__edge')).toHaveCount(wires);
});

test('a wire that fits is drawn, and takes the place of the one that was there', async ({ page }) => {
  const wires = await page.locator('.react-flow__edge').count();
  await drawWire(page, socket(page, 'decNet', 'out', 'source'), socket(page, 'enc', 'network', 'target'));
  await expect(page.locator('.react-flow__edge')).toHaveCount(wires);
  await expect(page.getByLabel('network wire from decNet.out to enc.network')).toBeAttached();
  await page.keyboard.press('Control+z');
  await expect(page.getByLabel('network wire from encNet.out to enc.network')).toBeAttached();
});

test('duplicate, copy and paste make nodes with names of their own', async ({ page }) => {
  const before = await nodeCount(page);
  await node(page, 'prior').click();
  await page.keyboard.press('Control+d');
  await expect(node(page, 'prior2')).toBeVisible();
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect.poll(() => nodeCount(page)).toBe(before + 2);
});

test('settings change the drawing, and a value out of range is refused', async ({ page }) => {
  await node(page, 'opt').click();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const rate = inspector.getByRole('textbox', { name: 'Learning rate' });
  await rate.fill('0.001');
  await rate.press('Enter');
  await expect(node(page, 'opt')).toContainText('0.001');
  await rate.fill('1000000');
  await rate.press('Enter');
  await expect(inspector.getByRole('alert')).toContainText('a number from 1e-7 to 10. Until then it stays 0.001');
  await expect(rate).toBeInViewport({ ratio: 1 });
  await expect(inspector.getByRole('alert')).toBeInViewport({ ratio: 1 });
  await expect(node(page, 'opt')).toContainText('0.001');
  // Escape gives it up, and nothing is wrong any more
  await rate.press('Escape');
  await expect(rate).toHaveValue('0.001');
  await expect(inspector.getByRole('alert')).toHaveCount(0);
});

test('a custom network opens for editing, and the way back is shown', async ({ page }) => {
  await page.getByRole('region', { name: 'Palette' }).getByRole('button', { name: 'Custom network' }).click();
  await node(page, 'customNetwork').dblclick();
  await expect(page.getByRole('navigation', { name: 'Where you are' })).toContainText('customNetwork');
  await expect(node(page, 'dense')).toBeVisible();
  await page.getByRole('region', { name: 'Palette' }).getByRole('button', { name: 'Activation' }).click();
  await expect(node(page, 'activation')).toBeVisible();
  await page.getByRole('button', { name: 'VAE on two moons' }).click();
  await expect(node(page, 'enc')).toBeVisible();
});

test('the quick box finds a kind of node by name and adds it', async ({ page }) => {
  const before = await nodeCount(page);
  await page.locator('.react-flow__pane').click({ position: { x: 30, y: 400 } });
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Name of a node' }).fill('latent');
  await page.keyboard.press('Enter');
  await expect(node(page, 'z2')).toBeVisible();
  expect(await nodeCount(page)).toBe(before + 1);
});

test('a node dragged from the palette lands on the canvas', async ({ page }) => {
  await page
    .getByRole('region', { name: 'Palette' })
    .getByRole('button', { name: 'Embedding' })
    .dragTo(page.locator('.react-flow__pane'), {
      targetPosition: { x: 500, y: 400 },
    });
  await expect(node(page, 'embedding')).toBeVisible();
});
