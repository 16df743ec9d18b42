import { leaveField } from './leaveField';
import { useTexts } from './texts';

interface DemonstrationProps {
  readonly text: string;
  readonly disabled: boolean;
  readonly onWrite: (text: string) => void;
}

/** An answer that the person writes. */
export function Demonstration({ text, disabled, onWrite }: DemonstrationProps) {
  const texts = useTexts();
  return (
    <div className="demonstration">
      <label htmlFor="demonstration">{texts('yourAnswer')}</label>
      <p id="demonstration-hint" className="hint">
        {texts('yourAnswerHint')}
      </p>
      <textarea
        id="demonstration"
        rows={12}
        dir="auto"
        aria-describedby="demonstration-hint"
        data-open-question={text.trim() === '' ? '' : undefined}
        readOnly={disabled}
        value={text}
        onKeyDown={leaveField}
        onChange={(event) => {
          onWrite(event.target.value);
        }}
      />
    </div>
  );
}
