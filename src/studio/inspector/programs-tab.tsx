/** The four programs: how good, at what cost, why, and what they are. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { type Compiled, TASKS, type Task } from '../../compiler/compiled.ts';
import { print } from '../../ir/print.ts';
import type { Program } from '../../ir/value.ts';
import { costWords, fidelityWords, gradeOf, mark } from '../grade-words.ts';
import { graphNow } from '../stores/document.ts';
import { useDerived } from '../stores/derived.ts';
import { session, useSession } from '../stores/session.ts';
import { ReasonText } from './reason-text.tsx';
import { Source } from './source.tsx';

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

function TaskSection({ task, compiled, open }: { readonly task: Task; readonly compiled: Compiled; readonly open: boolean }): ReactNode {
  const grade = gradeOf(compiled, task);
  const { sign, tone } = mark(grade);
  const ref = useRef<HTMLDivElement>(null);
  const programs = useMemo((): readonly { readonly name: string; readonly program: Program; readonly batch: number }[] => {
    if (task === 'learn')
      return compiled.learn.players.flatMap(({ optimiser, start, program, batch }) => [
        ...(start ? [{ name: `${optimiser}, once at the start`, program: start, batch }] : []),
        { name: optimiser, program, batch },
      ]);
    const { program } = compiled[task];
    return program ? [{ name: task, program, batch: BATCH }] : [];
  }, [task, compiled]);
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
      {open && programs.map((p) => <ProgramText key={p.name} {...p} several={programs.length > 1} />)}
    </div>
  );
}
type Language = 'ir' | 'tfjs';

/** The printer is a chunk of its own. What it cannot print it says, as a comment. */
async function tfjsOf(program: Program, batch: number): Promise<string> {
  try {
    const { printTfjs } = await import('../../compiler/print-tfjs.ts');
    return printTfjs([program], { batch, title: graphNow().title });
  } catch (error) {
    return `// This program cannot be printed as TF.js: ${error instanceof Error ? error.message : String(error)}\n`;
  }
}

interface TextProps {
  readonly name: string;
  readonly program: Program;
  readonly batch: number;
  readonly several: boolean;
}
function ProgramText({ name, program, batch, several }: TextProps): ReactNode {
  const [language, setLanguage] = useState<Language>('ir');
  const [tfjs, setTfjs] = useState<string>();
  const ir = useMemo(() => print(program), [program]);
  useEffect(() => {
    if (language !== 'tfjs') return undefined;
    let wanted = true;
    void tfjsOf(program, batch).then((text) => {
      if (wanted) setTfjs(text);
    });
    return () => {
      wanted = false;
    };
  }, [language, program, batch]);
  const text = language === 'ir' ? ir : (tfjs ?? '');
  return <Source title={several ? name : undefined} text={text} language={language} setLanguage={setLanguage} />;
}
