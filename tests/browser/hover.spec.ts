/** Cards of facts about nodes and wires, and the pictures of schedules and circles. */
import { type Locator, type Page, expect, test } from '@playwright/test';
import { node, open, openTemplate, steps } from './studio.ts';

/** The plain backend: a software graphics card takes the cores that the page draws with. */
async function ready(page: Page, template: string, pictureEvery?: number): Promise<string[]> {
  const faults = await open(page);
  await openTemplate(page, template);
  await page.getByRole('button', { name: 'Run settings' }).click();
  await page.getByRole('dialog').getByLabel('Backend').selectOption('wasm');
  if (pictureEvery !== undefined) {
    await page.getByRole('dialog').getByLabel('A picture every').fill(String(pictureEvery));
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Escape');
  // gone, not only hidden: until then no key is heard
  await expect(page.locator('dialog')).toHaveCount(0);
  return faults;
}
const facts = (page: Page, name: string): Locator => page.getByRole('region', { name: `Facts of ${name}`, exact: true });
const anyFacts = (page: Page): Locator => page.locator('.hover-card');
const wire = (page: Page, from: string, to: string): Locator => page.locator(`.react-flow__edge[aria-label*="from ${from} to ${to}"]`);
const row = (card: Locator, name: string): Locator =>
  card.locator('.fact-rows > div').filter({ has: card.page().getByText(name, { exact: true }) });

async function rest(page: Page, at: { readonly x: number; readonly y: number }): Promise<void> {
  await page.mouse.move(at.x - 2, at.y - 1);
  await page.mouse.move(at.x, at.y);
}
async function restOnNode(page: Page, id: string): Promise<void> {
  const box = (await node(page, id).boundingBox())!;
  await rest(page, { x: box.x + box.width / 3, y: box.y + 14 });
}
async function restOnWire(page: Page, from: string, to: string): Promise<void> {
  const at = await wire(page, from, to)
    .locator('path.react-flow__edge-path')
    .evaluate((el) => {
      const path = el as SVGPathElement;
      const p = path.getPointAtLength(path.getTotalLength() / 2);
      const m = path.getScreenCTM()!;
      return { x: p.x * m.a + m.e, y: p.y * m.d + m.f };
    });
  await rest(page, at);
}
async function away(page: Page): Promise<void> {
  const box = (await page.getByRole('region', { name: 'Canvas' }).boundingBox())!;
  await rest(page, { x: box.x + 30, y: box.y + box.height - 60 });
  await expect(anyFacts(page)).toHaveCount(0);
}

test('a pointer that rests on a node sees what it costs; the card can be entered, and Escape takes it away', async ({ page }) => {
  const faults = await ready(page, 'vae-moons');
  await restOnNode(page, 'encNet');
  const card = facts(page, 'encNet');
  await expect(row(card, 'Parameters')).toContainText('17.4k');
  // 2-128-128-4 by hand: 17,152 forward; its weights and all layers but the first, backward
  await expect(row(card, 'Multiply-adds')).toContainText('per example: 17.2k forward, 34.0k backward');
  await expect(row(card, 'Time')).toContainText('not measured yet');
  const box = (await card.boundingBox())!;
  await rest(page, { x: box.x + 40, y: box.y + 40 });
  await page.waitForTimeout(700);
  await expect(card).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  // a click is for selecting: no card follows it
  await node(page, 'decNet').click();
  await page.waitForTimeout(900);
  await expect(anyFacts(page)).toHaveCount(0);
  await expect(node(page, 'decNet')).toHaveClass(/selected/);
  await away(page);
  await restOnNode(page, 'opt');
  await expect(row(facts(page, 'opt'), 'Once a step')).toContainText('operations, whatever the batch');
  expect(faults).toEqual([]);
});

test('the share of a step’s time is measured, while training and at rest, and shown in the inspector too', async ({ page }) => {
  const faults = await ready(page, 'vae-moons');
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect.poll(() => steps(page)).toBe(1);
  await restOnNode(page, 'decNet');
  const time = row(facts(page, 'decNet'), 'Time');
  await expect(time).toContainText(/\d+ % of a step.*ms.*forward.*backward/);
  await expect(time).toHaveAttribute('title', /^Measured by the clock over \d+ steps on WebAssembly/);
  const counted = async (): Promise<number> => Number(/over (\d+) steps/.exec((await time.getAttribute('title')) ?? '')?.[1]);
  const before = await counted();
  await page.keyboard.press('Control+Enter');
  await expect.poll(counted, { timeout: 60_000 }).toBeGreaterThan(before);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: 'Train' })).toBeVisible({ timeout: 30_000 });
  await away(page);
  await node(page, 'enc').click();
  const cost = page.locator('.section').filter({ has: page.getByRole('heading', { name: 'Cost' }) });
  await expect(row(cost, 'Time')).toContainText(/% of a step/);
  expect(faults).toEqual([]);
});

