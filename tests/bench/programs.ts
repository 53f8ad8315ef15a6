/** What is measured: two templates, compiled as they ship. */
export const PROGRAMS = {
  mlp: 'vae-moons',
  'conv-vae': 'vae-digits',
} as const;
export type ProgramName = keyof typeof PROGRAMS;

export const BACKENDS = ['wasm', 'webgpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

export const RIVALS = ['tfjs', 'jax-js', 'pytorch'] as const;
/** Not met unless asked for: TF.js by hand with gradients of its own for dense layers. */
export const TUNED = 'tfjs-tuned';
export type RivalName = (typeof RIVALS)[number] | typeof TUNED;

/** Steps whose losses must agree before anything is timed. */
export const CHECKED_STEPS = 5;
/** Relative difference below which two losses agree to three digits. */
export const AGREEMENT = 5e-4;
/** Batches made beforehand and used in turn: making them is nobody's training step. */
export const POOL = 16;
export const SEED = 0;

export const isProgram = (s: string): s is ProgramName => s in PROGRAMS;
export const isBackend = (s: string): s is BackendName => BACKENDS.some((b) => b === s);
export const isRival = (s: string): s is RivalName => s === TUNED || RIVALS.some((r) => r === s);
