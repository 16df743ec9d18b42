import type { ReactNode } from 'react';
import { linesOf, LONGEST_UNFOLDED } from './length';
import { useTexts } from './useTexts';

interface FoldedProps {
  readonly source: string;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}

/** A long text's beginning, and a way to the rest. Whoever goes into it by the keyboard opens it. */
export function Folded({ source, open, onOpen, children }: FoldedProps) {
  const texts = useTexts();
  const lines = linesOf(source);
  if (open || lines <= LONGEST_UNFOLDED) {
    return children;
  }
  return (
    <div className="folded">
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions -- hears of the focus of what it holds */}
      <div className="folded-text" onFocus={onOpen}>
        {children}
      </div>
      <button type="button" className="button quiet" onClick={onOpen}>
        {texts('showAll', { lines })}
      </button>
    </div>
  );
}
