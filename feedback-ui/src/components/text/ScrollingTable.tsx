import type { ReactNode } from 'react';
import { useTexts } from './useTexts';

/** A table that is wider than its place scrolls in itself, also by the keyboard. */
export function ScrollingTable({ children }: { readonly children: ReactNode }) {
  const texts = useTexts();
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard
    <div className="table-scroll" role="group" aria-label={texts('table')} tabIndex={0}>
      <table>{children}</table>
    </div>
  );
}
