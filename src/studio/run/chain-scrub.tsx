/** How samples came about: the turns of the chain that drew them, to play and to scrub. */
import { type ReactNode, useEffect, useState } from 'react';
import { Icon } from '../parts/icons.tsx';

/** Milliseconds a frame stays. */
const FRAME_MS = 90;

interface Props {
  /** The turn of each frame, of so many in all. */
  readonly frames: readonly number[];
  readonly turns: number;
  /** Which frame is shown; undefined: the samples themselves. */
  readonly at: number | undefined;
  readonly label?: string;
  /** What a turn is called. */
  readonly unit?: string;
  readonly frameMs?: number;
  /** Only the numbers stand beside the slider. */
  readonly brief?: boolean;
  show(at: number | undefined): void;
}
export function ChainScrub({
  frames,
  turns,
  at,
  show,
  label = 'Turn of the chain that drew these samples',
  unit = 'turn',
  frameMs = FRAME_MS,
  brief = false,
}: Props): ReactNode {
  const last = frames.length - 1;
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => {
      const next = (at ?? -1) + 1;
      show(next >= last ? undefined : next);
      if (next >= last) setPlaying(false);
    }, frameMs);
    return () => clearInterval(timer);
  }, [playing, at, last, show, frameMs]);
  const turn = frames[at ?? last] ?? turns;
  return (
    <div className="chain">
      <button
        type="button"
        className="plain"
        aria-label={playing ? 'Hold the chain' : 'Play the chain'}
        title={playing ? 'Hold' : 'Play how these samples came about'}
        onClick={() => {
          if (!playing && at === undefined) show(0);
          setPlaying(!playing);
        }}
      >
        <Icon name={playing ? 'pause' : 'play'} size={12} />
      </button>
      <input
        type="range"
        aria-label={label}
        aria-valuetext={`${unit} ${turn} of ${turns}`}
        min={0}
        max={last}
        step={1}
        value={at ?? last}
        onChange={(e) => {
          setPlaying(false);
          const wanted = e.target.valueAsNumber;
          show(wanted >= last ? undefined : wanted);
        }}
      />
      <small>
        {!brief && <span className="unit">{unit} </span>}
        {turn} / {turns}
      </small>
    </div>
  );
}
