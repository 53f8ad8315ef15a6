/** Host scalars as JavaScript over `step`: the printed counterpart of ir/host.ts. */
import type { HostScalar } from '../../ir/host.ts';

export function hostExpression(h: HostScalar): string {
  switch (h.kind) {
    case 'learning-rate': {
      const warm = h.warmup > 0 ? ` * Math.min(1, (step + 1) / ${h.warmup})` : '';
      if (h.schedule === 'cosine')
        return `${h.rate}${warm} * (${h.floor} + ${1 - h.floor} * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, step / ${h.horizon}))))`;
      if (h.schedule === 'step') return `${h.rate}${warm} * ${h.factor} ** Math.floor(step / ${h.every})`;
      return `${h.rate}${warm}`;
    }
    case 'ramp':
      return h.steps > 0 ? `${h.to} * Math.min(1, step / ${h.steps})` : String(h.to);
    case 'bias-correction':
      return `1 / (1 - ${h.decay} ** (step + 1))`;
    case 'ema-decay':
      return `Math.min(${h.decay}, (1 + step) / (10 + step))`;
  }
}
