/** The rules of accessibility, as axe knows them. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What breaks a rule in a part of the page, in words; only of the rules named, where some are. */
export async function violations(page: Page, part = 'html', rules: readonly string[] = []): Promise<readonly string[]> {
  // without frames of other origins there is nothing to put together on a page of axe's own, which takes a while to open
  const axe = new AxeBuilder({ page }).setLegacyMode(true).include(part);
  const found = await (rules.length > 0 ? axe.withRules([...rules]) : axe).analyze();
  return found.violations.map(
    (v) => `${v.id} (${v.impact}): ${v.nodes.map((n) => `${n.target.join(' ')} ${n.failureSummary ?? ''}`).join(' | ')}`,
  );
}
