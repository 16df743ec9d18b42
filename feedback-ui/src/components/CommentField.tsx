import type { RefObject } from 'react';
import { LONGEST_COMMENT } from '../domain/verdict';

interface CommentFieldProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly disabled: boolean;
  readonly onWrite: (text: string) => void;
  /** Stays open from now on, also without text. */
  readonly onEnter: () => void;
  /** The person wants the keys of the page again. */
  readonly onLeave: () => void;
}

const TOLD_FROM = LONGEST_COMMENT - 200;

/** What is wrong or right about the pair, in the person's own words. */
export function CommentField({
  field,
  text,
  disabled,
  onWrite,
  onEnter,
  onLeave,
}: CommentFieldProps) {
  return (
    <div className="comment">
      <label htmlFor="comment">Comment</label>
      <p id="comment-hint" className="hint">
        What is wrong or right?{' '}
        <span className="key-hint">
          <kbd>Esc</kbd> goes back to the keys.
        </span>
        {text.length > TOLD_FROM &&
          ` ${String(LONGEST_COMMENT - text.length)} characters are left.`}
      </p>
      <textarea
        id="comment"
        ref={field}
        rows={2}
        maxLength={LONGEST_COMMENT}
        aria-describedby="comment-hint"
        value={text}
        readOnly={disabled}
        onFocus={onEnter}
        onChange={(event) => {
          onWrite(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
            event.preventDefault();
            onLeave();
          }
        }}
      />
    </div>
  );
}
