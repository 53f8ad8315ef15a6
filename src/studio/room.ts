/** Little room: on a phone or in a small window one panel is open at a time, and the canvas keeps the rest. */
import { fitResized } from './actions/panels.ts';
import { useRun } from './stores/run.ts';
import { type Arrangement, session, useSession } from './stores/session.ts';

/** styles/sheets.css draws panels as sheets below this width. */
const SMALL = '(max-width: 900px)';
/** Below this width the palette is closed to begin with. */
const NARROW = '(max-width: 1179px)';

type Panels = Pick<Arrangement, 'palette' | 'inspector' | 'dock' | 'legend'>;
const NONE: Panels = { palette: false, inspector: false, dock: false, legend: false };
const SHEETS = ['palette', 'inspector', 'dock'] as const;
const panels = (): Panels => {
  const { palette, inspector, dock, legend } = session();
  return { palette, inspector, dock, legend };
};
/** What is closed when others have been opened. */
export function closing(now: Panels, was: Panels): Partial<Panels> {
  const opened = SHEETS.find((p) => now[p] && !was[p]);
  return opened === undefined ? {} : Object.fromEntries(SHEETS.filter((p) => p !== opened && now[p]).map((p) => [p, false]));
}

export function watchRoom(): () => void {
  const small = window.matchMedia(SMALL);
  /** How it was with room, to be so again. */
  let before: Panels | undefined;
  const fit = (): void => {
    if (small.matches === (before !== undefined)) return;
    const next = small.matches ? NONE : before!;
    before = small.matches ? panels() : undefined;
    session().set(next);
  };
  if (!small.matches && window.matchMedia(NARROW).matches) session().set({ palette: false });
  fit();
  small.addEventListener('change', fit);
  const stop = useSession.subscribe((now, was) => {
    if (!small.matches || SHEETS.every((p) => now[p] === was[p])) return;
    const close = closing(now, was);
    // Of the two changes the first is still to be drawn: the canvas is told once.
    if (Object.keys(close).length > 0) session().set(close);
    else fitResized(() => (session().inspector ? [...session().selection] : []));
  });
  // What training shows is seen at once, unless something else is being looked at.
  const stopRun = useRun.subscribe((now, was) => {
    if (!small.matches || now.status.state !== 'training' || was.status.state === 'training') return;
    if (SHEETS.every((p) => !session()[p])) session().set({ dock: true });
  });
  return () => {
    small.removeEventListener('change', fit);
    stop();
    stopRun();
  };
}
