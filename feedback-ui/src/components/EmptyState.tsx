import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly title: string;
  readonly sentence: string;
  /** The next step: a link or a button. */
  readonly children?: ReactNode;
}

/** What stands where a list has nothing to show yet: why, and what to do next. */
export function EmptyState({ title, sentence, children }: EmptyStateProps) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      <p>{sentence}</p>
      {children}
    </div>
  );
}
