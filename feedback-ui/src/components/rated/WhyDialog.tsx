import { useCallback, useState } from 'react';
import { Alert } from '../Alert';
import { Dialog } from '../Dialog';
import { Field } from '../Field';
import { useAction } from '../useAction';
import { useRatedTexts } from './texts';

interface WhyDialogProps {
  readonly title: string;
  /** What will be so when it is done. */
  readonly consequence: string;
  readonly button: string;
  readonly perform: (reason: string) => Promise<void>;
  readonly onClose: () => void;
}

const LONGEST = 500;

/** Asks why, and says what is going to change before it is done. */
export function WhyDialog({ title, consequence, button, perform, onClose }: WhyDialogProps) {
  const t = useRatedTexts();
  const [reason, setReason] = useState('');
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      await perform(reason.trim());
      onClose();
    }, [perform, reason, onClose]),
  );
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="panel"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <p>{consequence}</p>
        <Field
          label={t('why')}
          hint={t('whyHint')}
          maxLength={LONGEST}
          required
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
          }}
        />
        <Alert problem={problem} />
        <div className="actions">
          <button className="button primary" disabled={busy || reason.trim() === ''}>
            {button}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
