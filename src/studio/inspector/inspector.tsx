/** What is selected, the model as mathematics, its programs, and what is wrong. */
import { type KeyboardEvent, type ReactNode, useMemo } from 'react';
import { widenInspector } from '../actions/panels.ts';
import { titleOf } from '../facts.ts';
import { bodyOf, useGraph } from '../stores/document.ts';
import { useDerived } from '../stores/derived.ts';
import { Icon } from '../parts/icons.tsx';
import { SheetClose } from '../parts/sheet-close.tsx';
import { TABS, type Tab, session, useSession } from '../stores/session.ts';
import { FrameTab } from './frame-tab.tsx';
import { ModelTab } from './model-tab.tsx';
import { NodeTab } from './node-tab.tsx';
import { ProblemsTab } from './problems-tab.tsx';
import { ProgramsTab } from './programs-tab.tsx';
import { SeveralTab } from './several-tab.tsx';

export function Inspector(): ReactNode {
  const tab = useSession((s) => s.tab);
  const selection = useSession((s) => s.selection);
  const within = useSession((s) => s.within);
  const graph = useGraph();
  const body = bodyOf(graph, within);
  const selected = useMemo(() => body.nodes.filter((n) => selection.has(n.id)), [body, selection]);
  const frame = graph.frames.find((f) => selection.has(f.id));
  const problems = useDerived((s) => s.diagnostics.filter((d) => d.severity !== 'info' && d.code !== 'no-model').length);
  const one = selected.length === 1 ? selected[0] : undefined;
  const labels: Readonly<Record<Tab, string>> = {
    node: selected.length > 1 ? 'Nodes' : !one && frame ? 'Frame' : 'Node',
    model: 'Model',
    programs: 'Programs',
    problems: 'Problems',
  };
  const move = (e: KeyboardEvent): void => {
    const by = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length]!;
    session().set({ tab: next, asked: next });
    document.getElementById(`tab-${next}`)?.focus();
  };
  const wide = useSession((s) => s.wide);
  return (
    <section className="inspector" aria-label="Inspector">
      <div className="tab-row">
        <div className="tabs" role="tablist" aria-label="Inspect" onKeyDown={move}>
          {TABS.map((t) => (
            <button
              key={t}
              id={`tab-${t}`}
              type="button"
              role="tab"
              aria-selected={t === tab}
              aria-controls="inspector-panel"
              tabIndex={t === tab ? 0 : -1}
              onClick={() => session().set({ tab: t, asked: t })}
            >
              <span className="tab-text">{labels[t]}</span>
              {t === 'node' && selected.length > 0 && <span className="unseen">: {one ? titleOf(one) : selected.length}</span>}
              {t === 'problems' && problems > 0 && <span className="count">{problems}</span>}
            </button>
          ))}
        </div>
        <button
          type="button"
          className="plain widen"
          aria-pressed={wide}
          aria-label="Wide inspector"
          title={wide ? 'Narrower (W)' : 'Wider, for programs and formulas (W)'}
          onClick={widenInspector}
        >
          <Icon name={wide ? 'narrow' : 'wide'} size={14} />
        </button>
        <SheetClose panel="inspector" />
      </div>
      <div className="tab-panel" id="inspector-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'node' &&
          (one ? (
            <NodeTab key={one.id} node={one} />
          ) : selected.length > 1 ? (
            <SeveralTab nodes={selected} />
          ) : frame ? (
            <FrameTab frame={frame} />
          ) : (
            <Nothing />
          ))}
        {tab === 'model' && <ModelTab />}
        {tab === 'programs' && <ProgramsTab />}
        {tab === 'problems' && <ProblemsTab />}
      </div>
    </section>
  );
}
const Nothing = (): ReactNode => (
  <div className="empty">
    <h2>Nothing is selected</h2>
    <p>Select a node to see its settings, what its wires carry and its mathematics.</p>
    <p>
      Shift and drag selects several. <kbd>/</kbd> finds a node by name, <kbd>?</kbd> lists every shortcut.
    </p>
  </div>
);
