/** A frame's title, colour and size. */
import { type ReactNode, useId } from 'react';
import { FRAME_COLORS, frameColor, inside } from '../../graph/frames.ts';
import { LIMITS } from '../../graph/limits.ts';
import type { Frame } from '../../graph/model.ts';
import { removeSelected } from '../actions/nodes.ts';
import { select } from '../stores/session.ts';
import { dispatch, useDocument, useGraph } from '../stores/document.ts';
import { NumberField } from './number-field.tsx';
import { TextField } from './text-field.tsx';

const SIZE = {
  type: 'number',
  label: 'Size',
  meaning: 'how wide and high the frame is',
  default: 200,
  min: 60,
  max: 100_000,
  unit: 'px',
  integer: true,
} as const;

export function FrameTab({ frame }: { readonly frame: Frame }): ReactNode {
  const graph = useGraph();
  const ids = { width: useId(), height: useId() };
  const held = inside(graph, frame);
  const resize = (size: Partial<Frame['size']>, merge: boolean): void => {
    dispatch(
      { type: 'move-frame', id: frame.id, position: frame.position, size: { ...frame.size, ...size } },
      merge ? `resize:${frame.id}` : undefined,
    );
    if (!merge) useDocument.getState().settle();
  };
  return (
    <div className="section lead">
      <div className="lead-row">
        <h2>Frame</h2>
        <span className="spacer" />
        <button type="button" className="small" disabled={held.length === 0} onClick={() => select(held)}>
          Select what it holds
        </button>
        <button type="button" className="small" title="Remove the frame; what stands in it stays (Delete)" onClick={removeSelected}>
          Remove
        </button>
      </div>
      <p>Holds together what belongs together. Moving it moves what stands inside; it means nothing to the compiler.</p>
      <TextField
        label="Title"
        value={frame.title}
        most={LIMITS.title}
        commit={(title) => void dispatch({ type: 'set-frame', id: frame.id, title })}
      />
      <fieldset className="row swatches-row">
        <legend>Colour</legend>
        <div className="swatches">
          {FRAME_COLORS.map((color) => (
            <label key={color} className="swatch" data-color={color} title={color}>
              <input
                type="radio"
                name={`color-${frame.id}`}
                aria-label={color}
                checked={frameColor(frame) === color}
                onChange={() => void dispatch({ type: 'set-frame', id: frame.id, color })}
              />
            </label>
          ))}
        </div>
      </fieldset>
      <div className="row">
        <label htmlFor={ids.width}>Width</label>
        <NumberField
          id={ids.width}
          spec={SIZE}
          value={Math.round(frame.size.width)}
          set={(v, merge = false) => typeof v === 'number' && resize({ width: v }, merge)}
        />
      </div>
      <div className="row">
        <label htmlFor={ids.height}>Height</label>
        <NumberField
          id={ids.height}
          spec={SIZE}
          value={Math.round(frame.size.height)}
          set={(v, merge = false) => typeof v === 'number' && resize({ height: v }, merge)}
        />
      </div>
    </div>
  );
}
