/** Light or dark: the system's choice until the user makes one. */
import { useEffect, useState } from 'react';
import { type Theme, useSession } from './stores/session.ts';

const COPY = 'wellspring-theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const resolve = (theme: Theme): 'light' | 'dark' => (theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme);
const put = (theme: Theme): void => {
  document.documentElement.dataset['theme'] = resolve(theme);
};

/** Before the first paint: IndexedDB answers too late to avoid a flash. */
export function themeBeforePaint(): void {
  let theme: Theme = 'system';
  try {
    const kept = localStorage.getItem(COPY);
    if (kept === 'light' || kept === 'dark') theme = kept;
  } catch {
    // Storage may be forbidden; the system's choice will do.
  }
  useSession.setState({ theme });
  put(theme);
}
export function setTheme(theme: Theme): void {
  useSession.setState({ theme });
  put(theme);
  try {
    localStorage.setItem(COPY, theme);
  } catch {
    // As above.
  }
}
export const toggleTheme = (): void => setTheme(resolve(useSession.getState().theme) === 'dark' ? 'light' : 'dark');

export function useThemeName(): 'light' | 'dark' {
  const theme = useSession((s) => s.theme);
  const [system, setSystem] = useState(dark.matches);
  useEffect(() => {
    const follow = (): void => {
      setSystem(dark.matches);
      put(useSession.getState().theme);
    };
    dark.addEventListener('change', follow);
    return () => dark.removeEventListener('change', follow);
  }, []);
  return theme === 'system' ? (system ? 'dark' : 'light') : theme;
}
