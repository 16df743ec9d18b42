import { useId } from 'react';
import { Field } from '../../components/Field';
import { useRatedTexts } from '../../components/rated/texts';
import { RichText } from '../../components/text/RichText';
import { TextField } from '../../components/TextField';
import type { Opinion } from '../../domain/review';
import { useTexts } from './texts';

interface WrittenAnswerProps {
  readonly opinion: Opinion;
  readonly chosen: boolean;
  readonly text: string;
  /** Why it is not taken; undefined while that is no question. */
  readonly reason: string | undefined;
  readonly onChoose: () => void;
  readonly onEdit: (text: string) => void;
  readonly onReason: (reason: string) => void;
}

const LONGEST = 500;

/** An answer that somebody wrote: to be taken, maybe edited, or refused. */
export function WrittenAnswer(props: WrittenAnswerProps) {
  const { opinion, chosen, text, reason, onChoose, onEdit, onReason } = props;
  const t = useTexts();
  const rated = useRatedTexts();
  const id = useId();
  const name = opinion.by.you ? rated('you') : (opinion.by.name ?? opinion.by.pseudonym);
  return (
    <div role="group" aria-labelledby={id} className="rated-answer" data-best={chosen || undefined}>
      <p id={id} className="rated-letter">
        <strong>{name}</strong>
        {chosen && <span className="chip">{t('taken')}</span>}
      </p>
      {!chosen && (
        <div className="rated-text">
          <RichText source={text} />
        </div>
      )}
      <label className="step" data-chosen={chosen || undefined}>
        <input type="radio" name="written" checked={chosen} onChange={onChoose} />
        <span>{t('take', { name })}</span>
      </label>
      {chosen && (
        <TextField
          label={t('asTaken')}
          rows={8}
          value={text}
          onChange={(event) => {
            onEdit(event.target.value);
          }}
        />
      )}
      {reason !== undefined && (
        <Field
          label={t('whyNot', { name })}
          maxLength={LONGEST}
          required
          value={reason}
          onChange={(event) => {
            onReason(event.target.value);
          }}
        />
      )}
    </div>
  );
}
