/** What is said of a frame that is a first look. */
export const SKETCHED = 'whole frames take long here, and all frames together may take a fifth of the time.';
/** Where a pane is empty for that reason. */
export const SKETCH = `Comes with the first whole frame: ${SKETCHED}`;
