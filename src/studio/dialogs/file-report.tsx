/** What was wrong with a file: in full, and with the drawing at hand untouched. */
import type { ReactNode } from 'react';
import { useFileReport } from '../actions/files.ts';
import { DiagnosticCard } from '../inspector/diagnostic-card.tsx';
import { Dialog } from './dialog.tsx';

export function FileReport(): ReactNode {
  const report = useFileReport((s) => s.report);
  if (!report) return null;
  const close = (): void => useFileReport.setState({ report: undefined });
  return (
    <Dialog title={report.opened ? `Opened ${report.name}` : `${report.name} could not be opened`} close={close} alert={!report.opened}>
      <p>
        {report.opened
          ? 'Some of it needs your attention. Nothing of the file was thrown away.'
          : 'Your drawing is as it was: nothing was changed.'}
      </p>
      <div className="problems">
        {report.diagnostics.slice(0, 30).map((d, i) => (
          <DiagnosticCard key={`${d.code}${i}`} diagnostic={d} />
        ))}
        {report.diagnostics.length > 30 && <p className="note">and {report.diagnostics.length - 30} more</p>}
      </div>
      <div className="dialog-foot">
        <button type="button" className="button primary" onClick={close}>
          {report.opened ? 'Go on' : 'Back to my drawing'}
        </button>
      </div>
    </Dialog>
  );
}
