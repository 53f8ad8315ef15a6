import { type Page, expect, test } from '@playwright/test';
import { node, open, openTemplate, openText, savedText, settled, socket, steps } from './studio.ts';

/** Chains of a prior and two maps, side by side: 180 nodes, of which only those in sight are on the page when one is near. */
const ROWS = 12;
async function openMany(page: Page): Promise<void> {
  const text = JSON.parse(await savedText(page)) as Record<string, unknown>;
  const chains = Array.from({ length: 60 }, (_, m) => m);
  const at = (m: number, i: number) => ({ x: Math.floor(m / ROWS) * 760 + i * 230, y: (m % ROWS) * 160 });
  const kinds = ['Prior', 'Permute', 'Permute'];
  const nodes = chains.flatMap((m) => kinds.map((kind, i) => ({ id: `n${m}_${i}`, kind, version: 1, params: {}, position: at(m, i) })));
  const wires = chains.flatMap((m) =>
    [0, 1].map((i) => ({ from: { node: `n${m}_${i}`, port: 'out' }, to: { node: `n${m}_${i + 1}`, port: 'base' } })),
  );
  const frames = [{ id: 'twelve', title: 'Twelve', position: { x: 1490, y: 300 }, size: { width: 700, height: 640 } }];
  await openText(page, 'many.wellspring.json', JSON.stringify({ ...text, title: 'Many', nodes, wires, frames }));
  await expect(node(page, 'n0_0')).toBeAttached();
  await page.getByRole('button', { name: 'Fit view' }).click();
  await settled(page);
}
/** From here on it is noted which nodes and wires the page changes. */
const watch = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen = new Set<string>();
    const changes = new MutationObserver((list) => {
      for (const { target } of list) {
        const id = (target instanceof Element ? target : target.parentElement)
          ?.closest('.react-flow__node, .react-flow__edge')
          ?.getAttribute('data-id');
        if (id) seen.add(id);
      }
    });
    const viewport = document.querySelector('.react-flow__viewport')!;
    changes.observe(viewport, { subtree: true, childList: true, attributes: true, characterData: true });
    (window as unknown as { seen: Set<string> }).seen = seen;
  });
const changed = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen].toSorted());
const middle = async (page: Page, selector: string): Promise<{ x: number; y: number }> => {
  const b = (await page.locator(selector).boundingBox())!;
  return { x: b.x + b.width / 2, y: b.y + b.height / 2 };
};
/** In the drawing's own units. */
const placeIn = async (page: Page, id: string): Promise<{ x: number; y: number }> =>
  (JSON.parse(await savedText(page)) as { nodes: { id: string; position: { x: number; y: number } }[] }).nodes.find((n) => n.id === id)!
    .position;

