import { useEffect, useRef } from 'react';
import type { Task } from '../../domain/form';
import { actionOf, type KeyAction, type Keys } from '../../domain/keys';

const matches = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

const TYPING = 'textarea, select, [contenteditable], [data-own-keys], input:not([type=checkbox])';
const CONTROL = 'button, a, summary, input, [role=button]';

/** Hands the desk's key actions to `onAction` for as long as the component is shown. */
export function useKeys(keys: Keys, task: Task, onAction: (action: KeyAction) => void): void {
  const latest = useRef({ keys, task, onAction });
  useEffect(() => {
    latest.current = { keys, task, onAction };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { current } = latest;
      const press = {
        key: event.key,
        code: event.code,
        shift: event.shiftKey,
        repeat: event.repeat,
        ctrl: event.ctrlKey,
        meta: event.metaKey,
        alt: event.altKey,
        altGraph: event.getModifierState('AltGraph'),
        typing: event.isComposing || matches(event.target, TYPING),
        onControl: matches(event.target, CONTROL),
        dialogOpen: document.querySelector('dialog[open]') !== null,
      };
      const action = actionOf(press, current.keys, current.task);
      if (action && !event.defaultPrevented) {
        event.preventDefault();
        current.onAction(action);
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
