/** Starts the studio. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import '@xyflow/react/dist/base.css';
import './styles/tokens.css';
import './styles/controls.css';
import './styles/shell.css';
import './styles/canvas.css';
import './styles/cards.css';
import './styles/sockets.css';
import './styles/chips.css';
import './styles/empty-canvas.css';
import './styles/next-step.css';
import './styles/gestures.css';
import './styles/picker.css';
import './styles/frames.css';
import './styles/groups.css';
import './styles/living.css';
import './styles/hover.css';
import './styles/inspector.css';
import './styles/settings.css';
import './styles/diagnostics.css';
import './styles/tasks.css';
import './styles/notes.css';
import './styles/mathematics.css';
import './styles/plate.css';
import './styles/chart.css';
import './styles/limit.css';
import './styles/dock.css';
import './styles/run-views.css';
import './styles/sequences.css';
import './styles/dialogs.css';
import './styles/gallery.css';
import './styles/files.css';
import './styles/sheets.css';
import { restoreImports } from './actions/data.ts';
import { openFromAddress, watchAddress } from './actions/share.ts';
import { disposeEngine } from './actions/engine.ts';
import { followRates, restoreRun, watchRuns } from './actions/run.ts';
import { App } from './app.tsx';
import { keepHistory } from './run/record.ts';
import { listen } from './keyboard.ts';
import { restore, savingHandlers } from './projects/session.ts';
import { watchRoom } from './room.ts';
import { keepSaving } from './saving.ts';
import { watchUpdates } from './updates.ts';
import { watchAdvice } from './stores/advice.ts';
import { watchDocument } from './stores/derived.ts';
import { toast } from './stores/toasts.ts';
import { themeBeforePaint } from './theme.ts';

themeBeforePaint();
// Before React, so that the first drawing shown is the right one.
const found = await restore();
const linked = await openFromAddress();
const stops = [
  watchRoom(),
  watchDocument(),
  keepSaving(savingHandlers),
  listen(),
  watchAddress(),
  watchRuns(),
  followRates(),
  keepHistory(),
  watchAdvice(),
];

// After an update the old page's chunks are gone from the server.
window.addEventListener('vite:preloadError', () =>
  toast('plain', 'Wellspring was updated while this page was open.', 'Reload the page to go on. Your drawing is kept.'),
);

const root = createRoot(document.getElementById('studio')!);
root.render(
  <StrictMode>
    <App />
  </StrictMode>,
);
if (found && !linked) {
  await restoreImports();
  await restoreRun();
}
if (import.meta.env.PROD) watchUpdates();

// When the module is replaced during development, the old one lets go of the device.
import.meta.hot?.dispose(() => {
  for (const stop of stops) stop();
  disposeEngine();
  root.unmount();
});
