/** The page: header, rail, palette, canvas, inspector, dock. */
import { type ReactNode, Suspense, lazy } from 'react';
import { Canvas } from './canvas/canvas.tsx';
import { FileReport } from './dialogs/file-report.tsx';
import { Header } from './header/header.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { Palette } from './palette/palette.tsx';
import { Rail } from './parts/rail.tsx';
import { Toasts } from './parts/toasts.tsx';
import { RunDock } from './run/run-dock.tsx';
import { type DialogName, useSession } from './stores/session.ts';

const DIALOGS: Readonly<Record<DialogName, React.LazyExoticComponent<() => ReactNode>>> = {
  templates: lazy(() => import('./dialogs/templates.tsx')),
  shortcuts: lazy(() => import('./dialogs/shortcuts.tsx')),
  settings: lazy(() => import('./dialogs/run-settings.tsx')),
};

export function App(): ReactNode {
  const palette = useSession((s) => s.palette);
  const inspector = useSession((s) => s.inspector);
  const dialog = useSession((s) => s.dialog);
  const Open = dialog && DIALOGS[dialog];
  return (
    <div className={`page${palette ? ' with-palette' : ''}${inspector ? ' with-inspector' : ''}`}>
      <Header />
      <Rail />
      {palette && <Palette />}
      <main>
        <Canvas />
        <RunDock />
      </main>
      {inspector && <Inspector />}
      {Open && (
        <Suspense fallback={null}>
          <Open />
        </Suspense>
      )}
      <FileReport />
      <Toasts />
    </div>
  );
}
