import { useId } from 'react';
import type { Correction } from '../../domain/draft';
import { leaveField } from './leaveField';
import { useTexts } from './texts';

interface CorrectionFieldProps {
  readonly letter: string;
  readonly position: number;
  readonly text: string;
  readonly correction: Correction | undefined;
  readonly disabled: boolean;
  readonly onCorrect: (correction: Correction | undefined) => void;
}

/** A better answer, which begins as the one that is there. */
export function CorrectionField(props: CorrectionFieldProps) {
  const { letter, position, text, correction, disabled, onCorrect } = props;
  const texts = useTexts();
  const id = useId();
  if (correction?.position !== position) {
    return (
      <button
        type="button"
        className="link correct"
        disabled={disabled}
        onClick={() => {
          onCorrect({ position, text });
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
          onCorrect({ position, text: event.target.value });
        }}
      />
      <button
        type="button"
        className="link"
        onClick={() => {
          onCorrect(undefined);
        }}
      >
        {texts('noCorrection')}
      </button>
    </div>
  );
}
