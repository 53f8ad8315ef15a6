/** Three concentric rings, equally likely, so that the inner one is the densest. */
import { real } from '../../graph/space.ts';
import { circlesTruth, drawCircles } from './radial.ts';
import { streamed } from './streamed.ts';

const RADII = [0.6, 1.3, 2];
const SD = 0.08;

/** x: real [2]; radii 0.6, 1.3 and 2, noise 0.08. */
export const rings = streamed({
  name: 'rings',
  title: 'Rings',
  summary: 'Three concentric rings: holes that a smooth map of a disc cannot make.',
  columns: { x: { space: real(2) } },
  draw: (s, n) => ({ x: drawCircles(s, n, RADII, SD) }),
  truth: () => ({ x: circlesTruth(RADII, SD) }),
});
