/** Line icons, 24×24, in the colour of the text. */
import type { ReactNode } from 'react';

const PATHS = {
  nodes:
    'M6 3a3 3 0 1 0 0 6a3 3 0 1 0 0-6M18 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6M6 15a3 3 0 1 0 0 6a3 3 0 1 0 0-6M8.8 7.2L15.3 10.6M8.8 16.8L15.3 13.4',
  gallery: 'M4.5 4h5v5h-5zM14.5 4h5v5h-5zM4.5 14h5v5h-5zM14.5 14h5v5h-5z',
  inspector: 'M4 5h16v14H4zM14 5v14M16.5 9h1.5M16.5 12h1.5',
  dock: 'M4 5h16v14H4zM4 14h16',
  runs: 'M4 4v16h16M7 15l4-5l3 3l5-7',
  help: 'M9 9a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 1.9M12 17.2v.1M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4',
  undo: 'M9 7H15a5 5 0 0 1 0 10H8M9 7l3-3M9 7l3 3',
  redo: 'M15 7H9a5 5 0 0 0 0 10h7M15 7l-3-3M15 7l-3 3',
  sun: 'M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8M12 2.5v2.5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3l1.8 1.8M16.9 16.9l1.8 1.8M5.3 18.7l1.8-1.8M16.9 7.1l1.8-1.8',
  moon: 'M19.5 14.5A8 8 0 1 1 9.5 4.5a6.5 6.5 0 0 0 10 10z',
  close: 'M6 6l12 12M18 6L6 18',
  open: 'M3.5 7V18.5H18L21 10.5H7.5L4.8 17M3.5 7V5.5H9L11 7.5H18V10.5',
  save: 'M12 4v10M8 10.5l4 4l4-4M4.5 16v3.5h15V16',
  play: 'M8 5.5v13l10.5-6.5z',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  next: 'M7 6v12l8-6zM18 6v12',
  halt: 'M7 7h10v10H7z',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M15.5 15.5L20 20',
  copy: 'M9 9h10v10H9zM5 15V5h10',
  fit: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  tidy: 'M4 4.5h6v5H4zM14 4.5h6v5h-6zM4 14.5h6v5H4zM14 14.5h6v5h-6zM10 7h4M7 9.5v5',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  wide: 'M10 8l-4 4l4 4M14 8l4 4l-4 4',
  narrow: 'M6 8l4 4l-4 4M18 8l-4 4l4 4',
  map: 'M4 5h16v14H4zM12.5 13h5.5v4h-5.5zM7 8h3M7 11h3',
  'align-left': 'M4 3.5v17M7.5 6h12v4h-12zM7.5 14h7v4h-7z',
  'align-center': 'M12 3.5v2.5M12 10v4M12 18v2.5M6 6h12v4H6zM8.5 14h7v4h-7z',
  'align-right': 'M20 3.5v17M4.5 6h12v4h-12zM9.5 14h7v4h-7z',
  'align-top': 'M3.5 4h17M6 7.5h4v12H6zM14 7.5h4v7h-4z',
  'align-middle': 'M3.5 12H6M10 12h4M18 12h2.5M6 6h4v12H6zM14 8.5h4v7h-4z',
  'align-bottom': 'M3.5 20h17M6 4.5h4v12H6zM14 9.5h4v7h-4z',
  'align-across': 'M4 4v16M20 4v16M10 8h4v8h-4z',
  'align-down': 'M4 4h16M4 20h16M8 10h8v4H8z',
  again: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3M19.5 3.5v4h-4',
  warning: 'M12 4L21 19.5H3zM12 10v4.5M12 17v.2',
} as const;
export type IconName = keyof typeof PATHS;

export const Icon = ({ name, size = 16 }: { readonly name: IconName; readonly size?: number }): ReactNode => (
  <svg
    className="icon"
    viewBox="0 0 24 24"
    width={size}
    height={size}
    fill="none"
    stroke="currentColor"
    strokeWidth={1.8}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={PATHS[name]} />
  </svg>
);
export const Mark = (): ReactNode => (
  <svg
    className="mark"
    viewBox="0 0 24 24"
    width={22}
    height={22}
    fill="none"
    stroke="var(--accent)"
    strokeWidth={2.2}
    strokeLinecap="round"
    aria-hidden="true"
  >
    <path d="M12 21V9" />
    <path d="M12 9c0-4-3-6-7-5 0 4 3 6 7 5Z" />
    <path d="M12 13c0-4 3-6 7-5 0 4-3 6-7 5Z" />
  </svg>
);
