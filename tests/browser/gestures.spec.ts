import { type Page, expect, test } from '@playwright/test';
import { drawWire, node, nodeCount, open, openTemplate, savedText, socket } from './studio.ts';

interface Saved {
  readonly nodes: readonly { readonly id: string; readonly kind: string; readonly position: { readonly x: number; readonly y: number } }[];
  readonly wires: readonly {
    readonly from: { readonly node: string; readonly port: string };
    readonly to: { readonly node: string; readonly port: string };
  }[];
}
const saved = async (page: Page): Promise<Saved> => JSON.parse(await savedText(page)) as Saved;
const wires = async (page: Page): Promise<readonly string[]> =>
  (await saved(page)).wires.map((w) => `${w.from.node}.${w.from.port}>${w.to.node}.${w.to.port}`);
const wire = (page: Page, from: string, to: string) => page.getByLabel(new RegExp(`wire from ${from} to ${to}$`));
/** The middle of a wire, on the screen. */
const middleOf = (page: Page, from: string, to: string): Promise<{ x: number; y: number }> =>
  wire(page, from, to)
    .locator('.react-flow__edge-path')
    .evaluate((path: SVGPathElement) => {
      const p = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM()!);
      return { x: p.x, y: p.y };
    });
const endOf = async (page: Page, from: string, to: string): Promise<{ x: number; y: number }> => {
  const box = (await wire(page, from, to).locator('.wire-end').boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }, before?: () => Promise<void>): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // A hand begins slowly; React Flow takes hold where the first move ends.
  await page.mouse.move(from.x + 2, from.y);
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 });
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await before?.();
  await page.mouse.up();
}
const centre = async (page: Page, id: string): Promise<{ x: number; y: number }> => {
  const box = (await node(page, id).boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

test.describe('nodes', () => {
  test.beforeEach(async ({ page }) => {
    await open(page);
    await openTemplate(page, 'realnvp-8gaussians');
  });

  test('a node dropped on a wire stands in it, and removing it leads the wire past it, each as one step', async ({ page }) => {
    const before = await wires(page);
    const [first] = before.filter((w) => w.startsWith('prior.out>'));
    const [from, to] = first!.split('>') as [string, string];
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Palette' }).getByRole('button', { name: 'Permute' }).click();
    const added = node(page, 'permute');
    await expect(added).toBeVisible();
    const target = await middleOf(page, from, to);
    const box = (await added.boundingBox())!;
    await drag(page, { x: box.x + box.width / 2, y: box.y + 12 }, { x: target.x, y: target.y - box.height / 2 + 12 }, async () => {
      await expect(wire(page, from, to).locator('.wire')).toHaveClass(/taking/);
    });
    await expect(wire(page, from, 'permute.base')).toBeAttached();
    await expect(wire(page, 'permute.out', to)).toBeAttached();
    await expect(wire(page, from, to)).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expect(wire(page, from, to)).toBeAttached();
    await page.keyboard.press('Control+Shift+z');
    await added.click();
    await page.keyboard.press('Delete');
    await expect(wire(page, from, to)).toBeAttached();
    expect([...(await wires(page))].toSorted()).toEqual([...before].toSorted());
    await page.keyboard.press('Control+z');
    await expect(added).toBeVisible();
    await added.click();
    await page.keyboard.press('Shift+Delete');
    await expect(added).toHaveCount(0);
    await expect(wire(page, from, to)).toHaveCount(0);
  });

  test('a double click on a wire offers what fits into it', async ({ page }) => {
    const [from, to] = (await wires(page)).find((w) => w.startsWith('prior.out>'))!.split('>') as [string, string];
    const at = await middleOf(page, from, to);
    await page.mouse.dblclick(at.x, at.y);
    const box = page.getByRole('combobox', { name: 'Name of a node' });
    await expect(box).toBeFocused();
    await expect(page.getByRole('option', { name: /Optimiser/ })).toHaveCount(0);
    await box.fill('temperature');
    await page.keyboard.press('Enter');
    await expect(wire(page, from, 'temperature.base')).toBeAttached();
    await expect(wire(page, 'temperature.out', to)).toBeAttached();
  });

  test('Alt drags a copy off', async ({ page }) => {
    const before = await nodeCount(page);
    const at = await centre(page, 'prior');
    const stays = (await saved(page)).nodes.find((n) => n.id === 'prior')!.position;
    await page.keyboard.down('Alt');
    await drag(page, at, { x: at.x + 20, y: at.y + 160 });
    await page.keyboard.up('Alt');
    await expect(node(page, 'prior2')).toBeVisible();
    expect(await nodeCount(page)).toBe(before + 1);
    const after = await saved(page);
    expect(after.nodes.find((n) => n.id === 'prior')!.position).toEqual(stays);
    expect(after.nodes.find((n) => n.id === 'prior2')!.position.y).toBeGreaterThan(stays.y + 60);
  });

  test('dragging settles level with other nodes, and says with which', async ({ page }) => {
    const at = await centre(page, 'prior');
    let shown = 0;
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    for (let i = 1; i <= 12; i++) {
      await page.mouse.move(at.x, at.y + i * 7);
      shown += await page.locator('.guide').count();
    }
    await page.mouse.up();
    expect(shown).toBeGreaterThan(0);
    await expect(page.locator('.guide')).toHaveCount(0);
  });
});

test.describe('wires', () => {
  test.beforeEach(async ({ page }) => {
    await open(page);
    await openTemplate(page, 'vae-moons');
  });

  test('a wire moves by its input end, and goes when it is let go over nothing', async ({ page }) => {
    const end = await endOf(page, 'decNet.out', 'dec.network');
    const target = (await socket(page, 'enc', 'network', 'target').boundingBox())!;
    await drag(page, end, { x: target.x + 7, y: target.y + 7 }, async () => {
      await expect(wire(page, 'decNet.out', 'dec.network').locator('.wire')).toHaveClass(/lifted/);
    });
    await expect(wire(page, 'decNet.out', 'enc.network')).toBeAttached();
    await expect(wire(page, 'decNet.out', 'dec.network')).toHaveCount(0);
    await expect(wire(page, 'encNet.out', 'enc.network')).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expect(wire(page, 'decNet.out', 'dec.network')).toBeAttached();
    await expect(wire(page, 'encNet.out', 'enc.network')).toBeAttached();
    const held = (await socket(page, 'dec', 'network', 'target').boundingBox())!;
    await drag(page, { x: held.x + 7, y: held.y + 7 }, { x: held.x + 60, y: held.y - 150 });
    await expect(wire(page, 'decNet.out', 'dec.network')).toHaveCount(0);
    await expect(page.getByRole('combobox', { name: 'Name of a node' })).toHaveCount(0);
  });

  test('a wire put back where it was changes nothing', async ({ page }) => {
    const end = await endOf(page, 'decNet.out', 'dec.network');
    await drag(page, end, { x: end.x + 3, y: end.y + 3 }, async () => {
      await expect(wire(page, 'decNet.out', 'dec.network').locator('.wire')).toHaveClass(/lifted/);
    });
    await expect(wire(page, 'decNet.out', 'dec.network')).toBeAttached();
    await expect(page.getByRole('button', { name: 'Undo' })).toHaveAttribute('title', /Replace drawing/);
  });

  test('what does not fit the wire in hand steps back', async ({ page }) => {
    const from = (await socket(page, 'encNet', 'out', 'source').boundingBox())!;
    await page.mouse.move(from.x + 7, from.y + 7);
    await page.mouse.down();
    await page.mouse.move(from.x + 30, from.y + 60, { steps: 4 });
    await expect(node(page, 'opt').locator('.node')).toHaveClass(/dim/);
    await expect(node(page, 'dec').locator('.node')).not.toHaveClass(/dim/);
    await expect(socket(page, 'dec', 'network', 'target')).toHaveClass(/ fit/);
    await expect(socket(page, 'dec', 'x', 'target')).toHaveClass(/unfit/);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect(node(page, 'opt').locator('.node')).not.toHaveClass(/dim/);
  });

  test('a wire let go over a node goes to the port that fits', async ({ page }) => {
    await node(page, 'enc').click();
    const out = socket(page, 'encNet', 'out', 'source');
    await drawWire(page, out, node(page, 'dec').locator('.card-facts'));
    await expect(wire(page, 'encNet.out', 'dec.network')).toBeAttached();
  });

  test('a wire let go over nothing offers what fits, and is wired to it', async ({ page }) => {
    const from = (await socket(page, 'dec', 'out', 'source').boundingBox())!;
    await drag(page, { x: from.x + 7, y: from.y + 7 }, { x: from.x + 40, y: from.y + 240 });
    await expect(page.getByRole('combobox', { name: 'Name of a node' })).toBeFocused();
    await page.keyboard.type('mixture');
    await page.keyboard.press('Enter');
    await expect(wire(page, 'dec.out', 'mixture.parts')).toBeAttached();
  });

  test('paste with Shift keeps the wires that come in', async ({ page }) => {
    await node(page, 'dec').click();
    await page.keyboard.press('Control+c');
    await page.keyboard.press('Control+v');
    await expect(node(page, 'dec2')).toBeVisible();
    expect((await wires(page)).filter((w) => w.includes('dec2'))).toEqual([]);
    await page.keyboard.press('Control+Shift+v');
    await expect(node(page, 'dec3')).toBeVisible();
    expect((await wires(page)).filter((w) => w.includes('dec3')).toSorted()).toEqual(['decNet.out>dec3.network', 'z.z>dec3.x']);
    await page.keyboard.press('Control+z');
    await expect(node(page, 'dec3')).toHaveCount(0);
  });

  test('Shift and drag selects what the box touches', async ({ page }) => {
    const a = (await node(page, 'prior').boundingBox())!;
    const b = (await node(page, 'decNet').boundingBox())!;
    await page.keyboard.down('Shift');
    await drag(page, { x: a.x - 5, y: a.y - 5 }, { x: b.x + 20, y: b.y + 20 });
    await page.keyboard.up('Shift');
    await expect(page.locator('.react-flow__node.selected')).toHaveCount(2);
  });
});
