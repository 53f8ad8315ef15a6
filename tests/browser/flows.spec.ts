import { expect, test } from '@playwright/test';
import { onBackend, patience } from './backend.ts';
import { CANVAS } from './flows/canvas.ts';
import { DETECTORS } from './flows/detectors.ts';
import type { Flows } from './flows/flow.ts';
import { follow } from './flows/follow.ts';
import { PROGRAMS_AND_HELP } from './flows/programs.ts';
import { RUNS } from './flows/runs.ts';
import { open } from './studio.ts';

/** Flows that follow one another in one page, each from a drawing of its own. */
const PER_PAGE = 12;
const SUBJECTS: Readonly<Record<string, Flows>> = {
  'on the canvas': CANVAS,
  'of a run': RUNS,
  'of what goes wrong': DETECTORS,
  'of programs and help': PROGRAMS_AND_HELP,
};

for (const [subject, flows] of Object.entries(SUBJECTS)) {
  const all = Object.entries(flows);
  for (let first = 0; first < all.length; first += PER_PAGE) {
    const some = all.slice(first, first + PER_PAGE);
    test(`flows ${subject}: ${some[0]![0]} … ${some.at(-1)![0]}`, async ({ page }) => {
      test.setTimeout(patience(240_000));
      const faults = await open(page);
      await onBackend(page);
      for (const [does, flow] of some) await test.step(does, () => follow(page, flow));
      expect(faults).toEqual([]);
    });
  }
}
