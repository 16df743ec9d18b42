import { LeaseClock } from '../components/LeaseClock';
import { UndoButton } from '../components/UndoButton';
import { VerdictBar } from '../components/VerdictBar';
import type { Choice } from '../domain/verdict';
import { heldIn, type DeskState } from '../usecases/deskState';

interface DeskFootProps {
  readonly state: DeskState;
  readonly onChoose: (choice: Choice) => void;
  readonly onUndo: () => void;
  readonly onHelp: () => void;
}

/** The controls, always in sight: the scale, the way back, and the time. */
export function DeskFoot({ state, onChoose, onUndo, onHelp }: DeskFootProps) {
  const { phase, last } = state;
  const held = heldIn(phase);
  const choice = phase.kind === 'sending' || phase.kind === 'unsent' ? phase.choice : undefined;
  const trusted = phase.kind === 'open' && phase.held.clockTrusted;
  return (
    <footer className="foot">
      {phase.kind !== 'empty' && phase.kind !== 'failed' && (
        <VerdictBar disabled={phase.kind !== 'open'} sending={choice} onChoose={onChoose} />
      )}
      <div className="foot-line">
        {last ? (
          <UndoButton
            key={last.receipt.ratingId}
            choice={last.choice}
            undoUntil={last.receipt.undoUntil}
            disabled={choice !== undefined || phase.kind === 'loading'}
            onUndo={onUndo}
          />
        ) : (
          <p className="last-rating" />
        )}
        {held && trusted && <LeaseClock expiresAt={held.assignment.expiresAt} />}
        <button type="button" className="link keys-link" aria-keyshortcuts="?" onClick={onHelp}>
          Keys <kbd aria-hidden="true">?</kbd>
        </button>
      </div>
    </footer>
  );
}
