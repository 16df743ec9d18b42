import { useEffect, useRef } from 'react';
import { actionOf, type KeyAction } from '../domain/keys';
import { somethingOpen } from './somethingOpen';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Hands the page's key actions to `onAction` for as long as the component is shown. */
export function useKeys(onAction: (action: KeyAction) => void): void {
  const latest = useRef(onAction);
  useEffect(() => {
    latest.current = onAction;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const action = actionOf({
        key: event.key,
        code: event.code,
        shift: event.shiftKey,
        repeat: event.repeat,
        ctrl: event.ctrlKey,
        meta: event.metaKey,
        alt: event.altKey,
        altGraph: event.getModifierState('AltGraph'),
        typing: event.isComposing || isTyping(event.target),
        dialogOpen: somethingOpen(),
      });
      if (action && !event.defaultPrevented) {
        event.preventDefault();
        latest.current(action);
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
