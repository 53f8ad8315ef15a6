/** Carries flows out. */
import { readFile } from 'node:fs/promises';
import { type Locator, type Page, expect } from '@playwright/test';
import { patience, trainingThere } from '../backend.ts';
import { drawWire, node, open, openTemplate, openText, savedText, settled, socket, steps } from '../studio.ts';
import type { Act, Flow, Named, Sight, Step } from './flow.ts';

const REGIONS = ['Run', 'Inspector'];
const placed = (page: Page, on: string): Locator => (REGIONS.includes(on) ? page.getByRole('region', { name: on }) : node(page, on));
const all = (page: Page, [role, name]: Named, on?: string): Locator =>
  (on === undefined ? page : placed(page, on)).getByRole(
    role,
    name === undefined ? {} : typeof name === 'string' ? { name, exact: true } : { name },
  );
const found = (page: Page, named: Named, on?: string): Locator => all(page, named, on).first();
const places = (page: Page): Promise<readonly string[]> =>
  page.locator('.react-flow__node').evaluateAll((all) => all.map((n) => (n as HTMLElement).style.transform));
const view = (page: Page): Promise<string | null> => page.locator('.react-flow__viewport').getAttribute('style');
/** Where nodes stand, by name: those that come or go move no other. */
async function stand(page: Page): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(
    await page
      .locator('.react-flow__node')
      .evaluateAll((all) => all.map((n) => [(n as HTMLElement).dataset['id'] ?? '', (n as HTMLElement).style.transform] as const)),
  );
}
const wire = (page: Page, [from, to]: readonly [string, string]): Locator => page.getByLabel(new RegExp(`wire from ${from} to ${to}$`));
const port = (page: Page, id: string, side: 'source' | 'target'): Locator => {
  const [of = '', name = ''] = id.split('.');
  return socket(page, of, name, side);
};
const middle = async (l: Locator): Promise<{ x: number; y: number }> => {
  const box = (await l.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
/** A picture as it is painted or drawn. */
const look = (l: Locator): Promise<string> =>
  l.evaluate((el) => (el instanceof HTMLCanvasElement ? el : el.querySelector('canvas'))?.toDataURL() ?? el.outerHTML);

async function begin(page: Page, flow: Flow): Promise<void> {
  if (flow.from === undefined) return;
  if (flow.with || flow.length !== undefined) {
    const file = JSON.parse(await readFile(`templates/${flow.from}.wellspring.json`, 'utf8')) as {
      nodes: { id: string; params: object }[];
      view: object;
    };
    for (const n of file.nodes) n.params = { ...n.params, ...flow.with?.[n.id] };
    for (const id of Object.keys(flow.with ?? {})) expect(file.nodes.map((n) => n.id)).toContain(id);
    file.view = { ...file.view, ...(flow.length !== undefined && { steps: flow.length }) };
    await openText(page, `${flow.from}.wellspring.json`, JSON.stringify(file));
    await expect(node(page, file.nodes[0]!.id)).toBeVisible();
    await expect(page.getByRole('region', { name: 'Programs' })).toHaveAttribute('aria-busy', 'false');
  } else await openTemplate(page, flow.from);
  // the view of the flow before is remembered
  await page.keyboard.press('f');
  await settled(page);
}
export async function follow(page: Page, flow: Flow): Promise<void> {
  await begin(page, flow);
  await trainingThere(page, flow.steps.some(trains), async () => {
    for (const step of flow.steps) await take(page, step);
  });
}
/** Whether a step sets a run going. */
const trains = (s: Step): boolean => {
  if ('train' in s) return true;
  if ('press' in s) return s.press === '.' || s.press === 'Control+Enter';
  if ('click' in s) return s.click[1] === 'Train';
  if ('elsewhere' in s) return s.elsewhere.some(trains);
  if ('keeps' in s) return s.by.some(trains);
  return 'by' in s && !('drag' in s || 'pull' in s) && trains(s.by);
};
async function take(page: Page, s: Step): Promise<void> {
  if ('file' in s) {
    const waiting = page.waitForEvent('download');
    await act(page, s.by);
    const file = await waiting;
    expect(file.suggestedFilename()).toMatch(s.file);
    if (s.saying) expect(await readFile(await file.path(), 'utf8')).toMatch(s.saying);
    return;
  }
  if ('asks' in s) {
    const waiting = page.waitForEvent('filechooser');
    await act(page, s.by);
    await waiting;
    return;
  }
  if ('moves' in s) {
    const where = s.moves === 'view' ? view : places;
    const before = JSON.stringify(await where(page));
    await act(page, s.by);
    return expect.poll(async () => JSON.stringify(await where(page))).not.toBe(before);
  }
  if ('keeps' in s) {
    const what = s.keeps === 'view' ? view : s.keeps === 'drawing' ? savedText : stand;
    const before = await what(page);
    for (const one of s.by) await take(page, one);
    await settled(page);
    const after = await what(page);
    // what came or went is no matter, if the others stand where they stood
    if (typeof before === 'object' && before !== null && typeof after === 'object' && after !== null) {
      const both = Object.keys(before).filter((id) => id in after);
      expect(both.length).toBeGreaterThan(1);
      return expect(both.map((id) => after[id])).toEqual(both.map((id) => before[id]));
    }
    return expect(after).toBe(before);
  }
  if ('lights' in s) {
    await act(page, s.by);
    const lit = page.locator('.react-flow__node:has(.node.lit)');
    return expect.poll(() => lit.evaluateAll((els) => els.map((el) => el.getAttribute('data-id')).toSorted())).toEqual(s.lights);
  }
  if ('changes' in s) {
    const picture = found(page, s.changes, s.on);
    const before = await look(picture);
    await act(page, s.by);
    return expect.poll(() => look(picture)).not.toBe(before);
  }
  if ('elsewhere' in s) {
    const other = await page.context().newPage();
    expect(await open(other)).toEqual([]);
    for (const one of s.elsewhere) await take(other, one);
    return other.close();
  }
  return isAct(s) ? act(page, s) : sight(page, s);
}
const ACTS = [
  'press',
  'type',
  'click',
  'clickSecond',
  'focusAndPress',
  'copied',
  'copiedFile',
  'hover',
  'focus',
  'choose',
  'chooseWire',
  'drag',
  'letGo',
  'pull',
  'doubleClick',
  'clickEmpty',
  'draw',
  'set',
  'setting',
  'train',
  'loadPoints',
  'reload',
] as const;
const isAct = (s: Act | Sight): s is Act => ACTS.some((a) => a in s);

async function act(page: Page, s: Act): Promise<void> {
  if ('press' in s) {
    for (let i = 0; i < (s.times ?? 1); i++) await page.keyboard.press(s.press);
    return;
  }
  if ('type' in s) return page.keyboard.type(s.type);
  if ('click' in s) return found(page, s.click, s.on).click();
  if ('clickSecond' in s) return all(page, s.clickSecond).nth(1).click();
  if ('focusAndPress' in s) return found(page, s.focusAndPress).press(s.key);
  if ('copied' in s) return page.evaluate((text) => navigator.clipboard.writeText(text), s.copied);
  if ('copiedFile' in s) {
    const text = await readFile(`templates/${s.copiedFile}.wellspring.json`, 'utf8');
    return page.evaluate((t) => navigator.clipboard.writeText(t), text);
  }
  if ('hover' in s) return found(page, s.hover, s.on).hover();
  if ('focus' in s) return found(page, s.focus).focus();
  if ('choose' in s) return node(page, s.choose).click({ position: { x: 24, y: 10 }, modifiers: s.holding ? [s.holding] : [] });
  if ('chooseWire' in s) {
    // by keyboard, which no other wire can be in the way of
    await wire(page, s.chooseWire).focus();
    return page.keyboard.press('Enter');
  }
  if ('drag' in s) {
    const box = (await node(page, s.drag).boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + 12];
    if (s.holding) await page.keyboard.down(s.holding);
    await page.mouse.move(x, y);
    await page.mouse.down();
    // a hand begins slowly
    await page.mouse.move(x + 2, y);
    await page.mouse.move(x + s.by.x, y + s.by.y, { steps: 8 });
    if (!s.kept) await page.mouse.up();
    if (s.holding) await page.keyboard.up(s.holding);
    return;
  }
  if ('letGo' in s) return page.mouse.up();
  if ('pull' in s) {
    const { x, y } = await middle(found(page, s.pull));
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + s.by.x, y + s.by.y, { steps: 5 });
    return page.mouse.up();
  }
  if ('doubleClick' in s) return page.locator('.react-flow__pane').dblclick({ position: s.doubleClick });
  if ('clickEmpty' in s) return page.locator('.react-flow__pane').click({ position: s.clickEmpty });
  if ('draw' in s) {
    const from = port(page, s.draw, 'source');
    if (typeof s.to === 'string') return drawWire(page, from, port(page, s.to, 'target'));
    const at = await middle(from);
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await page.mouse.move(at.x + s.to.x / 2, at.y + s.to.y / 2, { steps: 5 });
    await page.mouse.move(at.x + s.to.x, at.y + s.to.y, { steps: 5 });
    return page.mouse.up();
  }
  if ('set' in s) return give(page, found(page, s.set), s.to);
  if ('setting' in s) return give(page, page.locator(`[data-param="${s.setting}"]`).locator('input, select').first(), s.to);
  if ('train' in s) {
    const ended = s.train === 'to the end' ? untilDone(page) : undefined;
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    if (s.train === 'to the end') return ended;
    await expect.poll(() => steps(page), { timeout: patience(80_000), intervals: [50] }).toBeGreaterThanOrEqual(s.train);
    const pause = page.getByRole('button', { name: 'Pause' });
    // it may be done by itself
    if (await pause.isVisible()) await pause.click({ timeout: 2000 }).catch(() => undefined);
    return expect(page.getByRole('button', { name: 'Train', exact: true })).toBeVisible({ timeout: patience(30_000) });
  }
  if ('loadPoints' in s) {
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Load data…' }).click();
    let state = 27_903;
    const uniform = (): number => (state = (state * 9301 + 49_297) % 233_280) / 233_280;
    const gaussian = (): number => Math.sqrt(-2 * Math.log(1 - 0.999 * uniform())) * Math.cos(2 * Math.PI * uniform());
    const rows = Array.from({ length: s.loadPoints }, () => `${gaussian()},${gaussian()}`).join('\n');
    await (await choosing).setFiles({ name: 'points.csv', mimeType: 'text/csv', buffer: Buffer.from(`a,b\n${rows}\n`) });
    return expect(page.getByRole('log', { name: 'Messages' })).toContainText('Loaded points.csv');
  }
  await expect(page.locator('.saved')).toHaveText('saved');
  await page.reload();
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
}
/** From the next beginning to its end: a run before may be done already. */
const untilDone = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let begun = false;
        const look = (): void => {
          const done = document.querySelector('.progress small')?.textContent === 'done';
          if (done && begun) resolve();
          begun ||= !done;
        };
        new MutationObserver(look).observe(document.querySelector('.header')!, { subtree: true, childList: true, characterData: true });
        look();
      }),
  );
