/** Where the numbers are crunched, and why there. */
import type { ReactNode } from 'react';
import { BACKENDS } from './backend-names.ts';
import { useRun } from '../stores/run.ts';
import { useSession } from '../stores/session.ts';

export function BackendBadge(): ReactNode {
  const backend = useRun((s) => s.status.backend);
  const bytes = useRun((s) => s.status.memory?.bytes);
  const wanted = useSession((s) => s.backend);
  const name = backend ? BACKENDS[backend.name] : wanted === 'auto' ? 'no backend yet' : BACKENDS[wanted];
  const why = backend
    ? [backend.reason, backend.adapter, bytes === undefined ? undefined : `${(bytes / 2 ** 20).toFixed(1)} MB on the device`]
        .filter(Boolean)
        .join('\n')
    : 'The fastest backend of this machine is chosen when training begins.';
  return (
    <span className={`backend${backend ? ' on' : ''}`} title={why}>
      <i aria-hidden="true" />
      <span role="status" aria-label="Backend" title={why} data-backend={backend?.name}>
        {name}
      </span>
    </span>
  );
}
