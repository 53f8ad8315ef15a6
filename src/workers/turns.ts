/** Commands take turns, since two at once would train one state twice. What is done while nobody asks for anything gives way to every command. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private spare: (() => Promise<boolean>) | undefined;
  private resting = false;

  /** @param callOff ends what is done meanwhile, soon */
  constructor(private readonly callOff: () => void) {}

  take<T>(command: () => Promise<T>): Promise<T> {
    this.waiting++;
    if (this.resting) this.callOff();
    const mine = this.last.then(() => {
      this.waiting--;
      return command();
    });
    this.last = mine.catch(() => undefined).then(() => this.rest());
    return mine;
  }
  /** To be done once nobody asks for anything. @param work answers whether it came to its end, else it is begun again after the command that called it off */
  meanwhile(work: (() => Promise<boolean>) | undefined): void {
    this.spare = work;
    if (work) this.last = this.last.then(() => this.rest());
  }
  private async rest(): Promise<void> {
    const { spare } = this;
    if (!spare || this.waiting > 0) return;
    this.resting = true;
    try {
      const over = await spare();
      if (over && this.spare === spare) this.spare = undefined;
    } finally {
      this.resting = false;
    }
  }
}
