import { useId } from 'react';
import type { Draft } from '../../domain/draft';
import { without } from '../../domain/without';
import { leaveField } from './leaveField';
import { useTexts } from './texts';

interface CorrectionFieldProps {
  readonly letter: string;
  readonly position: number;
  readonly text: string;
  readonly draft: Draft;
  readonly disabled: boolean;
  readonly onWrite: (draft: Draft) => void;
}

/** A better answer, which begins as the one that is there. */
export function CorrectionField(props: CorrectionFieldProps) {
  const { letter, position, text, draft, disabled, onWrite } = props;
  const texts = useTexts();
  const id = useId();
  const { correction } = draft;
  if (correction?.position !== position) {
    return (
      <button
        type="button"
        className="link correct"
        disabled={disabled}
        onClick={() => {
          onWrite({ ...draft, correction: { position, text } });
        }}
      >
        {texts('correct', { letter })}
      </button>
    );
  }
  return (
    <div className="correction">
      <label htmlFor={id}>{texts('correctedAnswer', { letter })}</label>
      <p id={`${id}-hint`} className="hint">
        {texts('correctHint')}
      </p>
      <textarea
        id={id}
        // eslint-disable-next-line jsx-a11y/no-autofocus -- the person has just asked for this field
        autoFocus={correction.text === text}
        rows={8}
        dir="auto"
        aria-describedby={`${id}-hint`}
        readOnly={disabled}
        value={correction.text}
        onKeyDown={leaveField}
        onChange={(event) => {
          onWrite({ ...draft, correction: { position, text: event.target.value } });
        }}
      />
      <button
        type="button"
        className="link"
        onClick={() => {
          onWrite(without(draft, 'correction'));
        }}
      >
        {texts('noCorrection')}
      </button>
    </div>
  );
}
