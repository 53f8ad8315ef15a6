/** The density over the plane: learned beside true, on one scale. */
import { type ReactNode, useMemo } from 'react';
import type { Views } from '../../workers/protocol.ts';
import { figure } from '../facts.ts';
import { Heat } from '../parts/heat.tsx';

export function DensityPane({ views }: { readonly views: Views | undefined }): ReactNode {
  const density = views?.density;
  const top = useMemo(() => {
    if (!density) return 0;
    const of = (logs: Float32Array): number => logs.reduce((a, v) => (Number.isFinite(v) ? Math.max(a, v) : a), -Infinity);
    return density.truth ? of(density.truth) : of(density.model);
  }, [density]);
  if (!density)
    return (
      <div className="pane-empty">
        <p>
          {views
            ? 'This model has no density in the plane to draw.'
            : 'For data in the plane: the density the model has learned, beside the true one.'}
        </p>
      </div>
    );
  return (
    <div className="densities">
      <figure>
        <Heat
          logs={density.model}
          size={density.size}
          top={top}
          label={`Density of ${density.variable} under the model, ${density.fidelity}`}
        />
        <figcaption>
          learned{density.fidelity === 'exact' ? '' : density.fidelity === 'lower' ? ' (bound)' : `, ${density.fidelity}`}
        </figcaption>
      </figure>
      {density.truth && (
        <figure>
          <Heat logs={density.truth} size={density.size} top={top} label={`True density of ${density.variable}`} />
          <figcaption>true</figcaption>
        </figure>
      )}
      <div className="heat-scale" title={`From 0 to ${figure(Math.exp(top))} per unit area; square-root scale`}>
        <i />
        <small>{figure(Math.exp(top), 2)}</small>
        <small>0</small>
      </div>
    </div>
  );
}
