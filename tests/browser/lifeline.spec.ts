import { readFileSync } from 'node:fs';
import { type Page, expect, test } from '@playwright/test';
import { open, openText, settled, steps } from './studio.ts';

const STEPS = 30_000;
const DEATHS = 20;
/** A drawing whose steps take a millisecond, so that many checkpoints pass in a short test. */
const LONG = (): string => {
  const file = JSON.parse(readFileSync(new URL('../../templates/gaussian-fit.wellspring.json', import.meta.url), 'utf8')) as {
    view?: Record<string, unknown>;
    nodes: { kind: string; params: Record<string, unknown> }[];
  };
  file.view = { ...file.view, steps: STEPS };
  for (const n of file.nodes) if (n.kind === 'Optimiser') n.params['batch'] = 32;
  return JSON.stringify(file);
};
/** Keeps hold of the page's workers, as only the page can. */
const holdWorkers = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const held: Worker[] = [];
    Reflect.set(window, 'held', held);
    const Plain = window.Worker;
    window.Worker = class extends Plain {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        held.push(this);
      }
    };
  });
async function prepare(page: Page): Promise<void> {
  await openText(page, 'long.wellspring.json', LONG());
  await settled(page);
  await page.getByRole('button', { name: 'Run settings' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Backend' }).selectOption('wasm');
  const pictures = dialog.getByRole('textbox', { name: 'A picture every' });
  await pictures.fill('0');
  await pictures.press('Enter');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Train' }).click();
}
/** The lock of the worker that trains; undefined while there is none, or only that of one that died. */
const lives = (page: Page, dead: ReadonlySet<string>): Promise<string | undefined> =>
  page.evaluate(
    async (gone) => {
      const { held } = await navigator.locks.query();
      const training = / ms a step/.test(document.querySelector('.progress small')?.textContent ?? '');
      const names = (held ?? []).flatMap((l) => (l.name?.startsWith('wellspring-engine') ? [l.name] : []));
      return training ? names.find((name) => !gone.includes(name)) : undefined;
    },
    [...dead],
  );
const done = (page: Page) => expect(page.locator('.progress small')).toHaveText('done', { timeout: 120_000 });
const lastLoss = (page: Page): Promise<string | null> =>
  page.getByRole('region', { name: 'Run' }).locator('.chart-key b').first().getAttribute('title');

/** Three ways to die; the first two are silent: no event tells of them. */
const WAYS: readonly ((page: Page) => Promise<unknown>)[] = [
  (page) => page.evaluate(() => (Reflect.get(window, 'held') as Worker[]).at(-1)!.terminate()),
  (page) =>
    page
      .workers()
      .at(-1)!
      .evaluate(() => self.close()),
  (page) =>
    page
      .workers()
      .at(-1)!
      .evaluate(() => {
        setTimeout(() => {
          throw new Error('broken by a test');
        });
      }),
];

test(`a worker that dies ${DEATHS} times costs nothing: the run ends where it would have ended`, async ({ page }) => {
  test.setTimeout(300_000);
  await holdWorkers(page);
  await open(page);
  await prepare(page);
  let seen = 0;
  const dead = new Set<string>();
  for (let death = 0; death < DEATHS; death++) {
    // in full swing: a loss of the new worker has come, beyond what the old one had reached
    await expect.poll(() => lives(page, dead), { timeout: 30_000, intervals: [50] }).toBeDefined();
    dead.add((await lives(page, dead)) ?? '');
    await expect.poll(() => steps(page), { timeout: 30_000, intervals: [50] }).toBeGreaterThan(seen);
    seen = await steps(page);
    expect(seen, 'killed while it runs').toBeLessThan(STEPS);
    const workers = await page.evaluate(() => (Reflect.get(window, 'held') as Worker[]).length);
    await WAYS[death % WAYS.length]!(page);
    // noticed within seconds
    await expect
      .poll(() => page.evaluate(() => (Reflect.get(window, 'held') as Worker[]).length), { timeout: 5000, intervals: [50] })
      .toBe(workers + 1);
  }
  await expect(page.getByRole('log', { name: 'Messages' })).toContainText('goes on from the last checkpoint');
  // one quiet notice, not twenty
  expect(await page.getByRole('log', { name: 'Messages' }).getByText('goes on from the last checkpoint').count()).toBe(1);
  await done(page);
  const disturbed = await lastLoss(page);
  expect(disturbed).toContain(`step ${STEPS}`);

  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Train' }).click();
  await done(page);
  expect(await lastLoss(page)).toBe(disturbed);
});

test('a run whose worker cannot live is given up, and Train goes on from its checkpoint', async ({ page }) => {
  test.setTimeout(180_000);
  await holdWorkers(page);
  await open(page);
  await prepare(page);
  await expect.poll(() => steps(page), { timeout: 60_000, intervals: [50] }).toBeGreaterThan(300);
  // from now on every worker dies as soon as it is there
  await page.evaluate(() => {
    const Held = window.Worker;
    Reflect.set(window, 'sound', Held);
    window.Worker = class extends Held {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        window.setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { message: 'ended by a test' })), 50);
      }
    };
    (Reflect.get(window, 'held') as Worker[]).at(-1)!.terminate();
  });
  await expect(page.getByRole('log', { name: 'Messages' })).toContainText('could not be brought back', { timeout: 30_000 });
  await expect(page.locator('.progress small')).toHaveText('failed');
  await page.evaluate(() => {
    window.Worker = Reflect.get(window, 'sound') as typeof Worker;
  });
  await page.getByRole('button', { name: 'Train' }).click();
  await expect.poll(() => steps(page), { timeout: 30_000 }).toBeGreaterThan(250);
  await done(page);
});

test('a worker that dies while it still loads is noticed within seconds', async ({ page }) => {
  await holdWorkers(page);
  await open(page);
  let load: () => void = () => undefined;
  const loading = new Promise<void>((resolve) => {
    load = resolve;
  });
  // compiler and backends take their time on a slow line
  await page.route(/browser-engine/, async (route) => {
    await loading;
    await route.continue();
  });
  await prepare(page);
  const engines = (): Promise<number> =>
    page.evaluate(async () => (await navigator.locks.query()).held?.filter((l) => l.name?.startsWith('wellspring-engine')).length ?? 0);
  await expect.poll(engines).toBe(1);
  await page.evaluate(() => (Reflect.get(window, 'held') as Worker[]).at(-1)!.terminate());
  await expect.poll(() => page.evaluate(() => (Reflect.get(window, 'held') as Worker[]).length), { timeout: 5000 }).toBe(2);
  load();
  await expect.poll(() => steps(page), { timeout: 30_000 }).toBeGreaterThan(0);
});