async function give(page: Page, field: Locator, to: string | boolean): Promise<void> {
  if (typeof to === 'boolean') return field.setChecked(to);
  if (await field.evaluate((el) => el instanceof HTMLSelectElement)) return void (await field.selectOption({ label: to }));
  await field.fill(to);
  // a slider has taken it already
  if (await field.evaluate((el) => (el as HTMLInputElement).type !== 'range')) await page.keyboard.press('Enter');
}
/** Wires that end elsewhere than in the middle of their sockets. */
const astray = (page: Page): Promise<readonly string[]> =>
  page.locator('.react-flow__edge').evaluateAll((edges) =>
    edges.flatMap((edge) => {
      const name = edge.getAttribute('aria-label') ?? '';
      const [, from = '', to = ''] = /wire from (\S+) to (\S+)$/.exec(name) ?? [];
      const path = edge.querySelector<SVGPathElement>('.react-flow__edge-path')!;
      const off = (end: string, side: 'source' | 'target', length: number): number => {
        const [id, port] = end.split('.');
        const socket = document.querySelector(`.react-flow__node[data-id="${id}"] .socket.${side}[data-handleid="${port}"]`)!;
        const box = socket.getBoundingClientRect();
        const at = path.getPointAtLength(length).matrixTransform(path.getScreenCTM()!);
        return Math.hypot(at.x - box.x - box.width / 2, at.y - box.y - box.height / 2);
      };
      return Math.max(off(from, 'source', 0), off(to, 'target', path.getTotalLength())) > 3 ? [name] : [];
    }),
  );
