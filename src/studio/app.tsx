/** The page: header, rail, palette, canvas, inspector, dock. */
import { type ReactNode, Suspense, lazy } from 'react';
import { Canvas } from './canvas/canvas.tsx';
import { FileReport } from './dialogs/file-report.tsx';
import { Header } from './header/header.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { Palette } from './palette/palette.tsx';
import { Announcer } from './parts/announcer.tsx';
import { Boundary } from './parts/boundary.tsx';
import { Rail } from './parts/rail.tsx';
import { Toasts } from './parts/toasts.tsx';
import { RunDock } from './run/run-dock.tsx';
import { useSession } from './stores/session.ts';

const Templates = lazy(() => import('./dialogs/templates.tsx'));
const Shortcuts = lazy(() => import('./dialogs/shortcuts.tsx'));
const Commands = lazy(() => import('./dialogs/commands.tsx'));
const RunSettings = lazy(() => import('./dialogs/run-settings.tsx'));

export function App(): ReactNode {
  const palette = useSession((s) => s.palette);
  const inspector = useSession((s) => s.inspector);
  const dialog = useSession((s) => s.dialog);
  return (
    <div className={`page${palette ? ' with-palette' : ''}${inspector ? ' with-inspector' : ''}`}>
      <Header />
      <Rail />
      {palette && <Palette />}
      <main>
        <Boundary part="canvas">
          <Canvas />
        </Boundary>
      </main>
      <Boundary part="run">
        <RunDock />
      </Boundary>
      {inspector && (
        <Boundary part="inspector">
          <Inspector />
        </Boundary>
      )}
      <Suspense fallback={null}>
        {dialog === 'templates' && <Templates />}
        {dialog === 'shortcuts' && <Shortcuts />}
        {dialog === 'commands' && <Commands />}
        {dialog === 'find' && <Commands only="nodes" />}
        {dialog === 'settings' && <RunSettings />}
      </Suspense>
      <FileReport />
      <Toasts />
      <Announcer />
    </div>
  );
}
