/** What is seen of a run early, narrowly and between examples; what a drawing with groups lacks; runs that come back to their drawing. */
import { readFile } from 'node:fs/promises';
import { type Locator, type Page, expect, test } from '@playwright/test';
import { node, open, openTemplate, openText, savedText, steps } from './studio.ts';

interface File {
  nodes: { id: string; kind: string; version: number; params: Readonly<Record<string, unknown>>; position: { x: number; y: number } }[];
  wires: { from: { node: string; port: string }; to: { node: string; port: string } }[];
  view: Readonly<Record<string, unknown>>;
}
const run = (page: Page): Locator => page.getByRole('region', { name: 'Run' });
const templateFile = async (name: string): Promise<File> => JSON.parse(await readFile(`templates/${name}.wellspring.json`, 'utf8')) as File;

async function onWasm(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run settings' }).click();
  await page.getByRole('dialog').getByLabel('Backend').selectOption('wasm');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}
async function opened(page: Page, file: File): Promise<string[]> {
  const faults = await open(page);
  await openText(page, 'drawing.wellspring.json', JSON.stringify(file));
  await expect(page.getByRole('region', { name: 'Programs' })).toHaveAttribute('aria-busy', 'false');
  await expect(node(page, 'x')).toBeVisible();
  await onWasm(page);
  return faults;
}
async function halt(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Train' })).toBeVisible({ timeout: 30_000 });
}

test('a slow sampler shows itself after its first steps, in a sketch that says what it lacks', async ({ page }) => {
  const faults = await open(page);
  await openTemplate(page, 'ddpm-digits');
  await onWasm(page);
  await page.getByRole('button', { name: 'Train' }).click();
  await expect(run(page).getByText(/^sketch at step \d+ · \d frames?$/)).toBeVisible({ timeout: 45_000 });
  expect(await steps(page)).toBeLessThan(60);
  await expect(run(page).getByRole('img', { name: /^Samples of x at step \d/ })).toBeVisible();
  await expect(run(page).getByRole('group', { name: 'Distance from the limit' })).toContainText('Comes with the first whole frame');
  await halt(page);
  expect(faults).toEqual([]);
});

test('ways between examples of one class, which is chosen, with the class held', async ({ page }) => {
  const file = await templateFile('vae-moons');
  for (const n of file.nodes) if (n.id === 'data') n.params = { source: 'two-classes' };
  file.nodes.push({ id: 'y', kind: 'Given', version: 1, params: {}, position: { x: 40, y: 560 } });
  for (const to of ['dec', 'enc']) file.wires.push({ from: { node: 'y', port: 'out' }, to: { node: to, port: 'condition' } });
  file.wires.push({ from: { node: 'data', port: 'y' }, to: { node: 'y', port: 'data' } });
  const faults = await opened(page, file);
  await page.getByRole('button', { name: 'Train' }).click();
  const inside = run(page).getByRole('combobox', { name: 'Which picture of the inside' });
  await expect(inside).toBeVisible({ timeout: 60_000 });
  await inside.selectOption({ label: 'Interpolation' });
  await halt(page);
  const ways = run(page).getByRole('img', { name: /ways from one held-out x to another, straight through z, y held/ });
  await expect(ways).toBeVisible();
  const before = await ways.evaluate((c: HTMLCanvasElement) => c.toDataURL());
  const choice = run(page).getByRole('combobox', { name: 'Class of y at both ends' });
  await expect(choice.locator('option')).toHaveCount(3);
  await choice.selectOption({ index: 1 });
  await expect(choice).toHaveValue('0', { timeout: 30_000 });
  await expect.poll(() => ways.evaluate((c: HTMLCanvasElement) => c.toDataURL())).not.toBe(before);
  expect(faults).toEqual([]);
});

test('where there is no way between examples the pane says why', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'gaussian-mixture');
  await onWasm(page);
  await page.getByRole('button', { name: 'Train' }).click();
  const inside = run(page).getByRole('combobox', { name: 'Which picture of the inside' });
  await expect(inside).toBeVisible({ timeout: 60_000 });
  await inside.selectOption({ label: 'Interpolation' });
  await expect(run(page)).toContainText('Prior draws x and is not inverted');
  await halt(page);
});

