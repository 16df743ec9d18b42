import type { ReactNode } from 'react';

/** What to do when there is nothing yet: a sentence and a command to type. */
export function Command({
  children,
  line,
}: {
  readonly children: ReactNode;
  readonly line: string;
}) {
  return (
    <div className="empty">
      <p className="lead">{children}</p>
      <code className="command">{line}</code>
    </div>
  );
}
