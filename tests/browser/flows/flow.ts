/** What a person does and sees, as data, and what carries it out. */
import { type Locator, type Page, expect } from '@playwright/test';
import { node, openTemplate, settled } from '../studio.ts';

type Role = Parameters<Page['getByRole']>[0];
/** By role and accessible name, as a screen reader finds it. */
type Named = readonly [role: Role, name: string];

export type Step =
  | { readonly press: string }
  | { readonly type: string }
  | { readonly click: Named }
  | { readonly focus: Named }
  /** A node, by id; with keys held, as in a second choice. */
  | { readonly choose: string; readonly holding?: 'Shift' }
  /** A wire, by its two ends. */
  | { readonly chooseWire: readonly [from: string, to: string] }
  | { readonly see: Named; readonly saying?: string }
  | { readonly missing: Named }
  /** What a screen reader is told of the last change. */
  | { readonly hear: string }
  | { readonly nodes: number }
  | { readonly wires: number }
  | { readonly chosen: number }
  | { readonly theme: 'light' | 'dark' }
  /** The focus is on it. */
  | { readonly on: Named }
  /** Something that ends in a file. */
  | { readonly file: RegExp; readonly by: Step }
  /** Something that asks for a file. */
  | { readonly asks: 'file'; readonly by: Step }
  | { readonly clipboard: RegExp }
  /** The first node is on its way: the view or the layout moves, and how. */
  | { readonly moves: 'view' | 'nodes'; readonly by: Step };
export interface Flow {
  /** A template; an empty canvas where absent. */
  readonly from?: string;
  readonly steps: readonly Step[];
}

const found = (page: Page, [role, name]: Named): Locator => page.getByRole(role, { name, exact: true });
const places = (page: Page): Promise<readonly string[]> =>
  page.locator('.react-flow__node').evaluateAll((all) => all.map((n) => (n as HTMLElement).style.transform));
const view = (page: Page): Promise<string | null> => page.locator('.react-flow__viewport').getAttribute('style');

export async function follow(page: Page, flow: Flow): Promise<void> {
  if (flow.from) {
    await openTemplate(page, flow.from);
    // the view of the flow before is remembered
    await page.keyboard.press('f');
    await settled(page);
  }
  for (const step of flow.steps) await take(page, step);
}
async function take(page: Page, s: Step): Promise<void> {
  if ('press' in s) return page.keyboard.press(s.press);
  if ('type' in s) return page.keyboard.type(s.type);
  if ('click' in s) return found(page, s.click).click();
  if ('focus' in s) return found(page, s.focus).focus();
  if ('choose' in s) return node(page, s.choose).click({ position: { x: 24, y: 10 }, modifiers: s.holding ? [s.holding] : [] });
  if ('chooseWire' in s) {
    // by keyboard, which no other wire can be in the way of
    await page.getByLabel(new RegExp(`wire from ${s.chooseWire[0]} to ${s.chooseWire[1]}$`)).focus();
    return page.keyboard.press('Enter');
  }
  if ('see' in s) {
    await expect(found(page, s.see)).toBeVisible();
    if (s.saying !== undefined) await expect(found(page, s.see)).toContainText(s.saying);
    return;
  }
  if ('missing' in s) return expect(found(page, s.missing)).toBeHidden();
  if ('hear' in s) return expect(page.getByRole('status', { name: 'What changed' })).toContainText(s.hear);
  if ('nodes' in s) return expect(page.locator('.react-flow__node-graph')).toHaveCount(s.nodes);
  if ('wires' in s) return expect(page.locator('.react-flow__edge')).toHaveCount(s.wires);
  if ('chosen' in s) return expect(page.locator('.react-flow__node.selected')).toHaveCount(s.chosen);
  if ('theme' in s) return expect(page.locator('html')).toHaveAttribute('data-theme', s.theme);
  if ('on' in s) return expect(found(page, s.on)).toBeFocused();
  if ('clipboard' in s) return expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(s.clipboard);
  if ('file' in s) {
    const waiting = page.waitForEvent('download');
    await take(page, s.by);
    return expect((await waiting).suggestedFilename()).toMatch(s.file);
  }
  if ('asks' in s) {
    const waiting = page.waitForEvent('filechooser');
    await take(page, s.by);
    await waiting;
    return;
  }
  const where = s.moves === 'view' ? view : places;
  const before = JSON.stringify(await where(page));
  await take(page, s.by);
  await expect.poll(async () => JSON.stringify(await where(page))).not.toBe(before);
}
