/** How large an imported file may be. Everything a file declares is held against these before memory is taken. */

export interface Limits {
  /** Bytes of all files together, as given. */
  readonly bytes: number;
  /** Bytes of all that was unpacked from gzip and zip. */
  readonly unpackedBytes: number;
  /** Unpacked over packed size; read only beyond `ratioFreeBytes`, since small blank files compress well. */
  readonly ratio: number;
  readonly ratioFreeBytes: number;
  readonly files: number;
  readonly examples: number;
  /** Fewest examples: one to train on and one to hold out. */
  readonly fewestExamples: number;
  /** Numbers in one column, all examples together. */
  readonly numbers: number;
  readonly rank: number;
  /** Pixels of one picture. */
  readonly imagePixels: number;
  /** Longest side of the pictures a model is given. */
  readonly targetSide: number;
  readonly classes: number;
  readonly csvBytes: number;
  readonly csvLineBytes: number;
  readonly csvColumns: number;
  readonly textBytes: number;
  readonly characters: number;
}

export const LIMITS: Limits = {
  bytes: 2 ** 29,
  unpackedBytes: 2 ** 29,
  ratio: 250,
  ratioFreeBytes: 2 ** 22,
  files: 200_000,
  examples: 2 ** 22,
  fewestExamples: 2,
  numbers: 2 ** 28,
  rank: 5,
  imagePixels: 2 ** 24,
  targetSide: 1024,
  classes: 4096,
  csvBytes: 2 ** 28,
  csvLineBytes: 2 ** 20,
  csvColumns: 4096,
  textBytes: 2 ** 25,
  characters: 4096,
};

/** Characters of text in one example. */
export const TEXT_WINDOW = 64;
