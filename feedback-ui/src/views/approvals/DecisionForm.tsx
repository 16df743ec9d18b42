import { useState } from 'react';
import { TextField } from '../../components/TextField';
import { reasonOf, type Decision, type OpenProposal } from '../../domain/promotionApproval';
import { useTexts } from '../gates/texts';
import { useOperatorTexts } from '../operate/texts';
import { DecisionDialog } from './DecisionDialog';

interface DecisionFormProps {
  readonly shown: OpenProposal;
  readonly changed: boolean;
  readonly onLooked: () => void;
  readonly onDone: () => void;
}

/** Asks for the reason, then which way. Whatever changes meanwhile, the reason that was written stays. */
export function DecisionForm({ shown, changed, onLooked, onDone }: DecisionFormProps) {
  const t = useTexts();
  const operator = useOperatorTexts();
  const [written, setWritten] = useState('');
  const [chosen, setChosen] = useState<Decision>();
  const { evidenceSha256 } = shown;
  const reason = reasonOf(written);
  const ready = reason !== '' && !changed && evidenceSha256 !== undefined;
  const choose = (decision: Decision) => () => {
    setChosen(decision);
  };
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <TextField
        label={t('reason')}
        hint={operator('reasonHint')}
        maxLength={2000}
        rows={3}
        required
        value={written}
        onChange={(event) => {
          setWritten(event.target.value);
        }}
      />
      {changed && evidenceSha256 !== undefined && (
        <div className="actions start">
          <button type="button" className="button" onClick={onLooked}>
            {t('haveLooked')}
          </button>
        </div>
      )}
      <div className="actions">
        <button type="button" className="button" disabled={!ready} onClick={choose('rejection')}>
          {t('reject')}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={!ready}
          onClick={choose('approval')}
        >
          {t('approve')}
        </button>
      </div>
      {chosen !== undefined && evidenceSha256 !== undefined && (
        <DecisionDialog
          shown={shown}
          decision={chosen}
          sha256={evidenceSha256}
          reason={reason}
          changed={changed}
          onClose={() => {
            setChosen(undefined);
          }}
          onDone={onDone}
        />
      )}
    </form>
  );
}
