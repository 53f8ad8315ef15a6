/** What a node holds, as a picture. */
import { type ReactNode, useEffect, useRef } from 'react';
import type { Probed } from '../../workers/protocol.ts';
import { figure } from '../facts.ts';
import { useThemeName } from '../theme.ts';
import { describeNext } from './next-value.ts';
import { PAINT, usualLevel } from './paint-probes.ts';

interface Props {
  readonly probed: Probed;
  readonly level?: number | undefined;
}
export function ProbePicture({ probed, level }: Props): ReactNode {
  const ref = useRef<HTMLCanvasElement>(null);
  const theme = useThemeName();
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return undefined;
    const paint = (): void => PAINT[probed.shows](canvas, probed, { level });
    paint();
    const watch = new ResizeObserver(paint);
    watch.observe(canvas);
    return () => watch.disconnect();
  }, [probed, level, theme]);
  return <canvas ref={ref} className="picture" role="img" aria-label={describe(probed, level)} />;
}
/** In words, for those who cannot see it and for a pointer that rests on it. */
export function describe(p: Probed, level = usualLevel(p)): string {
  switch (p.shows) {
    case 'field':
      return `${p.quantity === 'score' ? 'Score' : 'Velocity'} field at noise σ = ${figure(p.levels?.[level] ?? 0, 2)}: where ${p.variable} is moved, towards the data`;
    case 'landscape':
      return p.quantity === 'energy'
        ? `Energy over the plane of ${p.variable}: bright is low energy, where the model believes ${p.variable} to be`
        : `Score of the critic over the plane of ${p.variable}: bright is data; the line is zero, where it cannot tell`;
    case 'grid':
      return `A grid of the base, where the flow up to here has taken it`;
    case 'posterior':
      return `Codes ${p.variable} of held-out data${p.classes ? ', by class' : ''}${p.axes ? `: numbers ${p.axes[0] + 1} and ${p.axes[1] + 1}` : ''}`;
    case 'draws':
      return `Draws of ${p.variable} from ${p.node}`;
    case 'noised':
      return `${p.space?.layout === 'image' ? 'An example' : 'Examples'} of ${p.variable} on the way to noise: σ = ${(p.levels ?? []).map((l) => figure(l, 2)).join(', ')}`;
    case 'codes':
      return p.quantity === 'codes'
        ? `${p.variable} beside held-out data${p.classes ? ', by class' : ''}${p.parts['prior'] ? '; grey: what its p draws' : ''}${p.axes ? `: numbers ${p.axes[0] + 1} and ${p.axes[1] + 1}` : ''}`
        : `Draws of ${p.variable} from its p`;
    case 'beside':
      return `Held-out data of ${p.variable}`;
    case 'manifold':
      return `What ${p.node} makes of a grid of latents, from −2 to 2 each way`;
    case 'next':
      return describeNext(p, level);
  }
}
