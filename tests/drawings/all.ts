/** Every drawing of the language tests. */
import { AUTOENCODERS } from './autoencoder.ts';
import { AUTOREGRESSIVE } from './autoregressive.ts';
import { CONTRASTIVES } from './contrastive.ts';
import { CODES } from './codes.ts';
import { ENERGIES } from './energy.ts';
import { DIFFUSIONS } from './diffusion.ts';
import { FLOWS } from './flow.ts';
import { GAMES } from './games.ts';
import { LIKELIHOODS } from './likelihood.ts';
import type { Drawn } from './notation.ts';
import { REFUSED } from './refused.ts';
import { VAES } from './vae.ts';

export const DRAWINGS: readonly Drawn[] = [
  ...VAES,
  ...LIKELIHOODS,
  ...FLOWS,
  ...GAMES,
  ...AUTOENCODERS,
  ...AUTOREGRESSIVE,
  ...CODES,
  ...CONTRASTIVES,
  ...ENERGIES,
  ...DIFFUSIONS,
  ...REFUSED,
];
export function drawing(name: string): Drawn {
  const found = DRAWINGS.find((d) => d.name === name);
  if (!found) throw new Error(`no drawing is called ${name}`);
  return found;
}
