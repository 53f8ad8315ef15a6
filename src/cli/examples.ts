/** On how many held-out examples a run is judged. */
import type { Args } from './args.ts';

export const FEWEST = 16;
export const MOST = 2000;

/** --examples; undefined where nothing is said. @throws Problem */
export const examplesOf = (args: Args): number | undefined => args.whole('examples', FEWEST, MOST);
/** As results say it: figures of few examples are not those of many. */
export const judgedOn = (examples: number | undefined): { readonly examples?: number } => (examples === undefined ? {} : { examples });
