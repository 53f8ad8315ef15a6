/** Numbers as a picture: points in the plane, images in a grid, anything else as a histogram. */
import { type ReactNode, useEffect, useRef } from 'react';
import { numel } from '../../graph/space.ts';
import type { Picture } from '../../workers/protocol.ts';
import { type Bounds, boundsOf, ink, paintClouds, paintHistogram, paintImages } from './paint.ts';
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
const planar = (p: Picture): boolean => p.space.shape.length === 1 && p.space.shape[0]! >= 2 && p.space.values.kind !== 'tokens';
const imagery = (p: Picture): boolean => p.space.layout === 'image' && p.space.shape.length >= 2;

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
    const paint = (): void => {
      const n = Math.min(most, picture.n);
      if (imagery(picture)) paintImages(canvas, picture.data, n, picture.space, columns);
      else if (planar(picture)) {
        const dim = numel(picture.space.shape);
        const cloud = { data: picture.data, n, dim, color: ink(canvas, color), alpha: 0.5, radius };
        const behind =
          under && planar(under)
            ? [{ data: under.data, n: Math.min(most, under.n), dim, color: ink(canvas, '--ink3'), alpha: 0.28, radius }]
            : [];
        paintClouds(canvas, [...behind, cloud], bounds ?? boundsOf((under ?? picture).data, (under ?? picture).n, dim));
      } else paintHistogram(canvas, picture.data, ink(canvas, color), 'k' in picture.space.values ? picture.space.values.k : undefined);
    };
    paint();
    const watch = new ResizeObserver(paint);
    watch.observe(canvas);
    return () => watch.disconnect();
  }, [picture, under, bounds, color, most, radius, columns, theme]);
  return <canvas ref={ref} className="picture" role="img" aria-label={label} />;
}
