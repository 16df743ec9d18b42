import { verdictOnly } from '../../domain/form';
import type { Command, Keys } from '../../domain/keys';
import { heldIn, type DeskState } from '../../usecases/deskState';
import type { RatingDesk } from '../../usecases/ratingDesk';
import { CommentField } from './CommentField';
import { LeaseClock } from './LeaseClock';
import { useTexts } from './texts';
import { UndoButton } from './UndoButton';
import { SkipButton, VerdictBar } from './VerdictBar';

interface DeskFootProps {
  readonly state: DeskState;
  readonly keys: Keys;
  readonly desk: RatingDesk;
  readonly perform: (command: Command) => void;
}

/** The controls, always in sight: the scale, what sends, the way back, and the time. */
export function DeskFoot({ state, keys, desk, perform }: DeskFootProps) {
  const texts = useTexts();
  const { phase, last } = state;
  const held = heldIn(phase);
  const form = held?.assignment.form;
  const disabled = phase.kind !== 'open';
  const bar = { keys, disabled, chosen: held?.draft.choice, perform };
  return (
    <footer className="foot">
      {held && form?.comment && (
        <CommentField
          key={held.assignment.itemId}
          text={held.draft.comment}
          shortcut={keys.comment}
          disabled={disabled}
          onWrite={(comment) => {
            desk.write({ ...held.draft, comment });
          }}
        />
      )}
      {form?.task === 'COMPARE' && <VerdictBar {...bar} />}
      {form && !verdictOnly(form) && (
        <div className="send-line">
          {form.task !== 'COMPARE' && <SkipButton {...bar} />}
          <button
            type="button"
            className="button primary"
            data-send
            disabled={disabled}
            aria-keyshortcuts="Enter Control+Enter"
            onClick={() => void desk.send()}
          >
            {texts('send')} <kbd aria-hidden="true">↵</kbd>
          </button>
        </div>
      )}
      <div className="foot-line">
        {last ? (
          <UndoButton
            key={last.key}
            entry={last}
            shortcut={keys.undo}
            disabled={phase.kind === 'loading' || phase.kind === 'keeping'}
            onUndo={() => void desk.undo()}
          />
        ) : (
          <p className="last-rating" />
        )}
        {held?.clockTrusted && <LeaseClock expiresAt={held.assignment.expiresAt} />}
        {(['rest', 'help'] as const).map((command) => (
          <button
            key={command}
            type="button"
            className={`link ${command === 'help' ? 'keys-link' : ''}`}
            aria-keyshortcuts={keys[command]}
            disabled={command === 'rest' && phase.kind === 'resting'}
            onClick={() => {
              perform(command);
            }}
          >
            {texts(command === 'rest' ? 'rest' : 'keys')}{' '}
            <kbd aria-hidden="true">{keys[command].toUpperCase()}</kbd>
          </button>
        ))}
      </div>
    </footer>
  );
}
