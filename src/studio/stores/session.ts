/** Where the user is looking and what is selected: kept in this browser, never in the drawing. */
import { create } from 'zustand';
import type { BackendName } from '../../workers/protocol.ts';

export const TABS = ['node', 'model', 'programs', 'problems'] as const;
export type Tab = (typeof TABS)[number];
export type Language = 'algorithm' | 'ir' | 'tfjs';
export type Theme = 'system' | 'light' | 'dark';
export type DialogName = 'templates' | 'shortcuts' | 'settings' | 'projects' | 'versions' | 'link' | 'commands' | 'find' | 'runs';
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** What is remembered between visits. */
export interface Arrangement {
  readonly theme: Theme;
  readonly palette: boolean;
  readonly inspector: boolean;
  /** The inspector takes more of the width: for programs and formulas. */
  readonly wide: boolean;
  readonly dock: boolean;
  readonly legend: boolean;
  readonly logLoss: boolean;
  readonly smoothing: number;
  readonly backend: BackendName | 'auto';
  readonly viewEvery: number;
  /** How the templates are shown. */
  readonly gallery: 'map' | 'list';
  readonly minimap: boolean;
  /** What the drawing lacks next is said on the canvas. */
  readonly guide: boolean;
  /** Where the view stood, by drawing (canvas/viewports.ts). */
  readonly viewports: Readonly<Record<string, Viewport>>;
}
interface SessionState extends Arrangement {
  readonly tab: Tab;
  /** The tab that the user went to; another may be shown since, because a drawing was opened. */
  readonly asked: Tab | undefined;
  /** Ids of selected nodes and frames. */
  readonly selection: ReadonlySet<string>;
  /** Keys of selected wires. */
  readonly wires: ReadonlySet<string>;
  /** The group or custom network that is open, by its subgraph id. */
  readonly within: string | undefined;
  /** The nodes that were opened on the way there, outermost first. */
  readonly path: readonly string[];
  readonly dialog: DialogName | undefined;
  /** Programs tab: which program is unfolded. */
  readonly program: string | undefined;
  /** How programs are shown. */
  readonly language: Language;
  /** What the loss chart measures; undefined: what the first objective does. */
  readonly lossUnit: string | undefined;
  /** Which picture of the inside of the model is shown; undefined: the first there is. */
  readonly inside: string | undefined;
  /** The row of controls of a run is unfolded. */
  readonly steering: boolean;
  /** Step of the film that is shown; undefined: the newest. */
  readonly frame: number | undefined;
  readonly set: (change: Partial<Omit<SessionState, 'set'>>) => void;
}

export const useSession = create<SessionState>()((set) => ({
  theme: 'system',
  palette: true,
  inspector: true,
  wide: false,
  dock: true,
  legend: true,
  logLoss: false,
  smoothing: 0.6,
  backend: 'auto',
  viewEvery: 100,
  gallery: globalThis.innerWidth < 900 ? 'list' : 'map',
  minimap: false,
  guide: true,
  viewports: {},
  tab: 'node',
  asked: undefined,
  selection: new Set<string>(),
  wires: new Set<string>(),
  within: undefined,
  path: [],
  dialog: undefined,
  program: undefined,
  language: 'algorithm',
  lossUnit: undefined,
  inside: undefined,
  steering: false,
  frame: undefined,
  set: (change) => set(change),
}));

export const session = (): SessionState => useSession.getState();

export const select = (nodes: Iterable<string>, wires: Iterable<string> = []): void =>
  session().set({ selection: new Set(nodes), wires: new Set(wires) });

export const arrangement = (): Arrangement => {
  const { theme, palette, inspector, wide, dock, legend, logLoss, smoothing, backend, viewEvery, gallery, minimap, guide, viewports } =
    session();
  return { theme, palette, inspector, wide, dock, legend, logLoss, smoothing, backend, viewEvery, gallery, minimap, guide, viewports };
};
/** Takes over what was stored, field by field, where it has the type it should have. */
export function restoreArrangement(stored: unknown): void {
  if (typeof stored !== 'object' || stored === null) return;
  const now: Readonly<Record<string, unknown>> = { ...arrangement() };
  const known = Object.fromEntries(Object.entries(stored).filter(([k, v]) => k in now && v !== null && typeof v === typeof now[k]));
  session().set(known);
}
