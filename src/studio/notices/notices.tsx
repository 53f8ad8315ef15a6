/** What stays true until something is done about it: above the canvas, not in the way of it. */
import { type ReactNode, useEffect, useState } from 'react';
import { type Kept, type Trouble, onHealth } from '../../storage/health.ts';
import { saveFile } from '../actions/files.ts';
import { openCopy, takeOver, useTaking } from '../projects/session.ts';
import { saveAll } from '../saving.ts';
import { useProject } from '../stores/project.ts';
import { session } from '../stores/session.ts';
import { useUpdate } from '../stores/update.ts';

/** A tab that is being reloaded is its own other tab for a moment. */
const MOMENT_MS = 500;

const Notice = ({ tone, children }: { readonly tone: 'plain' | 'bad'; readonly children: ReactNode }): ReactNode => (
  <div className={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
    {children}
  </div>
);

function Elsewhere(): ReactNode {
  const follower = useProject((s) => s.role === 'follower');
  const taking = useTaking((s) => s.taking);
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(follower), follower ? MOMENT_MS : 0);
    return () => window.clearTimeout(timer);
  }, [follower]);
  if (!follower || !settled) return null;
  return (
    <Notice tone="plain">
      <p>
        <b>This drawing is open in another tab.</b> This tab shows what the other saves.
      </p>
      <button type="button" className="small" disabled={taking} onClick={() => void takeOver()}>
        {taking ? 'Taking over…' : 'Take over'}
      </button>
      <button type="button" className="small" onClick={() => void openCopy()}>
        Open a copy
      </button>
    </Notice>
  );
}

const WHY: Readonly<Record<Trouble, string>> = {
  full: 'This browser’s storage is full.',
  forbidden: 'This browser does not let the page store anything, as in a private window.',
  silent: 'This browser’s storage does not answer.',
  superseded: 'Another tab has changed to a newer Wellspring, and this one can no longer store anything.',
};
const WHAT: Readonly<Record<Kept, string>> = {
  drawing: 'the drawing',
  versions: 'its versions',
  run: 'the trained weights',
  data: 'the data you loaded',
  arrangement: 'how the page is arranged',
};
const MEND: Readonly<Record<Trouble, string>> = {
  full: 'Delete drawings you no longer need, or free space on the disk.',
  forbidden: 'You can go on working; save a file before you close the page.',
  silent: 'You can go on working; close other tabs of Wellspring, or save a file.',
  superseded: 'Save a file if something is not kept, then reload the page.',
};
/** "a, b and c" */
const and = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

function Storage(): ReactNode {
  const [troubles, setTroubles] = useState<ReadonlyMap<Kept, Trouble>>(new Map());
  useEffect(() => onHealth(setTroubles), []);
  const [first] = troubles.values();
  if (first === undefined) return null;
  const lost = [...troubles.keys()].map((kept) => WHAT[kept]);
  return (
    <Notice tone="bad">
      <p>
        <b>{WHY[first]}</b> Not kept when you close the page: {and(lost)}. {MEND[first]}
      </p>
      <button type="button" className="small" onClick={saveFile}>
        Save a file
      </button>
      {first === 'full' && (
        <button type="button" className="small" onClick={() => session().set({ dialog: 'projects' })}>
          Drawings
        </button>
      )}
      <button type="button" className="small" onClick={() => void saveAll()}>
        Try again
      </button>
    </Notice>
  );
}

function Update(): ReactNode {
  const ready = useUpdate((s) => s.ready);
  if (!ready) return null;
  return (
    <Notice tone="plain">
      <p>
        <b>A new version of Wellspring is ready.</b> It takes over when the page is loaded again; your drawing and its run are kept.
      </p>
      <button type="button" className="small" onClick={() => ready()}>
        Reload
      </button>
      <button type="button" className="small" onClick={() => useUpdate.setState({ ready: undefined })}>
        Later
      </button>
    </Notice>
  );
}
export const Notices = (): ReactNode => (
  <>
    <Storage />
    <Elsewhere />
    <Update />
  </>
);
