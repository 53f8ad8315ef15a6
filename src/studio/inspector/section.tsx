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
    <h5>
      {title}
      {aside}
    </h5>
    {children}
  </div>
);
