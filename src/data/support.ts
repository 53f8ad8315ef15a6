/** Where data lie: the region that all but a hundredth of them fall into, by their true density. */

const OUTSIDE = 0.01;

/** The log density that 99 % of real data reach. @param logs true log densities of real data */
export function supportEdge(logs: Float64Array): number {
  return logs.toSorted()[Math.floor(OUTSIDE * logs.length)]!;
}
/** Share of samples that reach the edge; where the density is flat, all that lie in it do. @param logs their true log densities */
export function shareInSupport(logs: Float64Array, edge: number): number {
  return logs.reduce((count, l) => count + Number(l >= edge), 0) / logs.length;
}
