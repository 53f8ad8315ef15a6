/** Every template trains: its losses are finite, and fall within a small budget where they are no game. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { templateNames } from '../../src/cli/templates.ts';
import { program } from '../cli/harness.ts';

const result = z.object({ losses: z.array(z.record(z.string(), z.number())), metrics: z.record(z.string(), z.unknown()) });
/** Large networks get fewer steps. */
const STEPS: Readonly<Record<string, number>> = {
  'bigan-digits': 40,
  'char-lstm': 60,
  'dcgan-digits': 40,
  'ddpm-digits': 40,
  'glow-digits': 40,
  'gpt-text': 60,
  'guided-digits': 40,
  'latent-diffusion-digits': 60,
  'pixelcnn-digits': 40,
  'vae-digits': 40,
  'vq-vae-digits': 60,
};
const DEFAULT_STEPS = 100;
/** That a template can be judged is asked here, not how good it is: figures of few examples come by the same way, in seconds. */
const EXAMPLES = '64';

const mean = (xs: readonly number[]): number => xs.reduce((a, x) => a + x, 0) / xs.length;

// each is a process of its own
describe.concurrent('template', () => {
  it.each(templateNames())(
    '%s',
    async (name) => {
      const steps = STEPS[name] ?? DEFAULT_STEPS;
      const { code, out, err } = await program([
        'train',
        name,
        '--steps',
        String(steps),
        '--examples',
        EXAMPLES,
        '--backend',
        'wasm',
        '--json',
      ]);
      expect(code, err).toBe(0);
      const { losses, metrics } = result.parse(JSON.parse(out));
      for (const point of losses) expect(Object.values(point).every(Number.isFinite), JSON.stringify(point)).toBe(true);
      expect(Object.keys(metrics).length).toBeGreaterThan(0);
      // what one player of a game wins the other loses
      if ('adv.critic' in losses[0]!) return;
      // and a difference of energies says nothing of how good a model is
      if (Object.keys(losses[0]!).some((k) => k.includes('.energy.'))) return;
      const objectives = Object.keys(losses[0]!).filter((k) => k !== 'step' && !k.includes('.'));
      expect(objectives.length).toBeGreaterThan(0);
      const total = (points: typeof losses): number => mean(points.map((p) => objectives.reduce((sum, o) => sum + p[o]!, 0)));
      expect(total(losses.slice(-10))).toBeLessThan(total(losses.slice(0, 10)));
    },
    600_000,
  );
});
