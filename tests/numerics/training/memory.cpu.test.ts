import { smallVae } from '../../unit/runtime/drawings.ts';
import { template } from '../../unit/runtime/rig.ts';
import { memoryIsFlat } from './memory.ts';

// in plain JavaScript a thousand steps of a whole VAE take twenty seconds, and a picture of its density a minute
memoryIsFlat('cpu', smallVae(), {
  'small-vae': smallVae(),
  'gaussian-fit': template('gaussian-fit'),
  'two-class-bayes': template('two-class-bayes'),
});
