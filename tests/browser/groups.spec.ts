import { type Page, expect, test } from '@playwright/test';
import { node, nodeCount, open, openTemplate, savedText, settled, socket, steps } from './studio.ts';

/** Groups: made, entered, shown, reused, taken apart. */

const inspector = (page: Page) => page.getByRole('region', { name: 'Inspector' });
const where = (page: Page) => page.getByRole('navigation', { name: 'Where you are' });

/** The view may still be on its way to the drawing: a click that met nothing is made again. */
async function selectAll(page: Page, ...ids: readonly string[]): Promise<void> {
  for (const [i, id] of ids.entries())
    await expect(async () => {
      if (!(await isSelected(page, id))) await node(page, id).click(i === 0 ? {} : { modifiers: ['Shift'] });
      expect(await isSelected(page, id)).toBe(true);
    }).toPass();
}
const isSelected = async (page: Page, id: string): Promise<boolean> =>
  ((await node(page, id).getAttribute('class')) ?? '').includes('selected');
async function group(page: Page, ...ids: readonly string[]): Promise<void> {
  await selectAll(page, ...ids);
  await page.keyboard.press('Control+g');
  await expect(node(page, 'group')).toBeVisible();
}
const noProblems = async (page: Page): Promise<void> => {
  await page.getByRole('tab', { name: 'Problems' }).click();
  await expect(inspector(page)).toContainText('Nothing is wrong');
};