test('pictures that nothing scores: ways between draws, and why there is no limit to measure against', async ({ page }) => {
  const faults = await opened(page, await templateFile('dcgan-digits'));
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(run(page).getByRole('img', { name: /^From one x that the model draws to another, along great circles/ })).toBeVisible({
    timeout: 60_000,
  });
  await expect(run(page).getByRole('group', { name: 'Distance from the limit' })).toContainText(
    'This model tells no density of an example',
  );
  expect(faults).toEqual([]);
});

test.describe('in a narrow window', () => {
  test.use({ viewport: { width: 1024, height: 700 } });
  /** Elements whose text is cut. */
  const cut = (at: Locator): Promise<readonly string[]> =>
    at.evaluateAll((all) => all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent ?? ''));
  test('neither the legend of texts nor the titles of panes and tabs are cut', async ({ page }) => {
    const file = await templateFile('char-lstm');
    for (const n of file.nodes) if (n.id === 'net') n.params = { size: 8 };
    await opened(page, file);
    await page.getByRole('button', { name: 'Train' }).click();
    await expect(run(page).locator('.tints')).toBeVisible({ timeout: 60_000 });
    await halt(page);
    expect(await cut(run(page).locator('.plane-readout, .pane h2, .pane-foot'))).toEqual([]);
    await node(page, 'opt').click();
    await page.keyboard.press('Delete');
    const tabs = page.getByRole('tablist', { name: 'Inspect' });
    await expect(tabs.locator('.count')).toBeVisible();
    expect(await cut(tabs.locator('xpath=.'))).toEqual([]);
    expect(await cut(tabs.getByRole('tab'))).toEqual([]);
    await expect(page.getByRole('button', { name: 'Wide inspector' })).toBeInViewport();
  });
  test('beside a wide inspector every pane is reached, and nothing lies on the drawing', async ({ page }) => {
    await opened(page, await templateFile('vae-8gaussians'));
    await page.getByRole('button', { name: 'Wide inspector' }).click();
    await page.getByRole('button', { name: 'Train' }).click();
    await expect(run(page).getByText('data covered')).toBeAttached({ timeout: 60_000 });
    await halt(page);
    const panes = run(page).locator('.pane');
    for (const pane of await panes.all()) {
      await pane.scrollIntoViewIfNeeded();
      await expect(pane).toBeInViewport({ ratio: 0.98 });
    }
    expect(await cut(run(page).locator('.pane h2, .limit dl'))).toEqual([]);
    const [title, choice] = [run(page).locator('.pane:has(.pane-select) h2 > b'), run(page).locator('.pane-select')];
    expect((await title.boundingBox())!.x + (await title.boundingBox())!.width).toBeLessThanOrEqual((await choice.boundingBox())!.x);
    // the legend is put away, and comes when it is asked for
    const legend = page.getByRole('note', { name: 'Kinds of wires' });
    await expect(legend).toBeHidden();
    await page.getByRole('button', { name: 'Wires', exact: true }).click();
    await expect(legend).toBeVisible();
    await page.getByRole('button', { name: 'Hide the legend' }).click();
    await expect(legend).toBeHidden();
  });
});

test('what is lacking at and inside a group is asked for, and done where it is', async ({ page }) => {
  const faults = await open(page);
  await openTemplate(page, 'vae-moons');
  await node(page, 'enc').click();
  await node(page, 'encNet').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+g');
  await expect(node(page, 'group')).toBeVisible();
  await page.getByLabel('value wire from data.x to group.x').focus();
  await page.keyboard.press('Delete');
  const next = page.getByRole('region', { name: 'Next step' });
  await expect(next).toContainText('Encoder needs something at its x');
  await next.getByRole('button', { name: /^Wire data\.x/ }).click();
  await expect(page.getByLabel('value wire from data.x to group.x')).toBeAttached();
  await expect(next).not.toContainText('needs something');

  await node(page, 'z').click();
  await node(page, 'prior').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+g');
  await expect(node(page, 'z')).toHaveCount(0);
  await page.locator('.react-flow__node[data-id^="group"]').last().dblclick();
  await node(page, 'prior').click();
  await page.keyboard.press('Delete');
  await expect(next).toContainText(/How is group.*\/z distributed/);
  await page.getByRole('navigation', { name: 'Where you are' }).getByRole('button').first().click();
  await expect(node(page, 'x')).toBeVisible();
  await next.getByRole('button', { name: 'Add Prior' }).click();
  await expect(page.getByRole('navigation', { name: 'Where you are' })).toContainText('inside of a group');
  await expect(node(page, 'prior')).toBeVisible();
  await expect(next).toContainText('The drawing is complete');
  expect(faults).toEqual([]);
});

