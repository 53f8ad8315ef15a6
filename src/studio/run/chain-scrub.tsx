/** How samples came about: the turns of the chain that drew them, to play and to scrub. */
import { type ReactNode, useEffect, useState } from 'react';
import type { Chain } from '../../workers/protocol.ts';
import { Icon } from '../parts/icons.tsx';

/** Milliseconds a frame stays. */
const FRAME_MS = 90;

interface Props {
  readonly chain: Chain;
  /** Which frame is shown; undefined: the samples themselves. */
  readonly at: number | undefined;
  show(at: number | undefined): void;
}
export function ChainScrub({ chain, at, show }: Props): ReactNode {
  const last = chain.frames.length - 1;
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => {
      const next = (at ?? -1) + 1;
      show(next >= last ? undefined : next);
      if (next >= last) setPlaying(false);
    }, FRAME_MS);
    return () => clearInterval(timer);
  }, [playing, at, last, show]);
  const turn = chain.frames[at ?? last]?.turn ?? chain.turns;
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
        aria-label="Turn of the chain that drew these samples"
        aria-valuetext={`turn ${turn} of ${chain.turns}`}
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
        turn {turn} / {chain.turns}
      </small>
    </div>
  );
}
