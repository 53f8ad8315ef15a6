/** Two backends train every template alike: the same data, draws and starting weights, so that only rounding differs. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Target } from '../../../src/compiler/kernel-program.ts';
import { TEMPLATES, isHeavy, losses, rig, template, thinned, withFewChains } from '../../unit/runtime/rig.ts';
import { useDevice } from '../../unit/runtime/use-device.ts';

/** Steps that are compared: fewer of large drawings, whose every step takes seconds in software. */
const STEPS = { usual: 12, heavy: 8 } as const;
/** No multiple of a kernel's tiles, so that their edges count. */
const BATCH = 20;
/** Relative; each loss carries the rounding of all steps before it. */
const TOLERANCE = 1e-3;

interface Worst {
  readonly template: string;
  readonly step: number;
  readonly values: readonly [number, number];
  readonly relative: number;
}
function furthest(name: string, a: readonly number[], b: readonly number[]): Worst {
  let worst: Worst = { template: name, step: 0, values: [0, 0], relative: 0 };
  a.forEach((x, i) => {
    const y = b[i]!;
    const relative = Math.abs(x - y) / Math.max(1, Math.abs(x));
    if (!(relative <= worst.relative)) worst = { template: name, step: i + 1, values: [x, y], relative };
  });
  return worst;
}
const show = (w: Worst): string => `${w.template} step ${w.step}: ${w.values.join(' and ')}, ${w.relative.toExponential(1)} apart`;

interface Width {
  /** Examples a batch of a large drawing has, which one of the backends may take long over. */
  readonly examples: number;
  /** Channels of large drawings, where their own would take minutes. */
  readonly channels?: readonly number[];
  /** Those that have their own all the same. */
  readonly whole?: readonly string[];
}
export function backendsAgree(one: Target, other: Target, { examples, channels, whole = [] }: Width): void {
  describe(`${one} and ${other}`, () => {
    const devices = [useDevice(one), useDevice(other)];
    const worst: Worst[] = [];
    afterAll(() => {
      const [most] = worst.toSorted((a, b) => b.relative - a.relative);
      if (most) console.info(`${one} and ${other}: the furthest of ${worst.length} templates: ${show(most)}`);
    });

    test.each(TEMPLATES)(
      '%s has the same first losses',
      async (name) => {
        const own = withFewChains(template(name));
        const heavy = isHeavy(own);
        const graph = heavy && channels && !whole.includes(name) ? thinned(own, channels) : own;
        const [batch, steps] = heavy ? [examples, STEPS.heavy] : [BATCH, STEPS.usual];
        const found: number[][] = [];
        for (const device of devices) {
          const trainer = rig(graph, device(), { seed: 5, batch }).trainer();
          found.push(await losses(trainer, steps));
          trainer.close();
        }
        const [a = [], b = []] = found;
        expect([a.length, b.length]).toEqual([steps, steps]);
        // equal losses of a model that does not move would say nothing about gradients
        expect(new Set(a).size).toBe(steps);
        const far = furthest(name, a, b);
        worst.push(far);
        expect(far.relative, show(far)).toBeLessThanOrEqual(TOLERANCE);
      },
      900_000,
    );
  });
}