test.describe('a drawing opened before the kept run is read', () => {
  /** Reading checkpoints takes seconds. */
  async function trainedAndReloaded(page: Page): Promise<string> {
    await opened(page, await templateFile('gaussian-fit'));
    await page.getByRole('button', { name: 'Train' }).click();
    await expect.poll(() => steps(page), { timeout: 60_000 }).toBeGreaterThan(3);
    await halt(page);
    const text = await savedText(page);
    await page.waitForTimeout(600);
    await page.addInitScript(() => {
      const get = IDBObjectStore.prototype.get;
      IDBObjectStore.prototype.get = function (this: IDBObjectStore, key: IDBValidKey | IDBKeyRange) {
        const request = get.call(this, key);
        if (this.name !== 'checkpoints') return request;
        let late: ((e: Event) => void) | null = null;
        Object.defineProperty(request, 'onsuccess', {
          get: () => late,
          set: (f: ((e: Event) => void) | null) => {
            late = f;
          },
        });
        request.addEventListener('success', (e) => setTimeout(() => late?.call(request, e), 4000));
        return request;
      };
    });
    await page.reload();
    await expect(page.getByRole('region', { name: 'Canvas' })).toBeVisible();
    return text;
  }
  const messages = (page: Page): Locator => page.getByRole('log', { name: 'Messages' });

  test('the same drawing goes on with its run, and that is said', async ({ page }) => {
    const text = await trainedAndReloaded(page);
    await openText(page, 'same.wellspring.json', text);
    expect(await steps(page)).toBe(0);
    await expect(messages(page)).toContainText(/was trained for \d+ steps/, { timeout: 15_000 });
    expect(await steps(page)).toBeGreaterThan(3);
  });
  test('another one is not given a run that is not its own, and Undo brings both back', async ({ page }) => {
    await trainedAndReloaded(page);
    await openText(page, 'other.wellspring.json', JSON.stringify(await templateFile('vae-moons')));
    await expect(node(page, 'enc')).toBeVisible();
    await page.waitForTimeout(5000);
    expect(await steps(page)).toBe(0);
    await expect(messages(page)).not.toContainText('was trained for');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(messages(page)).toContainText(/was trained for \d+ steps/, { timeout: 15_000 });
  });
});

test.describe('for eyes that like motion', () => {
  test.use({ contextOptions: { reducedMotion: 'no-preference' } });
  test('it is over at once, and nothing moves by itself', async ({ page }) => {
    const faults = await opened(page, await templateFile('vae-moons'));
    // every animation and transition that begins from here on
    await page.evaluate(() => {
      const seen: [string, number, number][] = [];
      Object.assign(window, { seen });
      const note = ({ target }: Event): void => {
        if (!(target instanceof Element)) return;
        for (const a of target.getAnimations()) {
          const { duration, iterations } = a.effect!.getComputedTiming();
          seen.push([target.className.toString(), Number(duration), iterations ?? 1]);
        }
      };
      for (const kind of ['animationstart', 'transitionrun']) document.addEventListener(kind, note, true);
    });
    const begun = (): Promise<readonly (readonly [string, number, number])[]> =>
      page.evaluate(() => (window as unknown as { seen: [string, number, number][] }).seen);
    await node(page, 'enc').hover();
    await page.getByRole('button', { name: 'Templates' }).click();
    await expect(page.getByRole('dialog', { name: 'Templates' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Train' }).click();
    await expect(run(page).getByText('data covered')).toBeAttached({ timeout: 60_000 });
    await halt(page);
    expect((await begun()).length).toBeGreaterThan(0);
    expect((await begun()).filter(([, ms, times]) => ms > 150 || times > 1)).toEqual([]);
    await expect.poll(() => page.evaluate(() => document.getAnimations().filter((a) => a.playState === 'running').length)).toBe(0);
    expect(faults).toEqual([]);
  });
});
