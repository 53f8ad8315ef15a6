/** The size of an element, in whole pixels, as it changes. */
import { useEffect, useState } from 'react';

export interface Box {
  readonly w: number;
  readonly h: number;
}
export function useBox(): readonly [(el: HTMLElement | null) => void, Box] {
  const [box, setBox] = useState<Box>({ w: 0, h: 0 });
  const [element, setElement] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (!element) return undefined;
    const watch = new ResizeObserver(([entry]) => {
      if (entry) setBox({ w: Math.round(entry.contentRect.width), h: Math.round(entry.contentRect.height) });
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [element]);
  return [setElement, box];
}
