import { verdictOnly } from '../../domain/form';
import type { Command, Keys } from '../../domain/keys';
import { heldIn, type DeskState } from '../../usecases/deskState';
import type { RatingDesk } from '../../usecases/ratingDesk';
import { CommentField } from './CommentField';
import { LeaseClock } from './LeaseClock';
import { SendButton } from './SendButton';
import { useTexts } from './texts';
import { UndoButton } from './UndoButton';
import type { Comment } from './useComment';
import { SkipButton, VerdictBar } from './VerdictBar';

interface DeskFootProps {
  readonly state: DeskState;
  readonly keys: Keys;
  readonly desk: RatingDesk;
  readonly comment: Comment;
  readonly perform: (command: Command) => void;
}

/** The controls, always in sight: the scale, what sends, the way back, and the time. */
export function DeskFoot(props: DeskFootProps) {
  const { state, keys, desk, comment, perform } = props;
  const { phase, last } = state;
  const held = heldIn(phase);
  const form = held?.assignment.form;
  const disabled = phase.kind !== 'open';
  const bar = { keys, disabled, chosen: held?.draft.choice, perform };
  const send = form && !verdictOnly(form) && (
    <SendButton disabled={disabled} onSend={() => void desk.send()} />
  );
  return (
    <footer className="foot">
      {held && comment.shown && (
        <CommentField
          key={held.assignment.itemId}
          field={comment.field}
          text={held.draft.comment}
          disabled={disabled}
          onWrite={(text) => {
            desk.write({ ...held.draft, comment: text });
          }}
          onEnter={comment.open}
          onLeave={comment.leave}
        />
      )}
      {form?.task === 'COMPARE' && <VerdictBar {...bar}>{send}</VerdictBar>}
      {form && form.task !== 'COMPARE' && (
        <div className="send-line">
          <SkipButton {...bar} />
          {send}
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
        {form?.comment && !comment.shown && <FootLink command="comment" {...{ keys, perform }} />}
        {held && <FootLink command="why" {...{ keys, perform }} />}
        {held && <FootLink command="flag" {...{ keys, perform }} />}
        {phase.kind !== 'resting' && <FootLink command="rest" {...{ keys, perform }} />}
        <FootLink command="history" {...{ keys, perform }} />
        <FootLink command="help" {...{ keys, perform }} />
      </div>
    </footer>
  );
}

const LINKS = {
  comment: 'comment',
  why: 'skipBecause',
  flag: 'flag',
  rest: 'rest',
  history: 'history',
  help: 'keys',
} as const;

interface FootLinkProps {
  readonly command: keyof typeof LINKS;
  readonly keys: Keys;
  readonly perform: (command: Command) => void;
}

function FootLink({ command, keys, perform }: FootLinkProps) {
  const texts = useTexts();
  return (
    <button
      type="button"
      className={`link ${LINKS[command]}-link`}
      aria-keyshortcuts={keys[command]}
      onClick={() => {
        perform(command);
      }}
    >
      {texts(LINKS[command])} <kbd aria-hidden="true">{keys[command].toUpperCase()}</kbd>
    </button>
  );
}
