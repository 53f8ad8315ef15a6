import { smallVae } from '../../unit/runtime/drawings.ts';
import { template } from '../../unit/runtime/rig.ts';
import { memoryIsFlat } from './memory.ts';

// a picture of the density of a whole VAE takes plain JavaScript a minute
memoryIsFlat('cpu', { 'small-vae': smallVae(), 'gaussian-fit': template('gaussian-fit'), 'two-class-bayes': template('two-class-bayes') });
