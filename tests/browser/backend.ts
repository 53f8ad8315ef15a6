/** Where the pages of tests train, and that they do so there and nowhere else. */
import { type Page, expect } from '@playwright/test';

/** WELLSPRING_BACKEND, else the plain one: a software graphics card takes the cores that the page draws with. */
export const BACKEND = process.env['WELLSPRING_BACKEND'] ?? 'wasm';
/** Milliseconds to wait, which are more where the graphics card is software. */
export const patience = (ms: number): number => (BACKEND === 'wasm' ? ms : 4 * ms);

/** What the badge of each page named since its set was last emptied. */
const named = new WeakMap<Page, Set<string>>();
const BADGE = '[data-backend]';

/** Lets the page train on that backend, also after a reload, and keeps count of those it trains on. */
export async function onBackend(page: Page): Promise<void> {
  if (!named.has(page)) {
    const seen = new Set<string>();
    named.set(page, seen);
    await page.exposeFunction('backendNamed', (name: string) => void seen.add(name));
    const watch = (badge: string): void => {
      const tell = Reflect.get(window, 'backendNamed') as (name: string) => void;
      const look = (): void => {
        const name = document.querySelector(badge)?.getAttribute('data-backend');
        if (name) tell(name);
      };
      new MutationObserver(look).observe(document, { subtree: true, childList: true, attributeFilter: ['data-backend'] });
    };
    await page.addInitScript(watch, BADGE);
    await page.evaluate(watch, BADGE);
  }
  await page.getByRole('button', { name: 'Run settings' }).click();
  await page.getByRole('dialog').getByLabel('Backend').selectOption(BACKEND);
  await page.keyboard.press('Escape');
  // gone, not only hidden: until then no key is heard
  await expect(page.locator('dialog')).toHaveCount(0);
}
/** What trains while `work` lasts trains on that backend: another one, fallen back to, would show nothing of this one. */
export async function trainingThere(page: Page, trains: boolean, work: () => Promise<void>): Promise<void> {
  const seen = named.get(page);
  seen?.clear();
  await work();
  if (!seen) return;
  const all = async (): Promise<readonly string[]> => {
    // of a run before, it may have stood there all the time
    const now = await page.locator(BADGE).evaluateAll((badges) => badges.map((b) => b.getAttribute('data-backend') ?? ''));
    return [...new Set([...seen, ...now])];
  };
  if (trains) await expect.poll(all, { message: 'the backends it trained on' }).toEqual([BACKEND]);
  else expect((await all()).filter((name) => name !== BACKEND)).toEqual([]);
}
