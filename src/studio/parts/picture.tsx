/** Numbers as a picture: points in the plane, images in a grid, anything else as a histogram. */
import { type ReactNode, useEffect, useRef } from 'react';
import type { Picture } from '../../workers/protocol.ts';
import type { Bounds } from './paint.ts';
import { paintPicture } from './paint-picture.ts';
import { useThemeName } from '../theme.ts';

interface Props {
  readonly picture: Picture;
  /** Drawn faintly behind points. */
  readonly under?: Picture | undefined;
  readonly bounds?: Bounds | undefined;
  readonly color?: string;
  readonly label: string;
  readonly most?: number;
  readonly radius?: number;
  readonly columns?: number | undefined;
}

export function PictureView({
  picture,
  under,
  bounds,
  color = '--distribution',
  label,
  most = 2000,
  radius = 1.2,
  columns,
}: Props): ReactNode {
  const ref = useRef<HTMLCanvasElement>(null);
  const theme = useThemeName();
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return undefined;
    const paint = (): void => paintPicture(canvas, { picture, under, bounds, color, most, radius, columns });
    paint();
    const watch = new ResizeObserver(paint);
    watch.observe(canvas);
    return () => watch.disconnect();
  }, [picture, under, bounds, color, most, radius, columns, theme]);
  return <canvas ref={ref} className="picture" role="img" aria-label={label} />;
}