async function sight(page: Page, s: Sight): Promise<void> {
  if ('see' in s) {
    await expect(found(page, s.see, s.on)).toBeVisible({ timeout: patience(30_000) });
    if (s.saying !== undefined) await expect(found(page, s.see, s.on)).toContainText(s.saying);
    return;
  }
  if ('missing' in s) return expect(found(page, s.missing, s.on)).toBeHidden();
  if ('shows' in s) return expect(node(page, s.shows)).toContainText(s.saying);
  if ('count' in s) return expect(all(page, s.count)).toHaveCount(s.is);
  if ('value' in s) return expect(found(page, s.value)).toHaveValue(s.is);
  if ('hear' in s) return expect(page.getByRole('status', { name: 'What changed' })).toContainText(s.hear);
  if ('told' in s) return expect(page.getByRole('log', { name: 'Messages' })).toContainText(s.told, { timeout: patience(30_000) });
  if ('undo' in s) return expect(page.getByRole('button', { name: 'Undo' })).toHaveAttribute('title', `Undo: ${s.undo} (Ctrl Z)`);
  if ('nodes' in s) return expect(page.locator('.react-flow__node-graph')).toHaveCount(s.nodes);
  if ('wires' in s) return expect(page.locator('.react-flow__edge')).toHaveCount(s.wires);
  if ('wire' in s) return s.gone ? expect(wire(page, s.wire)).toHaveCount(0) : expect(wire(page, s.wire)).toBeAttached();
  if ('wiresMeet' in s) return expect.poll(() => astray(page)).toEqual([]);
  if ('chosen' in s) return expect(page.locator('.react-flow__node.selected')).toHaveCount(s.chosen);
  if ('theme' in s) return expect(page.locator('html')).toHaveAttribute('data-theme', s.theme);
  if ('on' in s) return expect(found(page, s.on)).toBeFocused();
  if ('ready' in s)
    return expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('[data-param]')?.getAttribute('data-param') ?? ''))
      .toBe(s.ready);
  if ('clipboard' in s) return expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(s.clipboard);
  const chart = page.getByRole('region', { name: 'Run' }).locator('.chart-box');
  const LINES = { smooth: 'path[stroke-linejoin]', raw: 'path[opacity="0.25"]', earlier: 'path[stroke-dasharray]' } as const;
  return expect(chart.locator(LINES[s.curves])).toHaveCount(s.are);
}
