import { CommentField } from '../../components/CommentField';
import { LeaseClock } from '../../components/LeaseClock';
import { UndoButton } from '../../components/UndoButton';
import { VerdictBar } from '../../components/VerdictBar';
import type { Choice } from '../../domain/verdict';
import { heldIn, type DeskState } from '../../usecases/deskState';
import type { Comment } from './useComment';

interface DeskFootProps {
  readonly state: DeskState;
  readonly comment: Comment;
  readonly onWrite: (text: string) => void;
  readonly onChoose: (choice: Choice) => void;
  readonly onUndo: () => void;
  readonly onHelp: () => void;
}

/** The controls, always in sight: the scale, the way back, and the time. */
export function DeskFoot(props: DeskFootProps) {
  const { state, comment, onWrite, onChoose, onUndo, onHelp } = props;
  const { phase, last } = state;
  const held = heldIn(phase);
  const choice = phase.kind === 'sending' || phase.kind === 'unsent' ? phase.choice : undefined;
  const trusted = phase.kind === 'open' && phase.held.clockTrusted;
  return (
    <footer className="foot">
      {comment.shown && (
        <CommentField
          key={held?.assignment.itemId}
          field={comment.field}
          text={comment.text}
          disabled={phase.kind !== 'open'}
          onWrite={onWrite}
          onEnter={comment.open}
          onLeave={comment.leave}
        />
      )}
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
        {held && !comment.shown && (
          <button
            type="button"
            className="link comment-link"
            aria-keyshortcuts="C"
            onClick={comment.open}
          >
            Comment <kbd aria-hidden="true">C</kbd>
          </button>
        )}
        <button type="button" className="link keys-link" aria-keyshortcuts="?" onClick={onHelp}>
          Keys <kbd aria-hidden="true">?</kbd>
        </button>
      </div>
    </footer>
  );
}
