import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { node, nodeCount, open, openTemplate, openText, savedText } from './studio.ts';
import { count, gz, idx } from '../unit/data/import/writers.ts';

test('a broken file is explained, and the drawing at hand is untouched', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  const before = await savedText(page);
  await openText(page, 'broken.wellspring.json', '{ "format": "wellspring", "version": 1, "nodes": [');
  const report = page.getByRole('alertdialog');
  await expect(report).toContainText('broken.wellspring.json could not be opened');
  await expect(report.locator('.diagnostic.error').first()).toBeVisible();
  await report.getByRole('button', { name: 'Back to my drawing' }).click();
  expect(await savedText(page)).toBe(before);
});

test('a file with a kind nobody knows opens, and keeps what it does not know', async ({ page }) => {
  await open(page);
  const text = JSON.stringify({
    format: 'wellspring',
    version: 1,
    title: 'From the future',
    nodes: [{ id: 'odd', kind: 'TimeMachine', version: 3, params: { year: 2050 }, position: { x: 0, y: 0 } }],
    wires: [],
  });
  await openText(page, 'future.wellspring.json', text);
  await expect(node(page, 'odd')).toContainText('TimeMachine');
  await expect(page.getByRole('status', { name: 'Step' })).toBeVisible();
  const dialog = page.getByRole('dialog');
  if (await dialog.isVisible()) await page.keyboard.press('Escape');
  const saved = JSON.parse(await savedText(page)) as { nodes: { kind: string; params: object }[] };
  expect(saved.nodes[0]).toMatchObject({ kind: 'TimeMachine', params: { year: 2050 } });
});

test('a kind nobody knows keeps its wires, and the rest of the drawing works on', async ({ page }) => {
  const faults = await open(page);
  const known = readFileSync(new URL('../../templates/vae-moons.wellspring.json', import.meta.url), 'utf8');
  const file = JSON.parse(known) as { nodes: { id: string; kind: string }[]; wires: { from: { node: string }; to: { node: string } }[] };
  for (const n of file.nodes) if (n.id === 'encNet') n.kind = 'HyperNet';
  const wires = file.wires.length;
  await openText(page, 'future.wellspring.json', JSON.stringify(file));
  await expect(node(page, 'encNet')).toContainText('not known here, kept as it is');
  await expect(page.locator('.react-flow__edge')).toHaveCount(wires);
  await expect(page.getByLabel('network wire from encNet.out to enc.network')).toBeAttached();
  // what the unknown node is wired to is refused with its name, and what is said of it can be undone
  await page.getByRole('tab', { name: 'Problems' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Problems' })).toContainText('HyperNet');
  const saved = JSON.parse(await savedText(page)) as typeof file;
  expect(saved.nodes.find((n) => n.id === 'encNet')).toMatchObject({ kind: 'HyperNet' });
  expect(saved.wires).toHaveLength(wires);
  await node(page, 'encNet').click();
  await page.keyboard.press('Delete');
  await expect(page.locator('.react-flow__edge')).toHaveCount(wires - 1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.react-flow__edge')).toHaveCount(wires);
  expect(faults).toEqual([]);
});

test('saved and opened again, a drawing is the same text', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await node(page, 'enc').click();
  await page.getByRole('textbox', { name: 'Label' }).fill('My encoder');
  await page.getByRole('textbox', { name: 'Label' }).press('Enter');
  const text = await savedText(page);
  expect(text).toContain('My encoder');
  await openTemplate(page, 'gaussian-fit');
  await openText(page, 'again.wellspring.json', text);
  await expect(node(page, 'enc')).toContainText('My encoder');
  expect(await savedText(page)).toBe(text);
});

test('the drawing survives a reload without being saved by hand', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await page.getByRole('region', { name: 'Palette' }).getByRole('button', { name: 'Embedding' }).click();
  await expect(node(page, 'embedding')).toBeVisible();
  const count = await nodeCount(page);
  await expect(page.locator('.saved')).toHaveText('saved');
  await page.reload();
  await expect(node(page, 'embedding')).toBeVisible();
  expect(await nodeCount(page)).toBe(count);
});

test('a CSV becomes the data of the Dataset', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'gaussian-fit');
  await node(page, 'data').click();
  const rows = Array.from({ length: 400 }, (_, i) => `${Math.cos(i)},${Math.sin(i * 1.3)}`).join('\n');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Load data…' }).click();
  await (await choosing).setFiles({ name: 'points.csv', mimeType: 'text/csv', buffer: Buffer.from(`a,b\n${rows}\n`) });
  await expect(page.getByRole('log', { name: 'Messages' })).toContainText('points.csv');
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText(/\d+ examples/);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Step' })).toContainText('step 1 ', { timeout: 30_000 });
});

test('MNIST files as people have them train the digits', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page);
  await openTemplate(page, 'vae-digits');
  await node(page, 'data').click();
  const [n, side] = [300, 28];
  const disc = (at: number): number => {
    const [image, y, x] = [Math.floor(at / side ** 2), Math.floor(at / side) % side, at % side];
    return Math.hypot(y - 14, x - 8 - (image % 12)) < 7 ? 255 : 0;
  };
  const picture = (name: string, bytes: Uint8Array) => ({ name, mimeType: 'application/gzip', buffer: Buffer.from(gz(bytes)) });
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Load data…' }).click();
  await (
    await choosing
  ).setFiles([
    picture('images-idx3-ubyte.gz', idx([n, side, side], count(n * side ** 2, disc))),
    picture(
      'labels-idx1-ubyte.gz',
      idx(
        [n],
        count(n, (i) => i % 10),
      ),
    ),
  ]);
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector).toContainText('270 examples');
  await expect(inspector).toContainText('binary [28×28×1]');
  await expect(inspector).toContainText('tokens of 10');
  const step = page.getByRole('button', { name: 'Step', exact: true });
  await step.click();
  await expect(page.getByRole('status', { name: 'Step' })).toContainText('step 1 ', { timeout: 60_000 });
  await step.click();
  await expect(page.getByRole('status', { name: 'Step' })).toContainText('step 2 ', { timeout: 30_000 });
  await expect(page.getByRole('region', { name: 'Run' })).toContainText('reconstruction');
});
