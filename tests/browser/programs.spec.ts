import { type Locator, type Page, expect, test } from '@playwright/test';
import { node, open, openTemplate } from './studio.ts';

const lit = (page: Page): Promise<string[]> =>
  page.locator('.react-flow__node:has(.node.lit)').evaluateAll((all) => all.map((el) => el.getAttribute('data-id') ?? '').toSorted());
const selected = (page: Page): Promise<string[]> =>
  page.locator('.react-flow__node.selected').evaluateAll((all) => all.map((el) => el.getAttribute('data-id') ?? '').toSorted());
const panel = (page: Page): Locator => page.getByRole('tabpanel');
async function model(page: Page, template: string): Promise<void> {
  await open(page);
  await openTemplate(page, template);
  await page.getByRole('tab', { name: 'Model' }).click();
}
const term = (page: Page, name: string): Locator => panel(page).getByRole('button', { name, exact: true }).first();

test('a term lights up its nodes, and a selected node marks its terms', async ({ page }) => {
  await model(page, 'vae-moons');
  await term(page, 'p_θ(x | z)').hover();
  expect(await lit(page)).toEqual(['dec', 'decNet', 'x']);
  await term(page, 'q_ϕ(z | x)').hover();
  expect(await lit(page)).toEqual(['enc', 'encNet', 'z']);
  await page.mouse.move(5, 5);
  expect(await lit(page)).toEqual([]);
  await node(page, 'decNet').click();
  // the panel stays, so that there is something to mark
  await expect(page.getByRole('tab', { name: 'Model' })).toHaveAttribute('aria-selected', 'true');
  await expect(term(page, 'p_θ(x | z)')).toHaveClass(/marked/);
  await expect(term(page, 'p(z)')).not.toHaveClass(/marked/);
});

test('a term is reached by keyboard, and Enter selects its nodes', async ({ page }) => {
  await model(page, 'vae-moons');
  const loss = panel(page).getByRole('group', { name: /^L = E/ });
  const first = loss.getByRole('button').first();
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const current = loss.locator('.term:focus');
  const nodes = ((await current.getAttribute('data-nodes')) ?? '').split(' ').toSorted();
  expect(nodes.length).toBeGreaterThan(0);
  expect(await lit(page)).toEqual(nodes);
  await page.keyboard.press('Enter');
  await expect.poll(() => selected(page)).toEqual(nodes);
});

test('formulas can be read by screen readers', async ({ page }) => {
  await model(page, 'ebm-moons');
  const law = panel(page).getByRole('group', { name: /^p_θ\(x\) = \(e/ });
  await expect(law.locator('math mfrac').first()).toBeAttached();
  await expect(panel(page)).toContainText('The normaliser is intractable');
});

test('a node says what it is in this drawing', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await node(page, 'enc').click();
  const law = panel(page).getByRole('group', { name: /^q_ϕ\(z \| x\) = N\(z; μ_ϕ\(x\)/ });
  await expect(law.getByRole('button', { name: 'q_ϕ(z | x)' })).toHaveClass(/marked/);
});

test('two players and two phases each minimise their own', async ({ page }) => {
  await model(page, 'latent-diffusion-digits');
  await expect(panel(page)).toContainText('opt2 minimises Denoising, phase 2');
  await expect(panel(page).getByRole('group', { name: /^p_\{θ,ψ\}\(x,z \| y\) =/ })).toBeVisible();
});

test('the plate diagram shows its nodes and is kept as SVG and TikZ', async ({ page }) => {
  await model(page, 'vae-moons');
  const diagram = panel(page).getByRole('group', { name: 'Plate diagram' });
  await diagram.getByRole('button', { name: /^θ, weights of/ }).hover();
  expect(await lit(page)).toEqual(['dec', 'decNet']);
  await diagram.getByRole('button', { name: 'z, latent' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => selected(page)).toEqual(['z']);
  await expect(diagram.getByRole('button', { name: 'z, latent' })).toHaveClass(/marked/);
  const saving = page.waitForEvent('download');
  await panel(page).getByRole('button', { name: 'SVG' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/-plates\.svg$/);
  await panel(page).getByRole('button', { name: 'TikZ' }).click();
  const tikz = await page.evaluate(() => navigator.clipboard.readText());
  expect(tikz).toContain('\\plate {plate1} {(v1)(v2)} {$n = 1, \\dots, N$}');
});

test('pseudocode, IR and TF.js of a task, with lines that lead to nodes', async ({ page }) => {
  await open(page);
  await openTemplate(page, 'vae-moons');
  await page.getByRole('region', { name: 'Programs' }).getByRole('button', { name: /learn/ }).click();
  const learn = panel(page).locator('[data-task="learn"]');
  const algorithm = learn.getByRole('listbox', { name: 'Pseudocode of learn' });
  await expect(algorithm.getByRole('option')).toHaveCount(6);
  await algorithm.getByRole('option').nth(2).hover();
  expect(await lit(page)).toEqual(['enc', 'encNet', 'z']);
  await algorithm.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  expect(await lit(page)).toEqual(['data', 'opt', 'x']);

  await learn.getByRole('button', { name: 'IR', exact: true }).click();
  const source = learn.getByRole('listbox', { name: 'Source of learn' });
  await expect(source).toContainText('program learn.opt');
  // only what is in view is drawn
  const drawn = await source.getByRole('option').count();
  const size = Number(await source.getByRole('option').first().getAttribute('aria-setsize'));
  expect(size).toBeGreaterThan(drawn);
  await node(page, 'dec').click();
  await expect(source.locator('.code-line.marked').first()).toBeVisible();
  for (const line of await source.locator('.code-line.marked').all()) expect(await line.getAttribute('data-node')).toBe('dec');

  await expect(learn).toContainText(/\d+ lines of what is selected/);

  await learn.getByRole('button', { name: 'TF.js' }).click();
  // its lines come into view by themselves
  await expect(source.locator('.code-line.marked').first()).toContainText('// dec');
  await learn.getByRole('button', { name: 'Copy the program' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('export function');
  const saving = page.waitForEvent('download');
  await learn.getByRole('button', { name: 'Download the program' }).click();
  expect((await saving).suggestedFilename()).toBe('vae-on-two-moons-learn.js');
});

test('the inspector can be made wide, and stays so', async ({ page }) => {
  await model(page, 'vae-moons');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const width = async (): Promise<number> => (await inspector.boundingBox())!.width;
  const before = await width();
  await page.getByRole('button', { name: 'Wide inspector' }).click();
  await expect.poll(width).toBeGreaterThan(before + 150);
  await page.waitForTimeout(800);
  await page.reload();
  await expect.poll(width).toBeGreaterThan(before + 150);
  await page.keyboard.press('w');
  await expect.poll(width).toBe(before);
});
