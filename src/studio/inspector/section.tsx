/** A titled part of a panel. */
import type { ReactNode } from 'react';

export const Section = ({
  title,
  aside,
  children,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}): ReactNode => (
  <div className="section">
    <h2 className="section-title">
      {title}
      {aside}
    </h2>
    {children}
  </div>
);
