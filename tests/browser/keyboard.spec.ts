import { type Locator, type Page, expect, test } from '@playwright/test';
import { node, nodeCount, open, openTemplate, socket } from './studio.ts';

const said = (page: Page): Locator => page.getByRole('status', { name: 'What changed' });
const wire = (page: Page, from: string, to: string): Locator => page.getByLabel(new RegExp(`wire from ${from} to ${to}$`));

test.beforeEach(async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
});

test('every change is told, and its undo, in the words of the command', async ({ page }) => {
  await node(page, 'prior').click();
  await page.keyboard.press('Control+d');
  await expect(said(page)).toContainText('Duplicate prior');
  await page.keyboard.press('Control+z');
  await expect(said(page)).toContainText('Undone: Duplicate prior');
  await page.keyboard.press('Control+Shift+z');
  await expect(said(page)).toContainText('Redone: Duplicate prior');
  await page.keyboard.press('m');
  await expect(said(page)).toContainText('Mute');
});

test('the arrow keys walk over nodes, ports and wires', async ({ page }) => {
  await page.keyboard.press('Escape');
  await node(page, 'data').focus();
  await page.keyboard.press('ArrowRight');
  await expect(node(page, 'enc')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(node(page, 'z')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(node(page, 'prior')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(node(page, 'dec')).toBeFocused();
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(socket(page, 'dec', 'out', 'source')).toBeFocused();
  await expect(socket(page, 'dec', 'out', 'source')).toHaveAccessibleName('output out of dec, distribution, wired to x.p');
  await page.keyboard.press('ArrowRight');
  await expect(socket(page, 'x', 'p', 'target')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(socket(page, 'x', 'data', 'target')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(socket(page, 'data', 'x', 'source')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(node(page, 'data')).toBeFocused();
  await expect(node(page, 'dec')).toHaveAccessibleDescription(/Inputs: x from z.z; network from decNet.out. Outputs: out to x.p/);
});

test('a wire is removed and drawn again from its port, by a list of what fits', async ({ page }) => {
  await socket(page, 'enc', 'network', 'target').focus();
  await page.keyboard.press('Delete');
  await expect(wire(page, 'encNet.out', 'enc.network')).toHaveCount(0);
  await expect(said(page)).toContainText('Remove 1 wire');
  await expect(socket(page, 'enc', 'network', 'target')).toBeFocused();
  await expect(socket(page, 'enc', 'network', 'target')).toHaveAccessibleName('input network of enc, network, not wired, optional');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Wire enc.network' })).toBeVisible();
  await expect(page.getByRole('option').first()).toContainText('encNet.out');
  await expect(page.getByRole('option', { name: /prior/ })).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(wire(page, 'encNet.out', 'enc.network')).toBeAttached();
  await expect(socket(page, 'enc', 'network', 'target')).toBeFocused();
});

test('C on a node asks for the wire it waits for; a new node can be the answer', async ({ page }) => {
  await node(page, 'dec').focus();
  await page.keyboard.press('c');
  await expect(page.getByRole('dialog', { name: 'Wire dec.out' })).toBeVisible();
  await page.keyboard.type('temperature');
  await page.keyboard.press('Enter');
  await expect(wire(page, 'dec.out', 'temperature.base')).toBeAttached();
  await expect(node(page, 'temperature')).toBeFocused();
});

test('removing a node leaves the keyboard on the canvas', async ({ page }) => {
  const before = await nodeCount(page);
  await node(page, 'note').focus();
  await page.keyboard.press('Delete');
  await expect(node(page, 'note')).toHaveCount(0);
  expect(await nodeCount(page)).toBe(before - 1);
  await expect(page.locator('.react-flow__node:focus')).toHaveCount(1);
});

test('commands, nodes, kinds and templates are found by name', async ({ page }) => {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Command' });
  await expect(field).toBeFocused();
  await field.fill('overview');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('img', { name: 'Overview of the drawing' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await field.fill('elbo');
  await expect(page.getByRole('option', { name: /^ELBO \(elbo\)/ })).toBeVisible();
  await expect(page.getByRole('option', { name: /^Add ELBO/ })).toBeVisible();
  await field.fill('add embedding');
  await page.keyboard.press('Enter');
  await expect(node(page, 'embedding')).toBeFocused();
  await page.keyboard.press('Control+k');
  await field.fill('gaussian mixture template');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Title of the drawing' })).not.toHaveValue('VAE on two moons');
});

test('a node is found, selected and brought into view', async ({ page }) => {
  await page.keyboard.press('Control+f');
  const field = page.getByRole('combobox', { name: 'Node to find' });
  await expect(field).toBeFocused();
  await field.fill('decnet');
  await page.keyboard.press('Enter');
  await expect(node(page, 'decNet')).toBeFocused();
  await expect(node(page, 'decNet')).toHaveClass(/selected/);
});

test('selected nodes are aligned and distributed, as one step', async ({ page }) => {
  const y = async (id: string): Promise<number> => (await node(page, id).boundingBox())!.y;
  await node(page, 'encNet').click();
  await node(page, 'dec').click({ modifiers: ['Shift'] });
  await node(page, 'opt').click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: 'Align top edges' }).click();
  await expect(said(page)).toContainText('Align top edges');
  await expect.poll(async () => Math.abs((await y('dec')) - (await y('encNet')))).toBeLessThan(1);
  await expect.poll(async () => Math.abs((await y('opt')) - (await y('encNet')))).toBeLessThan(1);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => Math.abs((await y('dec')) - (await y('encNet')))).toBeGreaterThan(20);
});

test('the view is remembered for each drawing', async ({ page }) => {
  const place = (): Promise<string | null> => page.locator('.react-flow__viewport').getAttribute('style');
  await page.getByRole('button', { name: 'Zoom out' }).click();
  await page.waitForTimeout(500);
  const left = await place();
  await openTemplate(page, 'gan-8gaussians');
  expect(await place()).not.toBe(left);
  await page.keyboard.press('Control+z');
  await openTemplate(page, 'vae-moons');
  expect(await place()).toBe(left);
});
