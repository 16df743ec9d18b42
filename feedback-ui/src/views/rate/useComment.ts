import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { heldIn, type Phase } from '../../usecases/deskState';

export interface Comment {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  /** Asked for, or begun. */
  readonly shown: boolean;
  readonly open: () => void;
  readonly leave: () => void;
}

/** The field for words about the pair on the desk: away until it is asked for, and away again with the pair. */
export function useComment(phase: Phase): Comment {
  const held = heldIn(phase);
  const itemId = held?.assignment.itemId;
  const text = held?.draft ?? '';
  const field = useRef<HTMLTextAreaElement>(null);
  const [asked, setAsked] = useState<string>();
  useEffect(() => {
    if (asked !== undefined) {
      field.current?.focus();
    }
  }, [asked]);
  const open = useCallback(() => {
    setAsked(itemId);
    field.current?.focus();
  }, [itemId]);
  const leave = useCallback(() => {
    setAsked(undefined);
    document.getElementById('pair-title')?.focus({ preventScroll: true });
  }, []);
  const shown = itemId !== undefined && (asked === itemId || text !== '');
  return { field, text, shown, open, leave };
}
