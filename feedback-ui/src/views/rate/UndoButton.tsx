import { useNow } from '../../components/useNow';
import { clockText, secondsLeft } from '../../domain/assignment';
import type { Entry } from '../../domain/outbox';
import { useSaid } from './useSaid';
import { useTexts } from './texts';

interface UndoButtonProps {
  readonly entry: Entry;
  readonly shortcut: string;
  readonly disabled: boolean;
  readonly onUndo: () => void;
}

/** The last rating with the way back, until its time is over. */
export function UndoButton({ entry, shortcut, disabled, onUndo }: UndoButtonProps) {
  const texts = useTexts();
  const now = useNow(true);
  const said = useSaid();
  const seconds = entry.receipt && secondsLeft(entry.receipt.undoUntil, now);
  const last = texts('last', { said: said(entry.rating) });
  if (seconds === 0) {
    return <p className="last-rating">{last}</p>;
  }
  return (
    <p className="last-rating">
      <span>{last}</span>
      <button
        type="button"
        className="button quiet undo"
        aria-keyshortcuts={`${shortcut} Control+Z`}
        disabled={disabled}
        onClick={onUndo}
      >
        {texts('undo')} <kbd aria-hidden="true">{shortcut.toUpperCase()}</kbd>{' '}
        {seconds !== undefined && <span className="countdown">{clockText(seconds)}</span>}
      </button>
    </p>
  );
}