test.describe('many nodes', () => {
  test.beforeEach(async ({ page }) => {
    await open(page);
    await openMany(page);
  });

  test('a drag changes the node that is dragged and its wires, nothing else', async ({ page }) => {
    await page.locator('.react-flow__pane').click({ position: { x: 6, y: 300 } });
    const from = await middle(page, '.react-flow__node[data-id="n29_1"]');
    const before = await placeIn(page, 'n29_1');
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 8, from.y + 8, { steps: 3 });
    await settled(page);
    await watch(page);
    await page.mouse.move(from.x + 30, from.y + 44, { steps: 8 });
    const there = await middle(page, '.react-flow__node[data-id="n29_1"]');
    expect(Math.abs(there.x - from.x - 30)).toBeLessThan(12);
    expect(Math.abs(there.y - from.y - 44)).toBeLessThan(12);
    const wires = (await changed(page)).filter((id) => id !== 'n29_1');
    expect(wires.length).toBeLessThanOrEqual(2);
    for (const id of wires) expect(id).toMatch(/n29_0\.out.*n29_1\.base|n29_1\.out.*n29_2\.base/);
    await page.mouse.up();
    await settled(page);
    // Let go, it stays where it was held.
    const after = await middle(page, '.react-flow__node[data-id="n29_1"]');
    expect(Math.abs(after.x - there.x)).toBeLessThan(1.5);
    expect(Math.abs(after.y - there.y)).toBeLessThan(1.5);
    expect(await placeIn(page, 'n29_1')).not.toEqual(before);
    await page.keyboard.press('Control+z');
    expect(await placeIn(page, 'n29_1')).toEqual(before);
  });

  test('a frame takes along what stands in it, with the wires between, as one step', async ({ page }) => {
    const inner = await placeIn(page, 'n27_0');
    const title = await middle(page, '.react-flow__node[data-id="twelve"] .frame-title');
    const node0 = await middle(page, '.react-flow__node[data-id="n27_0"]');
    const wireAt = () => page.locator('.react-flow__edge[data-id*="n27_0"] .react-flow__edge-path').boundingBox();
    const wire0 = (await wireAt())!;
    await page.mouse.move(title.x, title.y);
    await page.mouse.down();
    await page.mouse.move(title.x + 20, title.y + 30, { steps: 6 });
    const held = await middle(page, '.react-flow__node[data-id="n27_0"]');
    const wire1 = (await wireAt())!;
    const moved = { x: held.x - node0.x, y: held.y - node0.y };
    expect(moved.y).toBeGreaterThan(15);
    expect(Math.abs(wire1.x - wire0.x - moved.x)).toBeLessThan(1.5);
    expect(Math.abs(wire1.y - wire0.y - moved.y)).toBeLessThan(1.5);
    await page.mouse.up();
    await settled(page);
    const after = await middle(page, '.react-flow__node[data-id="n27_0"]');
    expect(Math.abs(after.y - held.y)).toBeLessThan(1.5);
    expect((await placeIn(page, 'n27_0')).y).toBeGreaterThan(inner.y);
    await page.keyboard.press('Control+z');
    expect(await placeIn(page, 'n27_0')).toEqual(inner);
  });

  test('from far away cards keep their size and their names, and the keyboard its ports', async ({ page }) => {
    const size = () => node(page, 'n29_1').evaluate((n: HTMLElement) => [n.offsetWidth, n.offsetHeight]);
    const far = await size();
    await expect(page.getByRole('region', { name: 'Canvas' })).toHaveClass(/\bfar\b/);
    await expect(socket(page, 'n29_1', 'base', 'target')).not.toHaveRole('button');
    // Nothing of it is on the page but its place.
    expect(await page.locator('.socket[role=button]').count()).toBe(0);
    await expect(page.getByRole('group', { name: 'Permute n29_1' })).toBeAttached();
    await node(page, 'n29_1').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const port = page.getByRole('button', { name: /of n29_1, distribution/ });
    await expect(port.and(page.locator(':focus'))).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(node(page, 'n29_1')).toBeFocused();
    for (let i = 0; i < 9; i++) await page.getByRole('button', { name: 'Zoom in' }).click();
    await settled(page);
    await expect(page.getByRole('region', { name: 'Canvas' })).not.toHaveClass(/\bfar\b/);
    // Only what is in sight is on the page, with all its ports.
    await expect.poll(() => page.locator('.react-flow__node-graph').count()).toBeLessThan(120);
    expect(await page.locator('.socket[role=button]').count()).toBeGreaterThan(4);
    const seen = await page
      .locator('.react-flow__node-graph')
      .first()
      .evaluate((n: HTMLElement) => [n.offsetWidth, n.offsetHeight]);
    expect(seen[0]).toBe(far[0]);
  });

  test('wires that a box takes in are chosen when it is let go', async ({ page }) => {
    const a = (await node(page, 'n28_0').boundingBox())!;
    const b = (await node(page, 'n29_2').boundingBox())!;
    await page.keyboard.down('Shift');
    await page.mouse.move(a.x - 4, a.y - 4);
    await page.mouse.down();
    await page.mouse.move(b.x + b.width, b.y + b.height, { steps: 5 });
    await expect(page.locator('.react-flow__node-graph.selected')).toHaveCount(6);
    await expect(page.locator('.react-flow__edge.selected')).toHaveCount(0);
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await expect(page.locator('.react-flow__edge.selected')).toHaveCount(4);
  });
});

test('the view that shows everything shows the pictures beside circles, too', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect.poll(() => steps(page)).toBeGreaterThan(0);
  const pictures = page.locator('.circle-picture');
  await expect(pictures).toHaveCount(2, { timeout: 30_000 });
  // The circle with the picture below everything else.
  const z = await middle(page, '.react-flow__node[data-id="z"]');
  await page.mouse.move(z.x, z.y - 8);
  await page.mouse.down();
  await page.mouse.move(z.x, z.y + 330, { steps: 8 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Fit view' }).click();
  await settled(page);
  const canvas = (await page.getByRole('region', { name: 'Canvas' }).boundingBox())!;
  for (const picture of await pictures.all()) {
    const b = (await picture.boundingBox())!;
    expect(b.y).toBeGreaterThan(canvas.y + 60);
    expect(b.y + b.height).toBeLessThan(canvas.y + canvas.height - 50);
  }
});
