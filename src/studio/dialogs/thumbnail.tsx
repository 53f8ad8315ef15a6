/** A drawing in miniature: circles, cards, pills and coloured wires. */
import type { ReactNode } from 'react';
import type { Graph } from '../../graph/model.ts';
import { NODES } from '../../nodes/registry.ts';
import { kindOfPort } from '../facts.ts';

const sizes = { circle: [74, 74], pill: [110, 40], card: [168, 62] } as const;

export function Thumbnail({ graph }: { readonly graph: Graph }): ReactNode {
  const boxes = graph.nodes
    .filter((n) => n.kind !== 'Note')
    .map((n) => {
      const category = NODES.get(n.kind)?.category;
      const form = category === 'variable' ? ('circle' as const) : category === 'objective' ? ('pill' as const) : ('card' as const);
      const [w, h] = sizes[form];
      return { n, category, form, x: n.position.x, y: n.position.y, w, h };
    });
  if (boxes.length === 0) return <svg className="thumbnail" aria-hidden="true" />;
  const left = Math.min(...boxes.map((b) => b.x)) - 30;
  const top = Math.min(...boxes.map((b) => b.y)) - 30;
  const width = Math.max(...boxes.map((b) => b.x + b.w)) + 30 - left;
  const height = Math.max(...boxes.map((b) => b.y + b.h)) + 30 - top;
  const at = new Map(boxes.map((b) => [b.n.id, b]));
  return (
    <svg className="thumbnail" viewBox={`${left} ${top} ${width} ${height}`} aria-hidden="true">
      {graph.wires.map((w) => {
        const a = at.get(w.from.node);
        const b = at.get(w.to.node);
        if (!a || !b) return null;
        const kind = kindOfPort(a.n, w.from.port, 'outputs') ?? 'value';
        const [x1, y1, x2, y2] = [a.x + a.w / 2, a.y + a.h / 2, b.x + b.w / 2, b.y + b.h / 2];
        const bow = Math.abs(x2 - x1) > 500 ? 130 : 0;
        return (
          <path
            key={`${w.from.node}${w.from.port}${w.to.node}${w.to.port}`}
            d={`M${x1} ${y1}C${x1 + (x2 - x1) * 0.4} ${y1 + bow},${x1 + (x2 - x1) * 0.6} ${y2 + bow},${x2} ${y2}`}
            fill="none"
            stroke={`var(--${kind})`}
            strokeWidth={6}
          />
        );
      })}
      {boxes.map((b) => (
        <rect
          key={b.n.id}
          x={b.x}
          y={b.y}
          width={b.w}
          height={b.h}
          rx={b.form === 'card' ? 14 : b.h / 2}
          className={`thumb-${b.category ?? 'unknown'}${b.n.kind === 'Observed' ? ' thumb-observed' : ''}`}
        />
      ))}
    </svg>
  );
}
