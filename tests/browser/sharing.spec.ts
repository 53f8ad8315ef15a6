import { readFileSync } from 'node:fs';
import { type Download, type Page, expect, test } from '@playwright/test';
import { encode } from 'fast-png';
import { drawingIn } from '../../src/data/carriers/png.ts';
import { node, nodeCount, open, openTemplate, savedText } from './studio.ts';

interface Dropped {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}
const text = (name: string, content: string, type = 'application/json'): Dropped => ({ name, type, bytes: Buffer.from(content) });

/** Files held over an element, as a person holds them before letting go. */
async function drag(page: Page, selector: string, files: readonly Dropped[], let_go = true): Promise<void> {
  const given = files.map((f) => ({ name: f.name, type: f.type, base64: Buffer.from(f.bytes).toString('base64') }));
  await page.evaluate(
    async ({ selector, given, let_go }) => {
      const transfer = new DataTransfer();
      for (const f of given)
        transfer.items.add(new File([Uint8Array.from(atob(f.base64), (c) => c.charCodeAt(0))], f.name, { type: f.type }));
      const element = document.querySelector(selector)!;
      const say = (type: string): boolean =>
        element.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
      say('dragenter');
      say('dragover');
      if (let_go) say('drop');
    },
    { selector, given, let_go },
  );
}
async function bytesOf(download: Download): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
const template = (name: string): string => readFileSync(new URL(`../../templates/${name}.wellspring.json`, import.meta.url), 'utf8');
const title = (page: Page) => page.getByRole('textbox', { name: 'Title of the drawing' });
const messages = (page: Page) => page.getByRole('log', { name: 'Messages' });
const CSV = `a,b\n${Array.from({ length: 300 }, (_, i) => `${Math.cos(i)},${Math.sin(1.3 * i)}`).join('\n')}\n`;

test('a drawing dropped on any part of the page opens, and one can see where it may be dropped', async ({ page }) => {
  const faults = await open(page);
  const zone = page.getByRole('status', { name: 'Drop target' });
  await drag(page, '.header', [text('a.wellspring.json', template('vae-moons'))], false);
  await expect(zone).toContainText('Drop to open');
  await drag(page, '.header', [text('a.wellspring.json', template('vae-moons'))]);
  await expect(zone).toHaveCount(0);
  await expect(node(page, 'enc')).toBeVisible();
  // in the inspector, by what is inside and not by its name
  await drag(page, '[aria-label="Inspector"]', [text('b.json', template('gaussian-fit'))]);
  await expect(title(page)).toHaveValue(/Gaussian/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(node(page, 'enc')).toBeVisible();
  expect(faults).toEqual([]);
});

test('several drawings: the first opens, the others are kept', async ({ page }) => {
  await open(page);
  await drag(page, '.canvas', [
    text('a.wellspring.json', template('vae-moons')),
    text('b.wellspring.json', template('gaussian-fit')),
    text('notes.csv', CSV, 'text/csv'),
  ]);
  await expect(node(page, 'enc')).toBeVisible();
  await expect(messages(page)).toContainText('1 more of them are under File, Drawings. One other file was left out');
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Drawings…' }).click();
  await expect(page.getByRole('list', { name: 'Drawings', exact: true }).getByRole('listitem')).toHaveCount(2);
});

test('data goes to the Dataset it is dropped on; where it could be several, one is asked', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await drag(page, '.react-flow__node[data-id="data"]', [text('points.csv', CSV, 'text/csv')], false);
  await expect(page.getByRole('status', { name: 'Drop target' })).toContainText('Drop as data');
  await drag(page, '.react-flow__node[data-id="data"]', [text('points.csv', CSV, 'text/csv')]);
  await expect(messages(page)).toContainText('Loaded points.csv');
  await page.getByRole('region', { name: 'Palette' }).getByRole('button', { name: 'Dataset' }).click();
  await expect(node(page, 'dataset')).toBeVisible();
  await page.locator('.react-flow__pane').click({ position: { x: 20, y: 420 } });
  const before = await nodeCount(page);
  await drag(page, '.rail', [text('more.csv', CSV, 'text/csv')]);
  const dialog = page.getByRole('dialog', { name: 'Which Dataset is it for?' });
  await expect(dialog).toContainText('more.csv');
  await dialog.getByRole('button', { name: /dataset$/ }).click();
  await expect(messages(page)).toContainText('Loaded more.csv');
  await drag(page, '.rail', [text('third.csv', CSV, 'text/csv')]);
  await dialog.getByRole('button', { name: 'A new Dataset' }).click();
  await expect(messages(page)).toContainText('Loaded third.csv');
  expect(await nodeCount(page)).toBe(before + 1);
});

