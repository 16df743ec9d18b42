import type { RefObject } from 'react';
import { LONGEST_COMMENT } from '../../domain/verdict';
import { leaveField } from './leaveField';
import { useTexts } from './texts';

interface CommentFieldProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly disabled: boolean;
  readonly onWrite: (text: string) => void;
  /** Stays open from now on, also without text. */
  readonly onEnter: () => void;
  readonly onLeave: () => void;
}

const TOLD_FROM = LONGEST_COMMENT - 200;

/** What is wrong or right, in the person's own words. */
export function CommentField(props: CommentFieldProps) {
  const { field, text, disabled, onWrite, onEnter, onLeave } = props;
  const texts = useTexts();
  return (
    <div className="comment">
      <label htmlFor="comment">{texts('comment')}</label>
      <p id="comment-hint" className="hint">
        {texts('commentHint')}
        {text.length > TOLD_FROM &&
          ` ${texts('charactersLeft', { count: LONGEST_COMMENT - text.length })}`}
      </p>
      <textarea
        id="comment"
        ref={field}
        rows={2}
        maxLength={LONGEST_COMMENT}
        aria-describedby="comment-hint"
        dir="auto"
        value={text}
        readOnly={disabled}
        onFocus={onEnter}
        onChange={(event) => {
          onWrite(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
            onLeave();
          }
          leaveField(event);
        }}
      />
    </div>
  );
}
