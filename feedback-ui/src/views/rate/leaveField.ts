import type { KeyboardEvent } from 'react';

/** Escape leaves a field, so that the keys of the desk act again. */
export function leaveField(event: KeyboardEvent): void {
  if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
    event.preventDefault();
    document.getElementById('item-title')?.focus({ preventScroll: true });
  }
}
