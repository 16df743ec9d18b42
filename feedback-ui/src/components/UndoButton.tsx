import { clockText, secondsLeft } from '../domain/assignment';
import { describe, type Choice } from '../domain/verdict';
import { useNow } from './useNow';

interface UndoButtonProps {
  readonly choice: Choice;
  readonly undoUntil: number;
  readonly disabled: boolean;
  readonly onUndo: () => void;
}

/** The last rating with the way back, until its time is over. */
export function UndoButton({ choice, undoUntil, disabled, onUndo }: UndoButtonProps) {
  const now = useNow(true);
  const seconds = secondsLeft(undoUntil, now);
  if (seconds === 0) {
    return <p className="last-rating">Last: {describe(choice)}</p>;
  }
  return (
    <p className="last-rating">
      <span>Last: {describe(choice)}</span>
      <button
        type="button"
        className="button quiet undo"
        aria-keyshortcuts="U Control+Z"
        disabled={disabled}
        onClick={onUndo}
      >
        Undo <kbd aria-hidden="true">U</kbd> <span className="countdown">{clockText(seconds)}</span>
      </button>
    </p>
  );
}