test.describe('a group of a VAE', () => {
  test.beforeEach(async ({ page }) => {
    await open(page);
    await openTemplate(page, 'vae-moons');
  });

  test('is made of a selection, means the same, and is one step to undo', async ({ page }) => {
    const before = await nodeCount(page);
    await group(page, 'enc', 'encNet');
    expect(await nodeCount(page)).toBe(before - 1);
    await expect(node(page, 'group')).toContainText('2 nodes');
    await expect(page.getByLabel('value wire from data.x to group.x')).toBeAttached();
    await expect(page.getByLabel('distribution wire from group.q to z.q')).toBeAttached();
    await noProblems(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await expect(node(page, 'enc')).toBeVisible();
    expect(await nodeCount(page)).toBe(before);
  });

  test('is entered by double-click and by Enter, and left by Escape and the way back, also from a group in a group', async ({ page }) => {
    await group(page, 'enc', 'encNet');
    await node(page, 'group').dblclick();
    await expect(where(page)).toContainText('inside of a group');
    await expect(node(page, 'enc')).toBeVisible();
    await expect(node(page, 'dec')).toHaveCount(0);
    await settled(page);
    await selectAll(page, 'encNet');
    await page.keyboard.press('Control+g');
    await expect(page.locator('.react-flow__node-graph.selected')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(where(page).getByRole('button')).toHaveCount(2);
    await expect(node(page, 'encNet')).toBeVisible();
    await expect(node(page, 'enc')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(node(page, 'enc')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(where(page)).toHaveCount(0);
    await expect(node(page, 'dec')).toBeVisible();
    await noProblems(page);
  });

  test('shows a promoted setting, with a value of its own at each use', async ({ page }) => {
    await group(page, 'encNet', 'enc');
    await node(page, 'group').dblclick();
    await settled(page);
    await node(page, 'encNet').click();
    await inspector(page)
      .getByRole('button', { name: /Show Hidden.* on the group/ })
      .click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await settled(page);
    await node(page, 'group').click();
    const hidden = inspector(page).getByRole('textbox', { name: /of encNet/ });
    await hidden.fill('7');
    await hidden.press('Enter');
    await expect(node(page, 'group')).toContainText(/\d/);
    const saved: unknown = JSON.parse(await savedText(page));
    expect(JSON.stringify(saved)).toContain('"promoted"');
    // A second use starts at what the inside says.
    await page.getByRole('group', { name: 'Groups of this drawing' }).getByRole('button').click();
    await expect(inspector(page).getByRole('textbox', { name: /of encNet/ })).not.toHaveValue('7');
    await expect(inspector(page)).toContainText('Used 2 times');
    await inspector(page).getByRole('button', { name: 'Make independent' }).click();
    await expect(inspector(page)).not.toContainText('Used 2 times');
  });

  test('is taken apart again without loss, and trains', async ({ page }) => {
    const before: { nodes: { id: string }[]; wires: unknown[] } = JSON.parse(await savedText(page));
    await group(page, 'enc', 'encNet', 'z');
    await node(page, 'group').click();
    await inspector(page).getByRole('button', { name: 'Ungroup' }).click();
    await expect(node(page, 'enc')).toBeVisible();
    const after: { nodes: { id: string }[]; wires: unknown[] } = JSON.parse(await savedText(page));
    const text = (all: readonly unknown[]): readonly string[] => all.map((one) => JSON.stringify(one)).toSorted();
    expect(text(after.nodes)).toEqual(text(before.nodes));
    expect(text(after.wires)).toEqual(text(before.wires));
    await page.keyboard.press('Control+z');
    await expect(node(page, 'group')).toBeVisible();
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await expect.poll(() => steps(page), { timeout: 60_000 }).toBeGreaterThan(0);
    await node(page, 'group').click();
    await page.getByRole('tab').first().click();
    await expect(inspector(page)).toContainText(/trained by opt/);
  });

  test('shows what is wrong inside at the group, and at the node when inside', async ({ page }) => {
    await group(page, 'enc', 'encNet');
    await node(page, 'group').dblclick();
    await settled(page);
    await node(page, 'x').click();
    await page.keyboard.press('Delete');
    await expect(node(page, 'enc').locator('.node-flag')).toBeVisible();
    await page.getByRole('button', { name: 'VAE on two moons' }).click();
    await expect(node(page, 'group').locator('.node-flag')).toBeVisible();
    await page.getByRole('tab', { name: 'Problems' }).click();
    await inspector(page).getByRole('button', { name: 'group/enc.x' }).click();
    await expect(where(page)).toBeVisible();
    await expect(node(page, 'enc')).toHaveClass(/selected/);
  });
});

test.describe('bends, frames and notes', () => {
  test.beforeEach(async ({ page }) => {
    await open(page);
    await openTemplate(page, 'vae-moons');
  });

  test('a wire is bent by Alt and click and by keyboard, means the same, and is straightened', async ({ page }) => {
    const wire = page.getByLabel('network wire from encNet.out to enc.network');
    await expect(async () => {
      const box = (await wire.locator('path').first().boundingBox({ timeout: 1000 }))!;
      await page.keyboard.down('Alt');
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await page.keyboard.up('Alt');
      await expect(node(page, 'dot')).toBeVisible({ timeout: 2000 });
    }).toPass();
    await expect(page.getByLabel('network wire from encNet.out to dot.in')).toBeAttached();
    await expect(page.getByLabel('network wire from dot.out to enc.network')).toBeAttached();
    await page.keyboard.press('b');
    await expect(node(page, 'dot')).toHaveCount(0);
    await expect(wire).toBeAttached();
    // A wire takes the focus like a node; Enter selects it.
    await page.getByLabel('variable wire from x.variable to elbo.variables').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('b');
    await expect(node(page, 'dot')).toBeVisible();
    await page.getByRole('tab', { name: 'Problems' }).click();
    await expect(inspector(page)).toContainText('Nothing is wrong');
    // A second wire starts at the dot, which carries what it bends.
    await page.keyboard.press('Control+z');
    await page.getByLabel('network wire from encNet.out to enc.network').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('b');
    await expect(node(page, 'dot')).toBeVisible();
    const dot = (await node(page, 'dot').boundingBox())!;
    const target = (await socket(page, 'dec', 'network', 'target').boundingBox())!;
    await page.mouse.move(dot.x + dot.width - 1, dot.y + dot.height / 2);
    await page.mouse.down();
    await page.mouse.move(target.x - 20, target.y + 20, { steps: 5 });
    await page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 5 });
    await page.mouse.up();
    await expect(page.getByLabel('network wire from dot.out to dec.network')).toBeAttached();
  });

  test('a frame gets a title in its place and a colour, carries what lies inside by mouse and by keyboard', async ({ page }) => {
    await selectAll(page, 'enc');
    await page.keyboard.press('g');
    const title = page.getByRole('textbox', { name: 'Title of the frame' });
    await expect(title).toBeFocused();
    await title.fill('inference side');
    await title.press('Enter');
    await expect(node(page, 'frame')).toContainText('inference side');
    await inspector(page).getByRole('radio', { name: 'blue' }).check();
    await expect(node(page, 'frame').locator('.frame')).toHaveAttribute('data-color', 'blue');
    const place = async (id: string): Promise<{ x: number; y: number }> => {
      const box = (await node(page, id).boundingBox())!;
      return { x: Math.round(box.x), y: Math.round(box.y) };
    };
    const [enc, z] = [await place('enc'), await place('z')];
    const bar = (await node(page, 'frame').locator('.frame-title').boundingBox())!;
    await page.mouse.move(bar.x + 20, bar.y + 8);
    await page.mouse.down();
    await page.mouse.move(bar.x + 20, bar.y + 108, { steps: 5 });
    await page.mouse.up();
    await expect.poll(async () => (await place('enc')).y - enc.y).toBeGreaterThan(60);
    expect(await place('z')).toEqual(z);
    const down = await place('enc');
    await node(page, 'frame').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect.poll(async () => (await place('enc')).y).toBeLessThan(down.y);
    await node(page, 'frame').locator('.frame-title').dblclick();
    await title.fill('never');
    await title.press('Escape');
    await expect(node(page, 'frame')).toContainText('inference side');
  });

  test('a note is written in its place, in Markdown with mathematics, and is harmless', async ({ page }) => {
    await page.getByRole('region', { name: 'Palette' }).getByRole('button', { name: 'Note' }).click();
    const text = page.getByRole('textbox', { name: /Text of the note/ });
    await expect(text).toBeFocused();
    await text.fill('# Why\n\n**Bold** and $x^2$, [paper](https://example.org/p), [no](javascript:alert(1)), <img src=x onerror=alert(1)>');
    await text.press('Escape');
    const note = page.locator('.react-flow__node.selected');
    await expect(note.getByRole('heading', { name: 'Why' })).toBeVisible();
    await expect(note.locator('.katex')).toBeVisible();
    await expect(note.getByRole('link')).toHaveCount(1);
    await expect(note.getByRole('link', { name: 'paper' })).toHaveAttribute('rel', /noopener/);
    await expect(note.locator('img')).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(text).toBeFocused();
    await expect(text).toHaveValue(/Bold/);
  });
});
