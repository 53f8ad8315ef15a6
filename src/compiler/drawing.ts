/** Joins a model, its spaces and how its latents are bound. */
import { conjugate } from './conjugate.ts';
import { latentHow } from './latents.ts';
import type { Model } from './model.ts';
import type { Spaces } from './spaces.ts';
import type { Drawing, How } from './trace.ts';

export function drawingOf(model: Model, spaces: Spaces): Drawing {
  const known = new Map<string, How>();
  const drawing: Drawing = {
    model,
    spaces,
    how: (latent) => {
      const how = known.get(latent) ?? latentHow(drawing, latent);
      known.set(latent, how);
      return how;
    },
    posteriorMean: (t, latent) => conjugate(t, latent).mean,
  };
  return drawing;
}