test('a wire of data tells its statistics before anything runs; one of a latent when there are weights', async ({ page }) => {
  const faults = await ready(page, 'vae-moons');
  await restOnWire(page, 'data.x', 'enc.x');
  const data = facts(page, 'data.x → enc.x');
  await expect(data).toContainText('Each example is a vector of 2 real numbers.');
  await expect(data.getByRole('img', { name: /^Histogram from −/ })).toBeVisible();
  await expect(row(data, 'Numbers')).toContainText('2.00k');
  await expect(row(data, 'Not finite')).toContainText('none');
  await expect(data).toContainText('1000 held-out examples of the data');
  await away(page);
  await restOnWire(page, 'z.z', 'dec.x');
  const latent = facts(page, 'z.z → dec.x');
  await expect(latent).toContainText('Train or Step (.) to see what flows here.');
  await away(page);
  await restOnWire(page, 'dec.out', 'x.p');
  await expect(facts(page, 'dec.out → x.p')).toContainText('Each draw is a vector of 2 real numbers.');
  await away(page);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect.poll(() => steps(page)).toBe(1);
  await restOnWire(page, 'z.z', 'dec.x');
  await expect(latent.getByRole('img', { name: /^Histogram/ })).toBeVisible();
  await expect(latent).toContainText('512 examples at step 1, as while learning');
  await expect(row(latent, 'Deviation')).toContainText(/\d/);
  // live while it trains
  await page.keyboard.press('Control+Enter');
  await expect(latent).toContainText(/examples at step ([2-9]|\d\d)/, { timeout: 60_000 });
  expect(faults).toEqual([]);
});

test('by key: the card of what has the focus, read out, closed by the same key or by Escape', async ({ page }) => {
  const faults = await ready(page, 'vae-moons');
  await page.keyboard.press('q');
  await expect(page.getByText('Select a node or a wire, or go to it by keyboard, to see its facts.')).toBeVisible();
  await node(page, 'encNet').focus();
  await page.keyboard.press('q');
  await expect(facts(page, 'encNet')).toBeVisible();
  await expect(page.getByRole('status', { name: 'Facts read out' })).toContainText(/Parameters, 17\.4k/);
  await page.keyboard.press('q');
  await expect(anyFacts(page)).toHaveCount(0);
  await wire(page, 'data.x', 'enc.x').focus();
  await page.keyboard.press('q');
  await expect(facts(page, 'data.x → enc.x')).toBeVisible();
  // Escape takes the card and leaves what is selected
  await node(page, 'enc').focus();
  await expect(anyFacts(page)).toHaveCount(0);
  await page.keyboard.press('Enter');
  await page.keyboard.press('q');
  await expect(facts(page, 'enc')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(anyFacts(page)).toHaveCount(0);
  await expect(node(page, 'enc')).toHaveClass(/selected/);
  expect(faults).toEqual([]);
});

test('circles show codes and data beside samples, and collapse like cards', async ({ page }) => {
  const faults = await ready(page, 'vae-8gaussians', 5);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  const codes = node(page, 'z').getByRole('img', { name: /^z beside held-out data, by class; grey: what its p draws/ });
  await expect(codes).toBeVisible({ timeout: 60_000 });
  await expect(node(page, 'x').getByRole('img', { name: 'Samples of x over held-out data' })).toBeVisible();
  await node(page, 'z').locator('.circle').click();
  await page.keyboard.press('k');
  await expect(codes).toBeHidden();
  await page.keyboard.press('k');
  await expect(codes).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(codes).toBeHidden();
  expect(faults).toEqual([]);
});

test('a noise schedule shows real examples turning into noise beside its curves', async ({ page }) => {
  const faults = await ready(page, 'ddpm-8gaussians');
  await expect(node(page, 'schedule').getByRole('img', { name: /^Noise schedule from data to noise/ })).toBeVisible();
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  const strip = node(page, 'schedule').getByRole('img', { name: /^Examples of x on the way to noise: σ = 0, .*1$/ });
  await expect(strip).toBeVisible({ timeout: 60_000 });
  // the clean end and the noisy end are different pictures
  const inked = await strip.evaluate((c: HTMLCanvasElement) => {
    const g = c.getContext('2d')!;
    const fifth = Math.floor(c.width / 5);
    const count = (from: number): number => {
      const { data } = g.getImageData(from, 0, fifth, c.height);
      let n = 0;
      for (let i = 3; i < data.length; i += 4) if (data[i]! > 0) n++;
      return n;
    };
    return [count(0), count(c.width - fifth)];
  });
  expect(Math.min(...inked)).toBeGreaterThan(20);
  expect(inked[0]).not.toBe(inked[1]);
  expect(faults).toEqual([]);
});
