/** How large a document may grow. A file beyond these is refused before it is read closely; commands stop at the same line, so that whatever can be drawn can also be opened again. */
export const LIMITS = {
  /** UTF-16 code units of the file's text. */
  text: 4 * 1024 * 1024,
  /** Nesting of lists and objects. */
  depth: 48,
  nodes: 5000,
  wires: 20_000,
  frames: 1000,
  subgraphs: 500,
  /** Settings that one group shows of its inside. */
  promoted: 100,
  /** Groups within groups. */
  nesting: 16,
  title: 500,
  label: 200,
  kind: 100,
  /** Of a position, either way from the middle. */
  coordinate: 1e7,
} as const;

/** Names that would reach an object's prototype if they were used as keys. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
export const isReserved = (key: string): boolean => RESERVED.has(key);

/** Ids of nodes, frames and subgraphs. */
export const ID = /^(?!(?:__proto__|constructor|prototype)$)[A-Za-z0-9_-]{1,64}$/;
export const isId = (id: string): boolean => ID.test(id);

export const MAX_SEED = 2 ** 32 - 1;
