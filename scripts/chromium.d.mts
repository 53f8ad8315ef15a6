/** Path of a Chromium: the one the environment names, the system's, or Playwright's own. */
export function findChromium(): Promise<string | undefined>;
/** As findChromium, but installs one if need be. */
export function ensureChromium(): Promise<string | undefined>;
/** How the browser tests start Chromium. */
export function launchOptions(): Promise<{ executablePath: string | undefined; args: string[] }>;
/** Environment in which Node's WebGPU runs on the processor. Puts a link in `scratch`. */
export function softwareVulkan(chromium: string | undefined, scratch: string): Record<string, string>;
