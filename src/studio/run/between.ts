/** Ways between held-out examples or draws, as a picture and in words. Pure. */
import { numel } from '../../graph/space.ts';
import type { Between, Ends, Picture } from '../../workers/protocol.ts';

/** Each row an example, what lies between, and the other example; where ends are draws, they are among what the model makes. */
export function rowsBetween({ examples, along, rows, steps }: Between): Picture {
  if (!examples) return along;
  const { from, to } = examples;
  const size = numel(from.space.shape);
  const across = steps + 2;
  const data = new Float32Array(rows * across * size);
  for (let r = 0; r < rows; r++) {
    data.set(from.data.subarray(r * size, (r + 1) * size), r * across * size);
    data.set(along.data.subarray(r * steps * size, (r + 1) * steps * size), (r * across + 1) * size);
    data.set(to.data.subarray(r * size, (r + 1) * size), (r * across + across - 1) * size);
  }
  return { space: from.space, data, n: rows * across };
}
export const wayOf = ({ ends, code, path, snapped, moving, classes }: Between): string => {
  const of = code === 'noise' ? 'the noise' : code;
  const way = snapped
    ? `straight between features, put to the nearest codes ${code}`
    : `${path === 'spherical' ? 'along great circles' : 'straight'} ${ends === 'draws' ? 'between draws of' : 'through'} ${of}`;
  return `${way}${classes ? `, ${classes.variable} held` : ''}${moving.length > 0 ? `, ${moving.join(' and ')} on the way too` : ''}`;
};
/** The picture in words: what is data in it, and what is the model’s. */
export const labelOf = (between: Between): string => {
  const { ends, variable, rows, along } = between;
  const [way, draws] = [wayOf(between), ends === 'draws'];
  if (along.space.layout === 'image')
    return draws
      ? `From one ${variable} that the model draws to another, ${way}: all are the model’s, first and last of each row too`
      : `From one held-out ${variable} to another, ${way}: first and last of each row are data, the others the model’s`;
  return draws
    ? `${rows} ways from one ${variable} that the model draws to another, ${way}: lines and their ends are the model’s, over held-out data`
    : `${rows} ways from one held-out ${variable} to another, ${way}: rings are data, lines the model’s`;
};
/** In the words of the pane, by what ways lead from and to. */
export const WORDS: Readonly<
  Record<Ends, { readonly pairs: string; readonly dear: string; readonly others: string; readonly next: string }>
> = {
  data: {
    pairs: 'held-out pairs',
    dear: 'Ways between two held-out examples, to their codes and back: too much work for every frame of the film.',
    others: 'Ways between other held-out examples',
    next: 'Other examples from the next frame of the film on',
  },
  draws: {
    pairs: 'pairs of draws',
    dear: 'Ways between two draws of the model: too much work for every frame of the film.',
    others: 'Ways between other draws of the model',
    next: 'Other draws from the next frame of the film on',
  },
};
