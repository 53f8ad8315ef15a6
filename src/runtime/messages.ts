/** What the runtime says to its users. */
import type { Diagnostic } from '../graph/diagnostic.ts';

const error = (code: string, place: Pick<Diagnostic, 'node' | 'where'>, what: string, why: string, mend: string): Diagnostic => ({
  code,
  severity: 'error',
  ...place,
  what,
  why,
  mend,
});

export const nonFinite = (node: string, kernel: string, step: number): Diagnostic =>
  error(
    'run-non-finite',
    node ? { node } : {},
    `Training stopped at step ${step}: a value is no longer a finite number.`,
    node
      ? `The first infinite or undefined value appeared in ${node} (${kernel}).`
      : 'The loss was no finite number, but it was on being computed again.',
    'Lower the learning rate, clip the gradient in the Optimiser, or keep scales away from zero. The weights are those of the last good step.',
  );
export const dataMissing = (node: string): Diagnostic =>
  error(
    'run-data-missing',
    { node },
    `The data of ${node} is not at hand.`,
    'The drawing names a file that stays on the machine where it was opened.',
    `Open the file again on ${node}, or choose one of the built-in data sets.`,
  );
export const noBackend = (why: string): Diagnostic =>
  error('run-no-backend', {}, 'There is nothing to run the programs on.', `${why}.`, 'Choose another backend, or “auto”.');
export const badCheckpoint = (why: string): Diagnostic =>
  error(
    'run-checkpoint',
    {},
    'The checkpoint cannot be used.',
    `${why.charAt(0).toUpperCase()}${why.slice(1)}.`,
    'Choose a checkpoint of this drawing, or start anew.',
  );
export const notTrainable = (why: string): Diagnostic =>
  error(
    'run-nothing-to-learn',
    {},
    'This drawing cannot be trained.',
    `${why}.`,
    'Mend what the Problems list shows, then press Train again.',
  );
export const deviceLost = (why: string): Diagnostic =>
  error('run-device-lost', {}, 'The device was lost while training.', `${why}.`, 'The run goes on from its last checkpoint.');
export const runFailed = (why: string): Diagnostic =>
  error(
    'run-failed',
    {},
    'Training stopped by a fault of ours.',
    `${why}.`,
    'Please report it with the drawing; press Train to go on from the last checkpoint.',
  );
