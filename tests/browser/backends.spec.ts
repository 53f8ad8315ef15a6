import { readFileSync } from 'node:fs';
import { type Page, expect, test } from '@playwright/test';
import { open, openText, settled, steps } from './studio.ts';

/** A small drawing: the software renderer of a test machine takes a second for what a graphics card does in a millisecond. */
const SMALL = (): string => {
  const file = JSON.parse(readFileSync(new URL('../../templates/vae-moons.wellspring.json', import.meta.url), 'utf8')) as {
    nodes: { kind: string; params: Record<string, unknown> }[];
  };
  for (const n of file.nodes) {
    if (n.kind === 'MLP') n.params['hidden'] = [16];
    if (n.kind === 'Optimiser') n.params['batch'] = 64;
  }
  return JSON.stringify(file);
};
const BACKENDS = [
  ['wasm', /WebAssembly/],
  ['cpu', /CPU|JavaScript/],
  ['webgl', /WebGL/],
  ['webgpu', /WebGPU/],
] as const;

async function choose(page: Page, backend: string): Promise<void> {
  await page.getByRole('button', { name: 'Run settings' }).click();
  await page.getByRole('dialog').getByRole('combobox', { name: 'Backend' }).selectOption(backend);
  await page.keyboard.press('Escape');
}
/** The first losses, as the engine reports them to the page. */
async function firstLosses(page: Page, backend: string, name: RegExp): Promise<readonly number[]> {
  await page.goto('/');
  await openText(page, 'small.wellspring.json', SMALL());
  await settled(page);
  await choose(page, backend);
  const losses: number[] = [];
  for (let k = 1; k <= 4; k++) {
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await expect.poll(() => steps(page), { timeout: 60_000 }).toBe(k);
    const figure = page.getByRole('region', { name: 'Run' }).locator('.chart-key b').first();
    await expect(figure).toHaveAttribute('title', new RegExp(`nats per example at step ${k}$`), { timeout: 20_000 });
    losses.push(Number.parseFloat((await figure.getAttribute('title')) ?? ''));
  }
  await expect(page.getByRole('status', { name: 'Backend' })).toHaveText(name);
  // the next backend begins anew, not from this one's checkpoint
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect.poll(() => steps(page)).toBe(0);
  return losses;
}

test('every backend of the browser learns alike, in the worker of the built page', async ({ page }) => {
  test.setTimeout(240_000);
  const faults = await open(page);
  const runs = new Map<string, readonly number[]>();
  for (const [backend, name] of BACKENDS) runs.set(backend, await firstLosses(page, backend, name));
  const reference = runs.get('wasm')!;
  expect(reference.every(Number.isFinite)).toBe(true);
  expect(new Set(reference).size).toBe(reference.length);
  for (const [backend, losses] of runs)
    losses.forEach((x, i) => expect(Math.abs(x - reference[i]!) / Math.abs(reference[i]!), `${backend}, step ${i + 1}`).toBeLessThan(1e-3));
  expect(faults).toEqual([]);
});
