/** What a quality run is asked to do: scripts/quality.mjs passes it on through the environment. */

export interface QualityOptions {
  readonly template?: string;
  readonly seed?: number;
  /** Other than the full budget: such a run is only shown, neither recorded nor held against the bars. */
  readonly steps?: number;
  /** Only drawings of points in the plane that have a bar, held against it and not recorded. */
  readonly plane?: boolean;
  /** Every so many-th of the runs, from the one of this number: the others are another process's. */
  readonly part?: Part;
}
interface Part {
  readonly number: number;
  readonly of: number;
}
const SEEDS = [0, 1, 2];
const STEPS = 3000;
/** Templates whose steps are too long for the usual budget. */
const BUDGETS: Readonly<Record<string, number>> = {
  'vae-digits': 2000,
  autoencoder: 2000,
  'dcgan-digits': 2000,
  'bigan-digits': 2000,
  'ddpm-digits': 2000,
  'guided-digits': 2000,
  'pixelcnn-digits': 1000,
  'pixelcnn-digits8': 600,
  'glow-digits8': 1200,
  'ddpm-digits8': 1000,
  'char-lstm': 2000,
  'gpt-text': 2000,
  'gpt-markov': 2000,
  'gpt-brackets': 2000,
};

export const QUALITY = 'WELLSPRING_QUALITY';

/** A value the launcher wrote. @throws Error when it holds what it should not: a mistake of ours */
export function qualityOptions(text = process.env[QUALITY] ?? '{}'): QualityOptions {
  const { template, seed, steps, plane, part }: QualityOptions = JSON.parse(text);
  if (template !== undefined && typeof template !== 'string') throw new Error(`template ${String(template)}`);
  for (const n of [seed, steps]) if (n !== undefined && !Number.isSafeInteger(n)) throw new Error(`${String(n)} is no whole number`);
  return {
    ...(template !== undefined && { template }),
    ...(typeof seed === 'number' && { seed }),
    ...(typeof steps === 'number' && { steps }),
    ...(plane === true && { plane }),
    ...(part && { part }),
  };
}
export const budgetOf = (template: string): number => BUDGETS[template] ?? STEPS;
/** Every run that is asked for. @param plane which of them are held against a bar in the plane */
export function runs(
  all: readonly string[],
  { template, seed, steps, plane, part = { number: 0, of: 1 } }: QualityOptions,
  isPlane: (template: string) => boolean,
): readonly { readonly template: string; readonly seed: number; readonly steps: number }[] {
  const chosen = all.filter((t) => (template === undefined || t === template) && (!plane || isPlane(t)));
  if (chosen.length === 0) throw new Error(`there is no template ${template}; there are ${all.join(', ')}`);
  return chosen
    .flatMap((t) => (seed === undefined ? SEEDS : [seed]).map((s) => ({ template: t, seed: s, steps: steps ?? budgetOf(t) })))
    .filter((_, i) => i % part.of === part.number);
}
