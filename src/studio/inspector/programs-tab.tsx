/** The four programs: how good, at what cost, why, and what they are. */
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { type Compiled, TASKS, type Task } from '../../compiler/compiled.ts';
import type { Line } from '../../nodes/notation/formula.ts';
import { costWords, fidelityWords, gradeOf, mark } from '../grade-words.ts';
import type { Subject } from '../mathematics/printed.ts';
import { ProgramView } from '../mathematics/program-view.tsx';
import { useDerived } from '../stores/derived.ts';
import { session, useSession } from '../stores/session.ts';
import { ReasonText } from './reason-text.tsx';

export function ProgramsTab(): ReactNode {
  const compiled = useDerived((s) => s.compiled);
  const milliseconds = useDerived((s) => s.milliseconds);
  const open = useSession((s) => s.program);
  if (!compiled)
    return (
      <div className="empty">
        <h2>No programs yet</h2>
        <p>They are derived from the drawing as soon as it is complete enough. See Problems.</p>
      </div>
    );
  return (
    <>
      {TASKS.map((task) => (
        <TaskSection key={task} task={task} compiled={compiled} open={open === task} />
      ))}
      <p className="note pad">Derived from the drawing in {milliseconds.toFixed(0)} ms.</p>
    </>
  );
}
/** Examples a pass in printed programs that no optimiser sets. */
const BATCH = 64;
const MEANING: Readonly<Record<Task, string>> = {
  learn: 'fit the parameters to the data',
  sample: 'draw new examples',
  score: 'log-probability of an example',
  infer: 'latents behind an example',
};

interface Shown {
  readonly name: string;
  readonly subject: Subject;
  readonly algorithm: readonly Line[];
}
/** The programs of a task: in learning one for each player, and one for each start that is found in data. */
function shownOf({ learn, maths, ...tasks }: Compiled, task: Task, content: string): readonly Shown[] {
  if (task !== 'learn')
    return tasks[task].program
      ? [{ name: task, subject: { task, start: false, batch: BATCH, content }, algorithm: maths.algorithms[task] }]
      : [];
  return learn.players.flatMap(({ optimiser, start, batch }) => {
    const algorithm = maths.algorithms.learn.find((a) => a.optimiser === optimiser)?.lines ?? [];
    const of = (isStart: boolean): Subject => ({ task, optimiser, start: isStart, batch, content });
    return [
      ...(start ? [{ name: `${optimiser}, once at the start`, subject: of(true), algorithm: [] }] : []),
      { name: optimiser, subject: of(false), algorithm },
    ];
  });
}

function TaskSection({ task, compiled, open }: { readonly task: Task; readonly compiled: Compiled; readonly open: boolean }): ReactNode {
  const grade = gradeOf(compiled, task);
  const { sign, tone } = mark(grade);
  const ref = useRef<HTMLDivElement>(null);
  const content = useDerived((s) => s.content);
  const programs = useMemo(() => shownOf(compiled, task, content), [task, compiled, content]);
  const needs = task === 'learn' ? [] : compiled[task].needs;
  useEffect(() => {
    if (open) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  return (
    <div className="section task" ref={ref} data-task={task} data-fidelity={grade.fidelity}>
      <div className="lead-row">
        <i className={`mark mark-${tone}`} aria-hidden="true">
          {sign}
        </i>
        <h2>{task}</h2>
        <span className="note">{MEANING[task]}</span>
      </div>
      <p className="grade">
        <b>{fidelityWords(grade)}</b>
        {grade.fidelity === 'impossible' ? '' : `, ${costWords(grade)}`}
      </p>
      <ul className="why">
        {grade.why.map((r) => (
          <li key={r.node + r.text}>
            <ReasonText reason={r} />
          </li>
        ))}
      </ul>
      {needs.length > 0 && (
        <p className="note">
          Needs from you: <b>{needs.join(', ')}</b>
        </p>
      )}
      {programs.length > 0 && (
        <button type="button" className="small" aria-expanded={open} onClick={() => session().set({ program: open ? undefined : task })}>
          {open ? 'Hide the program' : 'Show the program'}
        </button>
      )}
      {open && programs.map((p) => <ProgramView key={p.name} {...p} title={programs.length > 1 ? p.name : undefined} />)}
    </div>
  );
}
