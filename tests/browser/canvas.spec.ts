import { type Page, expect, test } from '@playwright/test';
import { node, nodeCount, open, openTemplate, openText, savedText, settled } from './studio.ts';

const wire = (page: Page, from: string, to: string) => page.getByLabel(new RegExp(`wire from ${from} to ${to}$`));
const places = async (page: Page): Promise<Readonly<Record<string, { x: number; y: number }>>> => {
  const { nodes } = JSON.parse(await savedText(page)) as { nodes: readonly { id: string; position: { x: number; y: number } }[] };
  return Object.fromEntries(nodes.map((n) => [n.id, n.position]));
};

test('Shift L lays out in layers, under the policy of the built page', async ({ page }) => {
  const faults = await open(page);
  await openTemplate(page, 'vae-moons');
  const before = await places(page);
  await page.locator('.react-flow__pane').click({ position: { x: 20, y: 460 } });
  await page.keyboard.press('Shift+L');
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveAttribute('title', /Lay out in layers/, { timeout: 30_000 });
  const after = await places(page);
  expect(Object.keys(after).filter((id) => after[id]!.x !== before[id]!.x || after[id]!.y !== before[id]!.y).length).toBeGreaterThan(3);
  // Data flows left to right.
  expect(after['data']!.x).toBeLessThan(after['enc']!.x);
  expect(after['enc']!.x).toBeLessThan(after['z']!.x);
  expect(faults).toEqual([]);
});

test('a node dropped from the palette on a wire stands in it', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'realnvp-8gaussians');
  const before = await nodeCount(page);
  await page.getByRole('button', { name: 'Fit view' }).click();
  await settled(page);
  const [line] = await page.getByLabel(/distribution wire from prior\.out to /).all();
  const to = /to (.+)$/.exec((await line!.getAttribute('aria-label'))!)![1]!;
  const middle = await line!.locator('.react-flow__edge-path').evaluate((path: SVGPathElement) => {
    const p = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM()!);
    return { x: p.x, y: p.y };
  });
  const pane = (await page.locator('.react-flow__pane').boundingBox())!;
  await page
    .getByRole('region', { name: 'Palette' })
    .getByRole('button', { name: 'Temperature' })
    .dragTo(page.locator('.react-flow__pane'), { targetPosition: { x: middle.x - pane.x, y: middle.y - pane.y }, force: true });
  await expect(wire(page, 'prior.out', 'temperature.base')).toBeAttached();
  await expect(wire(page, 'temperature.out', to)).toBeAttached();
  expect(await nodeCount(page)).toBe(before + 1);
  await page.keyboard.press('Control+z');
  await expect(wire(page, 'prior.out', to)).toBeAttached();
  expect(await nodeCount(page)).toBe(before);
});

test('two drawings of one title have a view each', async ({ page }) => {
  await open(page);
  const view = (): Promise<string | null> => page.locator('.react-flow__viewport').getAttribute('style');
  const add = (name: string): Promise<void> =>
    page.getByRole('region', { name: 'Palette' }).getByRole('button', { name, exact: true }).click();
  await add('Dataset');
  await page.getByRole('button', { name: 'Zoom out' }).click();
  await page.getByRole('button', { name: 'Zoom out' }).click();
  await settled(page);
  const far = await view();
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New drawing' }).click();
  await expect(page.getByRole('heading', { name: 'Draw a model' })).toBeVisible();
  await add('Prior');
  await page.getByRole('button', { name: 'Fit view' }).click();
  await settled(page);
  expect(await view()).not.toBe(far);
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Drawings…' }).click();
  await page.locator('.project:not(.here)').getByRole('button', { name: 'Open Untitled', exact: true }).click();
  await expect(node(page, 'dataset')).toBeVisible();
  await settled(page);
  expect(await view()).toBe(far);
});

test('beyond what is mounted Tab goes on, and the view with it', async ({ page }) => {
  await open(page);
  const nodes = Array.from({ length: 160 }, (_, i) => ({
    id: `n${i}`,
    kind: 'Prior',
    version: 1,
    params: {},
    position: { x: 400 * (i % 2), y: 260 * Math.floor(i / 2) },
  }));
  const text = JSON.parse(await savedText(page)) as Record<string, unknown>;
  await openText(page, 'many.wellspring.json', JSON.stringify({ ...text, title: 'Many', nodes, wires: [] }));
  await expect(page.locator('.react-flow__node-graph').first()).toBeVisible();
  // Near enough that only some of them are in sight.
  await page.getByRole('button', { name: 'Fit view' }).click();
  await settled(page);
  await page.evaluate(() => document.querySelector<HTMLElement>('.react-flow__node[data-id="n0"]')?.focus());
  for (let i = 0; i < 8; i++) await page.getByRole('button', { name: 'Zoom in' }).click();
  await settled(page);
  const mounted = await page.locator('.react-flow__node-graph').evaluateAll((all) => all.map((n) => n.getAttribute('data-id')!));
  expect(mounted.length).toBeLessThan(160);
  const last = mounted
    .map((id) => Number(id.slice(1)))
    .toSorted((a, b) => a - b)
    .at(-1)!;
  const target = last === 159 ? Math.min(...mounted.map((id) => Number(id.slice(1)))) : last;
  await node(page, `n${target}`).focus();
  await page.keyboard.press(last === 159 ? 'Shift+Tab' : 'Tab');
  await expect(node(page, `n${last === 159 ? target - 1 : target + 1}`)).toBeFocused();
});

test('a group that no node is of can be deleted from the palette, and undone', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await node(page, 'enc').click();
  await node(page, 'encNet').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+g');
  await expect(node(page, 'group')).toBeVisible();
  const own = page.getByRole('group', { name: 'Groups of this drawing' });
  await expect(own).toBeVisible();
  await expect(own.getByRole('button', { name: /^Delete the group/ })).toHaveCount(0);
  await node(page, 'group').click();
  await page.keyboard.press('Shift+Delete');
  await expect(node(page, 'group')).toHaveCount(0);
  await own.getByRole('button', { name: /^Delete the group/ }).click();
  await expect(own).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(own.getByRole('button', { name: /^Delete the group/ })).toBeVisible();
});
