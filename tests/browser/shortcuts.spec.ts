import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { onBackend, patience } from './backend.ts';
import { follow } from './flows/follow.ts';
import { ELSEWHERE, FLOWS } from './flows/shortcuts.ts';
import { open } from './studio.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('every line of the page of shortcuts has a test', async ({ page }) => {
  await open(page);
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard and mouse' });
  await expect(sheet).toContainText('Undo');
  const lines = await sheet.locator('dd').allTextContents();
  expect(lines.length).toBeGreaterThan(30);
  expect(lines.toSorted()).toEqual([...Object.keys(FLOWS), ...Object.keys(ELSEWHERE)].toSorted());
  for (const [file, name] of Object.values(ELSEWHERE))
    expect(readFileSync(new URL(`${file}.spec.ts`, import.meta.url), 'utf8'), name).toContain(`test('${name}'`);
});
/** Flows that follow one another in one page, each from a drawing of its own. */
const PER_PAGE = 10;
const all = Object.entries(FLOWS);
for (let first = 0; first < all.length; first += PER_PAGE) {
  const some = all.slice(first, first + PER_PAGE);
  test(`shortcuts keep their promises: ${some[0]![0]} … ${some.at(-1)![0]}`, async ({ page }) => {
    test.setTimeout(patience(180_000));
    const faults = await open(page);
    await onBackend(page);
    for (const [does, flow] of some) await test.step(does, () => follow(page, flow));
    expect(faults).toEqual([]);
  });
}
