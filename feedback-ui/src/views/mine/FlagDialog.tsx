import { useCallback, useId, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Dialog } from '../../components/Dialog';
import { useRatedTexts } from '../../components/rated/texts';
import { TextField } from '../../components/TextField';
import { useAction } from '../../components/useAction';
import { FLAG_REASONS, type FlagReason } from '../../domain/opinions';
import '../../styles/rated.css';
import { useServices } from '../services';

interface FlagDialogProps {
  readonly itemId: string;
  readonly onFlagged: () => void;
  readonly onClose: () => void;
}

const LONGEST = 2000;

/** Hands an item to the reviewers; needs the texts `rated`. */
export function FlagDialog({ itemId, onFlagged, onClose }: FlagDialogProps) {
  const t = useRatedTexts();
  const { review } = useServices();
  const name = useId();
  const [reason, setReason] = useState<FlagReason>('UNCLEAR_PROMPT');
  const [words, setWords] = useState('');
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      await review.flag(itemId, reason, words);
      onClose();
      onFlagged();
    }, [review, itemId, reason, words, onClose, onFlagged]),
  );
  return (
    <Dialog title={t('flagTitle')} onClose={onClose}>
      <form
        className="panel"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <p className="hint">{t('flagLead')}</p>
        <fieldset className="steps">
          <legend>{t('whatIsWrong')}</legend>
          {FLAG_REASONS.map((known) => (
            <label key={known} className="step" data-chosen={known === reason || undefined}>
              <input
                type="radio"
                name={name}
                checked={known === reason}
                onChange={() => {
                  setReason(known);
                }}
              />
              <span>{t(`reason-${known}`)}</span>
            </label>
          ))}
        </fieldset>
        <TextField
          label={t('words')}
          rows={3}
          maxLength={LONGEST}
          value={words}
          required={reason === 'OTHER'}
          onChange={(event) => {
            setWords(event.target.value);
          }}
        />
        <Alert problem={problem} />
        <div className="actions">
          <button className="button primary" disabled={busy}>
            {t('flag')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
