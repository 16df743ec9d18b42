import { useState } from 'react';
import { LONGEST_COMMENT } from '../../domain/verdict';
import { leaveField } from './leaveField';
import { useTexts } from './texts';

interface CommentFieldProps {
  readonly text: string;
  readonly shortcut: string;
  readonly disabled: boolean;
  readonly onWrite: (text: string) => void;
}

const TOLD_FROM = LONGEST_COMMENT - 200;

/** What is wrong or right, in the person's own words: one line until somebody goes there. */
export function CommentField({ text, shortcut, disabled, onWrite }: CommentFieldProps) {
  const texts = useTexts();
  const [entered, setEntered] = useState(false);
  const open = entered || text !== '';
  return (
    <div className={open ? 'comment' : 'comment comment-closed'}>
      <label htmlFor="comment">
        {texts('comment')} <kbd aria-hidden="true">{shortcut.toUpperCase()}</kbd>
      </label>
      <p id="comment-hint" className="hint" hidden={!open}>
        {texts('commentHint')}
        {text.length > TOLD_FROM &&
          ` ${texts('charactersLeft', { count: LONGEST_COMMENT - text.length })}`}
      </p>
      <textarea
        id="comment"
        rows={open ? 2 : 1}
        maxLength={LONGEST_COMMENT}
        aria-describedby="comment-hint"
        aria-keyshortcuts={shortcut}
        dir="auto"
        value={text}
        readOnly={disabled}
        onFocus={() => {
          setEntered(true);
        }}
        onBlur={() => {
          setEntered(false);
        }}
        onChange={(event) => {
          onWrite(event.target.value);
        }}
        onKeyDown={leaveField}
      />
    </div>
  );
}
