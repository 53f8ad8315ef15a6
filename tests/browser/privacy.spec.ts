import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { POLICY } from '../../src/offline/policy.ts';
import { node, open, openTemplate, steps } from './studio.ts';

// what keeps the build for visits without a network may not ask elsewhere either
test.use({ serviceWorkers: 'allow' });

test('nothing leaves the machine: a whole session asks no other origin, and the policy holds in page and worker', async ({
  page,
  context,
}) => {
  test.setTimeout(150_000);
  // a stranger's server that would take what it is given
  const taken: string[] = [];
  const stranger = createServer((request, response) => {
    taken.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    response.end('taken');
  });
  await new Promise<void>((resolve) => stranger.listen(0, 'localhost', resolve));
  const elsewhere = `http://localhost:${(stranger.address() as AddressInfo).port}/take`;

  const asked: string[] = [];
  context.on('request', (r) => asked.push(r.url()));
  await page.addInitScript(() => {
    const broken: string[] = [];
    Reflect.set(window, 'broken', broken);
    document.addEventListener('securitypolicyviolation', (e) => broken.push(`${e.violatedDirective} ${e.blockedURI}`));
  });
  const broken = (): Promise<readonly string[]> => page.evaluate(() => Reflect.get(window, 'broken') as string[]);

  const faults = await open(page);
  await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveAttribute('content', POLICY);
  expect(POLICY).toMatch(/^default-src 'none';/);
  expect(POLICY).toContain("connect-src 'self'");
  expect(POLICY).not.toMatch(/unsafe-eval'(?<!'wasm-unsafe-eval')|script-src[^;]*unsafe-inline|https?:|\*/);

  await openTemplate(page, 'vae-moons');
  await node(page, 'enc').click();
  await expect(page.getByRole('region', { name: 'Inspector' }).locator('.katex').first()).toBeVisible();
  await page.getByRole('button', { name: 'Train' }).click();
  await expect(page.getByRole('button', { name: 'Save these samples as a picture' })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Train' })).toBeVisible();
  const picture = page.waitForEvent('download');
  await page
    .getByRole('button', { name: 'Canvas' })
    .or(page.locator('.react-flow__pane'))
    .first()
    .click({ position: { x: 20, y: 400 } });
  await page.keyboard.press('Control+Shift+s');
  await picture;
  await page.keyboard.press('Control+Shift+l');
  await expect(page.getByRole('log', { name: 'Messages' })).toContainText('Copied a link');
  await page.reload();
  await expect.poll(() => steps(page)).toBeGreaterThan(0);
  expect(await broken()).toEqual([]);
  expect(faults).toEqual([]);
  const origin = new URL(page.url()).origin;
  const foreign = asked.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('blob:') && !url.startsWith('data:'));
  expect(foreign).toEqual([]);
  expect(asked.length).toBeGreaterThan(20);

  // and that this test can fail: what is tried by force is stopped
  const attempt = (url: string): Promise<string> =>
    fetch(url).then(
      () => 'sent',
      () => 'stopped',
    );
  expect(await page.evaluate(attempt, elsewhere)).toBe('stopped');
  await page.getByRole('button', { name: 'Train' }).click();
  await expect.poll(() => page.workers().length).toBe(1);
  expect(await page.workers()[0]!.evaluate(attempt, elsewhere)).toBe('stopped');
  expect(
    await page.evaluate(
      () =>
        new Promise((done) => {
          const image = new Image();
          image.onload = () => done('sent');
          image.onerror = () => done('stopped');
          image.src = 'http://localhost:9/x.png';
        }),
    ),
  ).toBe('stopped');
  expect((await broken()).some((b) => b.startsWith('connect-src'))).toBe(true);
  expect((await broken()).some((b) => b.startsWith('img-src'))).toBe(true);
  expect(taken).toEqual([]);
  await new Promise((resolve) => stranger.close(resolve));
});
