import { type Page, expect, test } from '@playwright/test';
import { node, nodeCount, open, openTemplate, savedText, steps } from './studio.ts';

async function file(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${item}`) }).click();
}
const add = (page: Page, kind: string): Promise<void> =>
  page.getByRole('region', { name: 'Palette' }).getByRole('button', { name: kind, exact: true }).click();
const saved = (page: Page): Promise<void> => expect(page.locator('.saved')).toHaveText('saved');
const elsewhere = (page: Page) => page.getByRole('status').filter({ hasText: 'open in another tab' });
const title = (page: Page) => page.getByRole('textbox', { name: 'Title of the drawing' });

test('several drawings are kept side by side: opened, renamed, duplicated, deleted and brought back', async ({ page }) => {
  test.setTimeout(180_000);
  const faults = await open(page);
  await openTemplate(page, 'vae-moons');
  await add(page, 'Embedding');
  await expect(node(page, 'embedding')).toBeVisible();
  const before = await savedText(page);
  await file(page, 'New drawing');
  await expect(page.getByRole('heading', { name: 'Draw a model' })).toBeVisible();
  await openTemplate(page, 'gaussian-fit');
  await saved(page);

  await file(page, 'Drawings');
  const list = page.getByRole('list', { name: 'Drawings', exact: true });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await list.getByRole('button', { name: 'Duplicate VAE on two moons' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(3);
  await list.getByRole('button', { name: 'Rename VAE on two moons (copy)' }).click();
  await page.getByRole('textbox', { name: 'New title' }).fill('Second try');
  await page.getByRole('textbox', { name: 'New title' }).press('Enter');
  await expect(list.getByText('Second try')).toBeVisible();
  await list.getByRole('button', { name: 'Delete Second try' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await page.getByRole('log', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await file(page, 'Drawings');
  await expect(list.getByText('Second try')).toBeVisible();
  await list.getByRole('button', { name: 'Open VAE on two moons', exact: true }).click();
  await expect(node(page, 'embedding')).toBeVisible();
  expect(await savedText(page)).toBe(before);
  // undo goes on where it was
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(node(page, 'embedding')).toHaveCount(0);
  await saved(page);
  await page.reload();
  await expect(title(page)).toHaveValue('VAE on two moons');
  expect(faults).toEqual([]);
});

test('the open drawing can be deleted, and Undo opens it again', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await saved(page);
  await file(page, 'Drawings');
  await page.getByRole('button', { name: 'Delete VAE on two moons' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Draw a model' })).toBeVisible();
  await page.getByRole('log', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await expect(node(page, 'enc')).toBeVisible();
});

test('versions say what changed, and going back is undoable', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await saved(page);
  await page.keyboard.press('h');
  const dialog = page.getByRole('dialog', { name: 'Versions' });
  await dialog.getByRole('button', { name: 'Keep a version now' }).click();
  await expect(dialog.getByText('kept by hand')).toBeVisible();
  await page.keyboard.press('Escape');
  await node(page, 'enc').click();
  await page.keyboard.press('Delete');
  await expect(node(page, 'enc')).toHaveCount(0);
  const changed = await nodeCount(page);
  await page.keyboard.press('h');
  await expect(dialog).toContainText('Since the newest: removed Encoder enc');
  await dialog.getByRole('button', { name: 'Pin', exact: true }).click();
  await expect(dialog.getByRole('button', { name: 'Unpin' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect(node(page, 'enc')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(node(page, 'enc')).toHaveCount(0);
  expect(await nodeCount(page)).toBe(changed);
  // what was there before going back is a version too
  await page.keyboard.press('h');
  await expect(dialog.getByRole('list', { name: 'Versions' }).getByRole('listitem')).toHaveCount(2);
  await expect(dialog).toContainText('before going back');
});

test('a drawing replaced by another is among the versions, also after a reload', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await openTemplate(page, 'gaussian-fit');
  await saved(page);
  await page.reload();
  await expect(title(page)).toHaveValue(/Gaussian/);
  await page.keyboard.press('h');
  const dialog = page.getByRole('dialog', { name: 'Versions' });
  await expect(dialog).toContainText('before opening');
  await dialog.getByRole('button', { name: 'Restore' }).first().click();
  await expect(node(page, 'enc')).toBeVisible();
});

test('a second tab follows, changes nothing, and takes over when it is asked to', async ({ page, context }) => {
  const faults = await open(page);
  await openTemplate(page, 'vae-moons');
  await saved(page);
  const second = await context.newPage();
  faults.push(...(await open(second)));
  await expect(node(second, 'enc')).toBeVisible();
  await expect(elsewhere(second)).toBeVisible();
  await expect(elsewhere(page)).toHaveCount(0);

  await add(page, 'Embedding');
  await expect(node(second, 'embedding')).toBeVisible();
  await add(second, 'Prior');
  await expect(second.getByRole('log', { name: 'Messages' })).toContainText('open in another tab');
  await expect(node(second, 'prior2')).toHaveCount(0);
  await second.getByRole('button', { name: 'Train' }).click();
  await expect(second.getByRole('status', { name: 'Step' })).toContainText('step 0');

  // a change that waits to be saved is handed over too
  await add(page, 'Latent');
  await second.getByRole('button', { name: 'Take over' }).click();
  await expect(elsewhere(second)).toHaveCount(0);
  await expect(elsewhere(page)).toBeVisible();
  await expect(node(second, 'z2')).toBeVisible();
  await add(second, 'Prior');
  await expect(node(second, 'prior2')).toBeVisible();
  await expect(node(page, 'prior2')).toBeVisible();

  await page.getByRole('button', { name: 'Open a copy' }).click();
  await expect(title(page)).toHaveValue('VAE on two moons (copy)');
  await add(page, 'Observed');
  await expect(node(page, 'x2')).toBeVisible();
  await saved(page);
  await expect(node(second, 'x2')).toHaveCount(0);
  expect(faults).toEqual([]);
});

test('a run is put away with its drawing, and goes with it from tab to tab', async ({ page, context }) => {
  test.setTimeout(180_000);
  await open(page);
  await openTemplate(page, 'vae-moons');
  await page.getByRole('button', { name: 'Train' }).click();
  await expect.poll(() => steps(page), { timeout: 60_000 }).toBeGreaterThan(30);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.locator('.progress small')).toHaveText('paused');
  const kept = await steps(page);
  // another drawing takes its place, and Undo brings both back
  await openTemplate(page, 'gaussian-fit');
  await expect.poll(() => steps(page)).toBe(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => steps(page)).toBe(kept);
  await file(page, 'New drawing');
  await expect.poll(() => steps(page)).toBe(0);
  await file(page, 'Drawings');
  await page
    .getByRole('list', { name: 'Drawings', exact: true })
    .getByRole('button', { name: /^Open / })
    .last()
    .click();
  await expect.poll(() => steps(page)).toBe(kept);

  const second = await context.newPage();
  await open(second);
  await expect(elsewhere(second)).toBeVisible();
  await second.getByRole('button', { name: 'Take over' }).click();
  await expect.poll(() => steps(second), { timeout: 30_000 }).toBe(kept);
  await second.getByRole('button', { name: 'Train' }).click();
  await expect.poll(() => steps(second), { timeout: 60_000 }).toBeGreaterThan(kept + 10);
});

test('a tab that waits goes on by itself when the other is closed', async ({ page, context }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await saved(page);
  const second = await context.newPage();
  await open(second);
  await expect(elsewhere(second)).toBeVisible();
  await page.close();
  await expect(elsewhere(second)).toHaveCount(0);
  await add(second, 'Embedding');
  await expect(node(second, 'embedding')).toBeVisible();
  await saved(second);
});

test('a change saved by a tab that knew nothing of this one is not written over', async ({ page, context }) => {
  // without Web Locks, as over plain http from another machine, each tab takes the drawing for its own
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }));
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'));
  await open(page);
  await openTemplate(page, 'vae-moons');
  await saved(page);
  const second = await context.newPage();
  await open(second);
  await expect(node(second, 'enc')).toBeVisible();
  await add(page, 'Embedding');
  await saved(page);
  await add(second, 'Prior');
  await expect(second.getByRole('log', { name: 'Messages' })).toContainText('(copy)');
  await expect(title(second)).toHaveValue('VAE on two moons (copy)');
  await expect(node(second, 'prior2')).toBeVisible();
  await page.reload();
  await expect(node(page, 'embedding')).toBeVisible();
});

test('a browser that stores nothing says so, and the studio works on', async ({ page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(IDBFactory.prototype, 'open', {
      value: () => {
        throw new DOMException('forbidden by a test', 'SecurityError');
      },
    }),
  );
  await open(page);
  const notice = page.getByRole('alert').filter({ hasText: 'does not let the page store' });
  await expect(notice).toBeVisible();
  await openTemplate(page, 'gaussian-fit');
  await expect(notice).toContainText('the drawing');
  await expect(page.locator('.saved')).toHaveText('not saved');
  const waiting = page.waitForEvent('download');
  await notice.getByRole('button', { name: 'Save a file' }).click();
  expect((await waiting).suggestedFilename()).toMatch(/\.wellspring\.json$/);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Step' })).toContainText('step 1 ', { timeout: 30_000 });
});

test('a full storage says what is not kept, and the notice goes when there is room again', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await saved(page);
  await page.evaluate(() => {
    const { put, add } = IDBObjectStore.prototype;
    const full = function (this: IDBObjectStore, ...args: [unknown, IDBValidKey?]): IDBRequest<IDBValidKey> {
      if (document.documentElement.dataset['room'] !== 'yes') throw new DOMException('full by a test', 'QuotaExceededError');
      return put.apply(this, args);
    };
    IDBObjectStore.prototype.put = full;
    IDBObjectStore.prototype.add = function (this: IDBObjectStore, ...args) {
      if (document.documentElement.dataset['room'] !== 'yes') throw new DOMException('full by a test', 'QuotaExceededError');
      return add.apply(this, args);
    };
  });
  await add(page, 'Embedding');
  const notice = page.getByRole('alert').filter({ hasText: 'storage is full' });
  await expect(notice).toContainText('the drawing');
  await expect(page.locator('.saved')).toHaveText('not saved');
  await page.evaluate(() => {
    document.documentElement.dataset['room'] = 'yes';
  });
  await notice.getByRole('button', { name: 'Try again' }).click();
  await saved(page);
  await expect(notice).toHaveCount(0);
  await page.reload();
  await expect(node(page, 'embedding')).toBeVisible();
});
