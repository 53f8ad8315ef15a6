/** Ctrl-C: asked once, a command ends well; asked again, at once. */
import type { Terminal } from './terminal.ts';

/** npx passes a signal on that the terminal has given to the program already: two so close together are one request. */
const ONE_REQUEST_MS = 1000;

export class Interrupt {
  private at: number | undefined;
  private readonly off: () => void;

  /** @param heard called at the first request */
  constructor(terminal: Terminal, heard: () => void) {
    this.off = terminal.onInterrupt(() => {
      const now = performance.now();
      if (this.at === undefined) {
        this.at = now;
        heard();
      } else if (now - this.at > ONE_REQUEST_MS) process.exit(130);
    });
  }
  get isWanted(): boolean {
    return this.at !== undefined;
  }
  /** From here on Ctrl-C ends the process as it usually does. */
  release(): void {
    this.off();
  }
}
