/** Text as the model draws it: symbol by symbol, each tinted by the probability the model gave it. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useMemo, useState } from 'react';
import { sharpening } from '../../distributions/choice.ts';
import type { Graph } from '../../graph/model.ts';
import { numel } from '../../graph/space.ts';
import type { Picture } from '../../workers/protocol.ts';
import { goToSetting } from '../actions/go-to.ts';
import { useFlatGraph } from '../stores/document.ts';
import { useRun } from '../stores/run.ts';
import { ChainScrub } from './chain-scrub.tsx';
import { DrawAgain } from './draw-again.tsx';
import { DrawText } from './draw-text.tsx';
import { TINTS, type ToldLine, describeLine, describeSymbol, tintOf, toldLines } from './odds.ts';

const LINES = 14;
/** Milliseconds a symbol takes to appear when the text is played: as fast as one reads. */
const SYMBOL_MS = 40;

interface Props {
  readonly picture: Picture;
  readonly variable: string;
  /** The newest of the run, which may be drawn anew. */
  readonly newest: boolean;
}
export function TextView({ picture, variable, newest }: Props): ReactNode {
  const live = useRun((s) => (newest && s.streamed?.variable === variable ? s.streamed : undefined));
  const [at, show] = useState<number>();
  const shown = live?.picture ?? picture;
  const lines = useMemo(() => toldLines(shown, LINES), [shown]);
  const length = Math.max(1, numel(picture.space.shape));
  const turns = useMemo(() => Array.from({ length }, (_, i) => i + 1), [length]);
  if (lines.length === 0) return <DrawText picture={picture} />;
  const drawn = live ? live.turn : at === undefined ? length : at + 1;
  return (
    <>
      <Lines lines={lines} drawn={drawn} variable={variable} />
      <Settings variable={variable} newest={newest} />
      {live ? (
        <div className="chain">
          <progress aria-label="Symbols drawn so far" max={live.turns} value={live.turn} />
          <small>
            drawing {live.turn} / {live.turns}
          </small>
        </div>
      ) : (
        <ChainScrub frames={turns} turns={length} at={at} show={show} label="Symbols drawn" unit="symbol" brief frameMs={SYMBOL_MS} />
      )}
    </>
  );
}

interface LinesProps {
  readonly lines: readonly ToldLine[];
  /** Symbols of each line that are there. */
  readonly drawn: number;
  readonly variable: string;
}
type Spot = readonly [line: number, symbol: number];
function Lines({ lines, drawn, variable }: LinesProps): ReactNode {
  const [spot, setSpot] = useState<Spot>();
  const at = spot && spot[1] < drawn && lines[spot[0]] ? spot : undefined;
  const point = (e: PointerEvent): void => {
    const { line, symbol } = e.target instanceof HTMLElement ? e.target.dataset : {};
    setSpot(line === undefined ? undefined : [Number(line), symbol === undefined ? -1 : Number(symbol)]);
  };
  const walk = (e: KeyboardEvent): void => {
    const [line, symbol] = at ?? [0, -1];
    const to: Readonly<Record<string, Spot>> = {
      ArrowRight: [line, symbol + 1],
      ArrowLeft: [line, symbol - 1],
      ArrowDown: [line + 1, Math.max(0, symbol)],
      ArrowUp: [line - 1, Math.max(0, symbol)],
      Home: [line, 0],
      End: [line, drawn - 1],
    };
    const wanted = to[e.key];
    if (!wanted) return;
    e.preventDefault();
    const clamp = (v: number, last: number): number => Math.max(0, Math.min(last, v));
    setSpot([clamp(wanted[0], lines.length - 1), clamp(wanted[1], drawn - 1)]);
  };
  return (
    <>
      {/* the arrow keys walk over its symbols */}
      <div
        className="told"
        role="group"
        aria-label={`Texts drawn of ${variable}: arrow keys go from symbol to symbol and tell the probability of each`}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onKeyDown={walk}
        onPointerMove={point}
        onPointerLeave={() => setSpot(undefined)}
        onBlur={() => setSpot(undefined)}
      >
        {lines.map((l, row) => (
          <Line key={row} line={l} row={row} drawn={drawn} at={at?.[0] === row ? at[1] : undefined} />
        ))}
      </div>
      <p className="plane-readout" role="status" aria-label="Probability of a symbol">
        {at ? at[1] < 0 ? describeLine(lines[at[0]]!) : describeSymbol(lines[at[0]]!, at[1]) : <Legend />}
      </p>
    </>
  );
}
interface LineProps {
  readonly line: ToldLine;
  readonly row: number;
  readonly drawn: number;
  readonly at: number | undefined;
}
const Line = ({ line, row, drawn, at }: LineProps): ReactNode => (
  <p data-line={row}>
    {line.symbols.map((t, i) => (
      <span
        key={i}
        data-line={row}
        data-symbol={i}
        data-tint={tintOf(t.log)}
        data-at={i === at || undefined}
        className={i < drawn ? undefined : 'undrawn'}
      >
        {t.symbol + line.glue}
      </span>
    ))}
  </p>
);
const Legend = (): ReactNode => (
  <span className="tints" title="The probability that the model gives each symbol after those before it. Point at a symbol for its own.">
    p ≥
    {TINTS.map((least, i) => (
      <b key={least} data-tint={i}>
        {i === TINTS.length - 1 ? 'less' : least}
      </b>
    ))}
  </span>
);

/** The node that draws a variable symbol by symbol. */
const drawerOf = (graph: Graph, variable: string) => {
  const wire = graph.wires.find((w) => w.to.node === variable && w.to.port === 'p');
  return graph.nodes.find((n) => n.id === wire?.from.node && n.kind === 'Autoregressive');
};
const optional = (v: unknown): number | null => (typeof v === 'number' ? v : null);
/** How the text was drawn, where that is not by the very probabilities that are shown. */
function Settings({ variable, newest }: Omit<Props, 'picture'>): ReactNode {
  const graph = useFlatGraph();
  const node = drawerOf(graph, variable);
  if (!node) return null;
  const { temperature, greedy, topK, topP } = node.params;
  const choice = { temperature: optional(temperature) ?? 1, greedy: greedy === true, topK: optional(topK), topP: optional(topP) };
  const sharper = sharpening(choice);
  return (
    <div className="drawn-by">
      <span title="Probabilities are those of the model itself: before a temperature, top k or top p sharpen what is drawn">
        {sharper === undefined ? 'Drawn at temperature 1.' : `Drawn with ${sharper}; p is the model’s own.`}
      </span>
      <button
        type="button"
        className="link"
        title={sharper === undefined ? 'Drawn at temperature 1' : `Drawn with ${sharper}`}
        onClick={() => goToSetting(node.id, 'temperature')}
      >
        Change
      </button>
      {newest && <DrawAgain />}
    </div>
  );
}
