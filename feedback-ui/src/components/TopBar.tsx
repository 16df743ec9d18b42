import type { ReactNode } from 'react';
import { Mark } from './Mark';

interface TopBarProps {
  readonly title?: string | undefined;
  readonly name: string;
  readonly onLeaveProject?: (() => void) | undefined;
  readonly onSignOut: () => void;
  readonly signingOut: boolean;
  readonly children?: ReactNode;
}

/** The page's head: where one is, how far the work is, and the way out. */
export function TopBar(props: TopBarProps) {
  return (
    <header className="top-bar">
      <div className="top-place">
        <Mark />
        <span className="top-title">{props.title ?? 'Attune'}</span>
        {props.onLeaveProject && (
          <button type="button" className="link" onClick={props.onLeaveProject}>
            All projects
          </button>
        )}
      </div>
      {props.children}
      <div className="top-account">
        <span className="top-name" title="Signed in as">
          {props.name}
        </span>
        <button
          type="button"
          className="link"
          onClick={props.onSignOut}
          disabled={props.signingOut}
        >
          Sign out
        </button>
      </div>
    </header>
  );
}
