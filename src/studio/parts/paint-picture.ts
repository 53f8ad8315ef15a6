/** Numbers as a picture on a canvas: points in the plane, images in a grid, text as lines, anything else as a histogram. No React. */
import { numel } from '../../graph/space.ts';
import type { Picture } from '../../workers/protocol.ts';
import { type Bounds, boundsOf, ink, paintClouds, paintHistogram, paintImages } from './paint.ts';

export interface Painting {
  readonly picture: Picture;
  /** Drawn faintly behind points. */
  readonly under?: Picture | undefined;
  readonly bounds?: Bounds | undefined;
  /** Name of a colour of the theme. */
  readonly color: string;
  readonly most: number;
  readonly radius: number;
  readonly columns?: number | undefined;
}
const planar = (p: Picture): boolean => p.space.shape.length === 1 && p.space.shape[0]! >= 2 && p.space.values.kind !== 'tokens';
const imagery = (p: Picture): boolean => p.space.layout === 'image' && p.space.shape.length >= 2;

export function paintPicture(canvas: HTMLCanvasElement, { picture, under, bounds, color, most, radius, columns }: Painting): void {
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
}
