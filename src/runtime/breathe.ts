/** Lets waiting messages in. Without milliseconds it is no timer: a hidden tab slows those down. */
export function breathe(ms = 0): Promise<void> {
  if (ms > 0) return new Promise((done) => setTimeout(done, ms));
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(0);
  });
}
