/** A density over a square, as a heat map. */
import { type ReactNode, useEffect, useRef } from 'react';
import { paintHeat } from './paint.ts';

interface Props {
  readonly logs: Float32Array;
  readonly size: number;
  readonly top: number;
  readonly label: string;
}
export function Heat({ logs, size, top, label }: Props): ReactNode {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return undefined;
    const paint = (): void => paintHeat(canvas, logs, size, top);
    paint();
    const watch = new ResizeObserver(paint);
    watch.observe(canvas);
    return () => watch.disconnect();
  }, [logs, size, top]);
  return <canvas ref={ref} className="picture heat" role="img" aria-label={label} />;
}
