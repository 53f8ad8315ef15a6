/** A program was run with something missing or of the wrong size; a bug of ours. */
export class ExecutionError extends Error {}
