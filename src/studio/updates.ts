/** Keeps the build in the browser, for visits without a network, and says when a newer one waits. */
import { leaveRun } from './actions/run.ts';
import { saveNow } from './saving.ts';
import { useUpdate } from './stores/update.ts';

/** The page comes first: its fonts, the compiler, a run. */
const LATER_MS = 1500;
const AGAIN_MS = 30 * 60_000;

async function takeOver(registration: ServiceWorkerRegistration): Promise<void> {
  await saveNow();
  await leaveRun();
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true });
  registration.waiting?.postMessage('take-over');
}
async function watch(): Promise<void> {
  const registration = await navigator.serviceWorker.register('./sw.js', { scope: './', updateViaCache: 'none' });
  const offer = (): void => {
    // the first build of a first visit takes nobody's place
    if (registration.waiting && navigator.serviceWorker.controller) useUpdate.setState({ ready: () => void takeOver(registration) });
  };
  offer();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offer));
  let asked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - asked < AGAIN_MS) return;
    asked = Date.now();
    registration.update().catch(() => undefined);
  });
}
/** Browsers that cannot, or may not (private windows, plain http), do without. */
export function watchUpdates(): void {
  if (!('serviceWorker' in navigator)) return;
  window.setTimeout(() => void watch().catch(() => undefined), LATER_MS);
}
