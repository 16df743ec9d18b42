import { useEffect, useRef } from 'react';

/** Hears of keys, unless somebody types, a dialog is open, the key is held down or a modifier is. `act` says whether it was one of its own. */
export function useKeys(act: (key: string) => boolean): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const plain = !event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey;
      const typing =
        event.target instanceof HTMLElement &&
        event.target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');
      const busy = typing || document.querySelector('dialog[open], [role=dialog]') !== null;
      if (plain && !busy && !event.isComposing && latest.current(event.key.toLowerCase())) {
        event.preventDefault();
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
