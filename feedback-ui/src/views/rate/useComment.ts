import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { heldIn, type Phase } from '../../usecases/deskState';

export interface Comment {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Asked for, or begun. */
  readonly shown: boolean;
  readonly open: () => void;
  readonly leave: () => void;
}

/** The field for words about the item on the desk: away until it is asked for, and away again with the item. */
export function useComment(phase: Phase): Comment {
  const held = heldIn(phase);
  const itemId = held?.assignment.form.comment ? held.assignment.itemId : undefined;
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
  }, []);
  const shown = itemId !== undefined && (asked === itemId || held?.draft.comment !== '');
  return { field, shown, open, leave };
}
