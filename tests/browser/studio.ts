/** What the browser tests do again and again. */
import { readFile } from 'node:fs/promises';
import { type Locator, type Page, expect } from '@playwright/test';

export async function open(page: Page): Promise<string[]> {
  const faults: string[] = [];
  page.on('pageerror', (e) => faults.push(e.message));
  page.on('console', (m) => {
    if (m.type() === 'error') faults.push(m.text());
  });
  // from now on no file dialog opens that nobody could close: waiting for one is too late on a busy machine
  page.on('filechooser', () => undefined);
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'Canvas' })).toBeVisible();
  return faults;
}
/** As a user picks it. */
export async function openFromGallery(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Templates' }).click();
  await page.locator(`[data-template="${name}"]`).click();
  await drawn(page);
}
/** From its file, which is there sooner than the gallery with all of them. */
export async function openTemplate(page: Page, name: string): Promise<void> {
  const text = await readFile(`templates/${name}.wellspring.json`, 'utf8');
  await openText(page, `${name}.wellspring.json`, text);
  // a file is read in its own time
  await expect(page.getByRole('textbox', { name: 'Title of the drawing' })).toHaveValue((JSON.parse(text) as { title: string }).title);
  // as after the gallery: Space is for the canvas again, not for the button
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await drawn(page);
}
async function drawn(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: 'Programs' })).toHaveAttribute('aria-busy', 'false');
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  await settled(page);
}
/** Waits until the view has stopped moving: the page has painted several times, and for longer than any of its own waits, with the nodes measured and all in place. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    ({ frames, quietMs, mostMs }) =>
      new Promise<void>((resolve, reject) => {
        const place = (): string => {
          const hidden = document.querySelectorAll('.react-flow__node[style*="visibility: hidden"]').length;
          return `${hidden} ${document.querySelector('.react-flow__viewport')?.getAttribute('style') ?? ''}`;
        };
        const begun = performance.now();
        let before = '';
        let since = begun;
        let same = 0;
        const look = (): void => {
          const [now, at] = [performance.now(), place()];
          if (at !== before || !at.startsWith('0 ')) [before, since, same] = [at, now, 0];
          else if (++same >= frames && now - since >= quietMs) return resolve();
          if (now - begun > mostMs) return reject(new Error(`the view still moves after ${mostMs} ms: ${at}`));
          window.requestAnimationFrame(look);
        };
        look();
      }),
    { frames: 8, quietMs: 250, mostMs: 15_000 },
  );
}
export const node = (page: Page, id: string): Locator => page.locator(`.react-flow__node[data-id="${id}"]`);
export const socket = (page: Page, id: string, port: string, side: 'source' | 'target'): Locator =>
  node(page, id).locator(`.socket.${side}[data-handleid="${port}"]`);

export async function drawWire(page: Page, from: Locator, to: Locator): Promise<void> {
  const a = (await from.boundingBox())!;
  const b = (await to.boundingBox())!;
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
  await page.mouse.down();
  await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2, { steps: 5 });
  await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 5 });
  await page.mouse.up();
}
export async function steps(page: Page): Promise<number> {
  const text = (await page.getByRole('status', { name: 'Step' }).textContent()) ?? '';
  return Number(/\d+/.exec(text)?.[0] ?? Number.NaN);
}
export const nodeCount = (page: Page): Promise<number> => page.locator('.react-flow__node-graph').count();

/** The drawing as the page would save it. */
export async function savedText(page: Page): Promise<string> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save file' }).click();
  const stream = await (await waiting).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
export async function openText(page: Page, name: string, text: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open file' }).click();
  await (await choosing).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}
