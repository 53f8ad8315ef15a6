/** A canvas that is painted anew when what it shows, its size or the theme changes. */
import { type PointerEventHandler, type ReactNode, useEffect, useRef } from 'react';
import { useThemeName } from '../theme.ts';

interface Props {
  /** Stable while what it paints is the same. */
  readonly paint: (canvas: HTMLCanvasElement) => void;
  readonly label: string;
  readonly className?: string;
  readonly onPointerMove?: PointerEventHandler<HTMLCanvasElement>;
  readonly onPointerLeave?: PointerEventHandler<HTMLCanvasElement>;
}
export function Painted({ paint, label, className = '', ...events }: Props): ReactNode {
  const ref = useRef<HTMLCanvasElement>(null);
  const theme = useThemeName();
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return undefined;
    paint(canvas);
    const watch = new ResizeObserver(() => paint(canvas));
    watch.observe(canvas);
    return () => watch.disconnect();
  }, [paint, theme]);
  return <canvas ref={ref} className={`picture ${className}`} role="img" aria-label={label} {...events} />;
}
