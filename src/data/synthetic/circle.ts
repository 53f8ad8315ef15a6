/** A thin ring: a line in the plane, nearly a density with no width, where likelihoods grow large and latents need one dimension. */
import { real } from '../../graph/space.ts';
import { circlesTruth, drawCircles } from './radial.ts';
import { streamed } from './streamed.ts';

const RADII = [1.5];
const SD = 0.04;

/** x: real [2]; radius 1.5, noise 0.04. */
export const circle = streamed({
  name: 'circle',
  title: 'Circle',
  summary: 'A thin ring: a one-dimensional shape that lives in two dimensions.',
  columns: { x: { space: real(2) } },
  draw: (s, n) => ({ x: drawCircles(s, n, RADII, SD) }),
  truth: () => ({ x: circlesTruth(RADII, SD) }),
});
