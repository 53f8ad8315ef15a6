/** Scalars the host computes once per step: learning rates, warm-ups, bias corrections. Data, so that programs print and resume. */

export type HostScalar =
  | {
      readonly kind: 'learning-rate';
      readonly schedule: 'constant' | 'cosine' | 'step';
      readonly rate: number;
      /** Steps of the cosine's fall, and the share of the rate that is left after it. */
      readonly horizon: number;
      readonly floor: number;
      readonly warmup: number;
      readonly every: number;
      readonly factor: number;
    }
  /** Rises linearly from 0 to `to` over `steps` steps. */
  | { readonly kind: 'ramp'; readonly to: number; readonly steps: number }
  /** 1 / (1 - decay^t), Adam's bias correction (Kingma & Ba, 2015, algorithm 1). */
  | { readonly kind: 'bias-correction'; readonly decay: number }
  /** min(decay, (1 + t) / (10 + t)): the warmed-up decay of an exponential moving average. */
  | { readonly kind: 'ema-decay'; readonly decay: number };

/**
 * A function of the step alone, never of how long a run is to last: a run that stops and resumes is the run that never stopped.
 * @param step steps this scalar's owner has taken before this one, from 0
 */
export function hostScalar(h: HostScalar, step: number): number {
  switch (h.kind) {
    case 'learning-rate': {
      const warm = h.warmup > 0 ? Math.min(1, (step + 1) / h.warmup) : 1;
      if (h.schedule === 'cosine') {
        const fall = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, step / h.horizon)));
        return h.rate * warm * (h.floor + (1 - h.floor) * fall);
      }
      if (h.schedule === 'step') return h.rate * warm * h.factor ** Math.floor(step / h.every);
      return h.rate * warm;
    }
    case 'ramp':
      return h.steps > 0 ? h.to * Math.min(1, step / h.steps) : h.to;
    case 'bias-correction':
      return 1 / (1 - h.decay ** (step + 1));
    case 'ema-decay':
      return Math.min(h.decay, (1 + step) / (10 + step));
  }
}

export function showHost(h: HostScalar): string {
  switch (h.kind) {
    case 'learning-rate':
      return `lr ${h.schedule} ${h.rate}${h.schedule === 'cosine' ? ` to ${h.rate * h.floor} in ${h.horizon}` : ''}${h.warmup ? ` warmup ${h.warmup}` : ''}${h.schedule === 'step' ? ` x${h.factor} every ${h.every}` : ''}`;
    case 'ramp':
      return `ramp to ${h.to} in ${h.steps}`;
    case 'bias-correction':
      return `1/(1-${h.decay}^t)`;
    case 'ema-decay':
      return `ema ${h.decay}`;
  }
}
