import { useEffect, useRef } from 'react';
import { somethingOpen } from './somethingOpen';

/** Acts on a letter, unless somebody types, a dialog is open, the key is held down or a modifier is. */
export function useLetter(letter: string, act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const ours = !event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey;
      const typing =
        event.target instanceof HTMLElement &&
        event.target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');
      const busy = typing || event.isComposing || somethingOpen();
      if (ours && !busy && event.key.toLowerCase() === letter) {
        event.preventDefault();
        latest.current();
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [letter]);
}
