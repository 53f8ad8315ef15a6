/** The page: header, rail, palette, canvas, inspector, dock. */
import { type ReactNode, Suspense, lazy } from 'react';
import { Canvas } from './canvas/canvas.tsx';
import Commands from './dialogs/commands.tsx';
import { FileReport } from './dialogs/file-report.tsx';
import { WhichDataset } from './dialogs/which-dataset.tsx';
import { Header } from './header/header.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { DropZone } from './notices/drop-zone.tsx';
import { Notices } from './notices/notices.tsx';
import { Palette } from './palette/palette.tsx';
import { Announcer } from './parts/announcer.tsx';
import { Boundary } from './parts/boundary.tsx';
import { Rail } from './parts/rail.tsx';
import { Toasts } from './parts/toasts.tsx';
import { RunDock } from './run/run-dock.tsx';
import { useSession } from './stores/session.ts';
import { WhereIs } from './where.tsx';

const Templates = lazy(() => import('./dialogs/templates.tsx'));
const Shortcuts = lazy(() => import('./dialogs/shortcuts.tsx'));
const Projects = lazy(() => import('./dialogs/projects.tsx'));
const Versions = lazy(() => import('./dialogs/versions.tsx'));
const LinkDialog = lazy(() => import('./dialogs/link.tsx'));
const Runs = lazy(() => import('./dialogs/runs.tsx'));
const RunSettings = lazy(() => import('./dialogs/run-settings.tsx'));

export const App = (): ReactNode => (
  <WhereIs>
    <Page />
  </WhereIs>
);
function Page(): ReactNode {
  const palette = useSession((s) => s.palette);
  const inspector = useSession((s) => s.inspector);
  const wide = useSession((s) => s.wide);
  const dialog = useSession((s) => s.dialog);
  return (
    <div className={`page${palette ? ' with-palette' : ''}${inspector ? ' with-inspector' : ''}${wide ? ' wide-inspector' : ''}`}>
      <Header />
      <Rail />
      {palette && <Palette />}
      <main>
        <Notices />
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
        {dialog === 'runs' && <Runs />}
        {dialog === 'settings' && <RunSettings />}
        {dialog === 'projects' && <Projects />}
        {dialog === 'versions' && <Versions />}
        {dialog === 'link' && <LinkDialog />}
      </Suspense>
      <FileReport />
      <WhichDataset />
      <DropZone />
      <Toasts />
      <Announcer />
    </div>
  );
}
