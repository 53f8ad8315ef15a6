/** What the drawing lacks next: worked out anew whenever the compiler has answered, and once more when nothing is lacking. */
import { create } from 'zustand';
import { type Advice, nextStep } from '../advice/next-step.ts';
import { useDerived } from './derived.ts';
import { graphNow } from './document.ts';
import { useRun } from './run.ts';

interface AdviceState {
  readonly advice: Advice | undefined;
  /** Something was lacking before, and the model can learn now. */
  readonly complete: boolean;
}
export const useAdvice = create<AdviceState>()(() => ({ advice: undefined, complete: false }));

/** Another drawing has come: nobody was led to its end. */
export const forgetAdvice = (): void => useAdvice.setState({ advice: undefined, complete: false });

export function watchAdvice(): () => void {
  const look = (): void => {
    const { compiled, pending, diagnostics } = useDerived.getState();
    // What was said stays until the compiler has answered.
    if (pending || !compiled) return;
    const learns = compiled.learn.players.length > 0;
    const { advice: before, complete } = useAdvice.getState();
    const advice = nextStep(graphNow(), diagnostics, learns);
    const idle = useRun.getState().status.state === 'idle';
    const led = before !== undefined || complete;
    useAdvice.setState({
      advice,
      complete: learns && !advice && idle && led,
    });
  };
  const stops = [useDerived.subscribe(look), useRun.subscribe((now, was) => now.status.state !== was.status.state && look())];
  return () => {
    for (const stop of stops) stop();
  };
}
