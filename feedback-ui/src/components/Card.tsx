import type { ReactNode } from 'react';
import { Mark } from './Mark';

interface CardProps {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

/** A narrow sheet in the middle of the page: sign-in and its like. */
export function Card({ title, lead, children }: CardProps) {
  return (
    <main className="card-page">
      <div className="card">
        <p className="wordmark">
          <Mark /> Attune
        </p>
        <h1>{title}</h1>
        {lead && <p className="lead">{lead}</p>}
        {children}
      </div>
    </main>
  );
}
