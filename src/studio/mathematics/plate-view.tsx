/** The plate diagram: circles for variables, boxes for what is repeated, dots for weights; solid for p, dashed for q. */
import { type KeyboardEvent, type ReactNode, useId, useMemo } from 'react';
import { type Placed, layoutOf } from '../../compiler/maths/plate/layout.ts';
import type { Plate } from '../../compiler/maths/plate/plate.ts';
import { tikzOf } from '../../compiler/maths/plate/tikz.ts';
import { plainText } from '../../nodes/notation/plain.ts';
import { download, slug } from '../actions/files.ts';
import { Section } from '../inspector/section.tsx';
import { graphNow } from '../stores/document.ts';
import { useSession } from '../stores/session.ts';
import { toast } from '../stores/toasts.ts';
import { labelOf } from './plate-label.ts';
import { svgOf, wayOf } from './plate-svg.ts';
import { pointing, reveal, shares } from './point.ts';

export function PlateSection({ plate }: { readonly plate: Plate }): ReactNode {
  const layout = useMemo(() => layoutOf(plate), [plate]);
  if (plate.nodes.length === 0) return null;
  const keepSvg = (): void => {
    const { title } = graphNow();
    const name = `${slug(title)}-plates.svg`;
    download(name, svgOf(layout, `Plate diagram of ${title}`), 'image/svg+xml');
    toast('good', `Saved ${name}.`);
  };
  const copyTikz = (): void => {
    navigator.clipboard.writeText(`${tikzOf(plate)}\n`).then(
      () => toast('good', 'Copied TikZ for the bayesnet library.'),
      () => toast('bad', 'The browser did not allow copying.'),
    );
  };
  return (
    <Section
      title="Plate diagram"
      aside={
        <span className="links">
          <button type="button" className="link" title="Save the diagram as an SVG file" onClick={keepSvg}>
            SVG
          </button>
          <button type="button" className="link" title="Copy the diagram as TikZ, for LaTeX with the bayesnet library" onClick={copyTikz}>
            TikZ
          </button>
        </span>
      }
    >
      <Diagram plate={plate} />
      <p className="note">Shaded: observed. Solid: p, what generates. Dashed: q, what infers. Dots: weights.</p>
    </Section>
  );
}

function Diagram({ plate }: { readonly plate: Plate }): ReactNode {
  const l = useMemo(() => layoutOf(plate), [plate]);
  const head = useId();
  return (
    <svg
      className="plate"
      viewBox={`0 0 ${l.width} ${l.height}`}
      style={{ maxWidth: l.width * 1.25 }}
      role="group"
      aria-label="Plate diagram"
    >
      <defs>
        <marker id={head} viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="8" markerHeight="8" orient="auto">
          <path d="M0 0L8 4L0 8z" className="plate-head" />
        </marker>
      </defs>
      {l.boxes.map((b) => (
        <rect key={b.id} className="plate-box" x={b.x} y={b.y} width={b.width} height={b.height} rx={7} />
      ))}
      {l.edges.map((e) => (
        <Edge key={`${e.from}>${e.to} ${e.side}`} way={wayOf(e)} side={e.side} head={e.directed ? head : undefined} nodes={e.nodes} />
      ))}
      {l.boxes.map((b) => (
        <text key={b.id} className="plate-count" x={b.x + b.width - 6} y={b.y + b.height - 4.5}>
          {plainText(b.label)}
        </text>
      ))}
      {l.nodes.map((n) => (
        <Node key={n.id} node={n} left={n.x < l.width / 2} />
      ))}
    </svg>
  );
}
interface EdgeProps {
  readonly way: string;
  readonly side: 'p' | 'q';
  readonly head: string | undefined;
  readonly nodes: readonly string[];
}
function Edge({ way, side, head, nodes }: EdgeProps): ReactNode {
  const marked = useSession((s) => shares(nodes, s.selection));
  const { onPointerEnter, onPointerLeave } = pointing(nodes);
  return (
    <g
      className={`plate-edge ${side}${marked ? ' marked' : ''}`}
      onPointerEnter={onPointerEnter}
      onPointerLeave={onPointerLeave}
      onClick={() => reveal(nodes)}
    >
      <path d={way} className="plate-reach" />
      <path d={way} markerEnd={head && `url(#${head})`} />
    </g>
  );
}
/** Half the size of what can be pointed at, at least. */
const REACH = 12;

function Node({ node: n, left }: { readonly node: Placed; readonly left: boolean }): ReactNode {
  const marked = useSession((s) => shares(n.nodes, s.selection));
  const label = labelOf(n.label);
  const onKeyDown = (e: KeyboardEvent): void => {
    if (e.key !== 'Enter' && e.key !== ' ') return;
    e.preventDefault();
    e.stopPropagation();
    reveal(n.nodes);
  };
  const beside = n.kind === 'parameter';
  const x = beside ? n.x + (left ? -9 : 9) : n.x;
  const size = label.word && label.text.length > 4 ? 9 : 15;
  return (
    <g
      className={`plate-node ${n.kind}${marked ? ' marked' : ''}`}
      role="button"
      tabIndex={0}
      aria-label={`${n.label === '' ? '' : `${plainText(n.label)}, `}${n.says}`}
      data-nodes={n.nodes.join(' ')}
      {...pointing(n.nodes)}
      onClick={() => reveal(n.nodes)}
      onKeyDown={onKeyDown}
    >
      <title>{`${n.says}\n${n.nodes.join(', ')}`}</title>
      {/* small things are easier to hit than they look */}
      {n.r < REACH && (
        <rect
          className="reach"
          x={beside && left ? x - 14 : n.x - REACH}
          y={n.y - REACH}
          width={2 * REACH + (beside ? 14 : 0)}
          height={2 * REACH}
        />
      )}
      {n.kind === 'factor' ? (
        <rect className="block" x={n.x - n.r} y={n.y - n.r} width={2 * n.r} height={2 * n.r} />
      ) : (
        <>
          <circle cx={n.x} cy={n.y} r={n.r} className="rim" />
          {n.kind === 'point' && <circle cx={n.x} cy={n.y} r={n.r - 3} className="ring" />}
        </>
      )}
      {n.label !== '' && (
        <text
          x={x}
          y={n.y + size * 0.3}
          fontSize={size}
          textAnchor={beside ? (left ? 'end' : 'start') : 'middle'}
          fontStyle={label.word ? 'normal' : 'italic'}
        >
          {label.text}
          {label.below !== '' && (
            <tspan fontSize={size * 0.68} dy={size * 0.25}>
              {label.below}
            </tspan>
          )}
        </text>
      )}
    </g>
  );
}