test('a picture of the canvas has the drawing inside, and opens by being dropped or picked', async ({ page }) => {
  const faults = await open(page);
  await openTemplate(page, 'vae-moons');
  const drawing = await savedText(page);
  const waiting = page.waitForEvent('download');
  await page.keyboard.press('Control+Shift+s');
  const download = await waiting;
  expect(download.suggestedFilename()).toBe('vae-on-two-moons.png');
  const bytes = await bytesOf(download);
  expect(drawingIn('a.png', bytes)).toEqual({ text: drawing });
  await openTemplate(page, 'gaussian-fit');
  await drag(page, '.canvas', [{ name: 'holiday.png', type: 'image/png', bytes }]);
  await expect(node(page, 'enc')).toBeVisible();
  expect(await savedText(page)).toBe(drawing);
  await openTemplate(page, 'gaussian-fit');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open file' }).click();
  await (await choosing).setFiles({ name: 'picture.png', mimeType: 'image/png', buffer: bytes });
  await expect(node(page, 'enc')).toBeVisible();
  // the policy holds while the picture is made
  expect(faults).toEqual([]);
});

test('a picture of samples has the drawing inside too', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'gaussian-fit');
  const drawing = await savedText(page);
  await page.getByRole('button', { name: 'Train' }).click();
  const save = page.getByRole('button', { name: 'Save these samples as a picture' });
  await expect(save).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  const waiting = page.waitForEvent('download');
  await save.click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/-x-step-\d+\.png$/);
  expect(drawingIn('a.png', await bytesOf(download))).toEqual({ text: drawing });
});

test('pictures without a drawing, and damaged ones, are refused in words', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  const plain = encode({ width: 8, height: 8, channels: 3, depth: 8, data: new Uint8Array(192).fill(99) });
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open file' }).click();
  await (await choosing).setFiles({ name: 'cat.png', mimeType: 'image/png', buffer: Buffer.from(plain) });
  await expect(messages(page)).toContainText('cat.png has no drawing inside');
  const waiting = page.waitForEvent('download');
  await page.keyboard.press('Control+Shift+s');
  const bytes = await bytesOf(await waiting);
  bytes[70] = bytes[70]! ^ 255;
  await drag(page, '.canvas', [{ name: 'broken.png', type: 'image/png', bytes }]);
  await expect(page.getByRole('alertdialog')).toContainText('broken.png could not be opened');
  await expect(page.getByRole('alertdialog')).toContainText('checksum');
});

test('a share link opens as a drawing of its own; nothing of it reaches a server', async ({ page, context }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  const drawing = await savedText(page);
  await page.keyboard.press('Control+Shift+l');
  await expect(messages(page)).toContainText('Copied a link');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/#g=[A-Za-z0-9_-]+$/);

  const other = await context.newPage();
  const asked: string[] = [];
  other.on('request', (r) => asked.push(r.url()));
  await other.goto(link);
  await expect(node(other, 'enc')).toBeVisible();
  await expect(other).toHaveURL(/\/$/);
  // the drawing it was made from is open in a tab: this is another
  await expect(other.getByText('open in another tab')).toHaveCount(0);
  await expect(other.locator('.saved')).toHaveText('saved');
  expect(await savedText(other)).toBe(drawing);
  expect(asked.some((url) => url.includes('g='))).toBe(false);

  // in a page where another drawing is open: that one is kept
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New drawing' }).click();
  await openTemplate(page, 'gaussian-fit');
  await expect(page.locator('.saved')).toHaveText('saved');
  await page.evaluate(
    (hash) => {
      window.location.hash = hash;
    },
    new URL(link).hash.replace('#g=', '#g='),
  );
  await expect(title(page)).toHaveValue('VAE on two moons');
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Drawings…' }).click();
  await expect(page.getByRole('list', { name: 'Drawings', exact: true })).toContainText('Gaussian');
});

test('a damaged link is explained, and the drawing at hand stays', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await expect(page.locator('.saved')).toHaveText('saved');
  await page.goto('/#g=AXXXbroken');
  await expect(page.getByRole('alertdialog')).toContainText('cannot be read');
  await page.getByRole('button', { name: 'Back to my drawing' }).click();
  await expect(node(page, 'enc')).toBeVisible();
});
